using System.Collections.Immutable;
using FluentAssertions;
using StudentAid.Workflow.Casework.Committees;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Rosters.Hints;
using StudentAid.Workflow.Casework.Scoring;
using StudentAid.Workflow.Casework.Tests.Scoring;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Streams;
using Xunit;

namespace StudentAid.Workflow.Casework.Tests.Rosters;

public sealed class LevelQuotasTests
{
    private static readonly Scale Scale = Tables.Scale();

    private static LevelQuotas Quotas(bool flowBack, RoundingMode mode = RoundingMode.HalfUp) => new(
        [new("ordinary", new Share(1, 10, false)), new("special", new Share(1, 20, false)), new("hard", new Share(1, 20, false))], new Rounding(0, mode), flowBack);

    private static HintRow Row(int n, string level) => new(Id.Of("case", $"{n}"), level, n, "", "", null, Engine.Expressions.Value.Null);

    [Theory]
    [InlineData(30, RoundingMode.HalfUp, 2, 2, 3)]
    [InlineData(30, RoundingMode.Down, 1, 1, 3)]
    [InlineData(31, RoundingMode.Up, 2, 2, 4)]
    public void Places_are_rounded_as_the_body_says(int students, RoundingMode mode, int special, int hard, int ordinary) =>
        Quotas(flowBack: false, mode).PlacesOf(students, Scale, _ => 0).Should().Equal(("special", special), ("hard", hard), ("ordinary", ordinary));

    [Fact]
    public void Places_that_a_graver_level_leaves_flow_to_the_next() =>
        Quotas(flowBack: true).PlacesOf(40, Scale, level => level == "special" ? 0 : 1).Should().Equal(("special", 2), ("hard", 4), ("ordinary", 7));

    [Fact]
    public void A_level_at_its_number_or_above_is_a_hint_and_a_level_below_is_none()
    {
        var rule = new HintRule(HintKinds.Quota, [], [], 1) { Quotas = Quotas(flowBack: false) };
        HintRow[] rows = [Row(1, "special"), Row(2, "special"), Row(3, "hard"), Row(4, "ordinary")];

        var hint = ListHints.Find([rule], rows, Scale, students: 40).Should().ContainSingle().Subject;

        (hint.Kind, hint.Rows.Length, hint.Places).Should().Be((HintKinds.Quota, 2, 2));
        HintText.Of(hint, _ => "", Scale).ZhCn.Should().Contain("特别困难 2 人，参考数为 2 人").And.Contain("应认尽认");
    }

    [Fact]
    public void A_total_that_hits_the_numbers_exactly_is_a_hint_and_one_more_or_less_is_none()
    {
        var rule = new HintRule(HintKinds.Quota, [], [], 1) { Quotas = Quotas(flowBack: true) };
        HintRow[] eight = [Row(1, "special"), .. Enumerable.Range(2, 7).Select(n => Row(n, "ordinary")), Row(9, Scale.NotDetermined.Id)];

        var hint = ListHints.Find([rule], eight, Scale, students: 40).Should().ContainSingle(h => h.Kind == HintKinds.QuotaTotal).Subject;

        (hint.Rows.Length, hint.Places).Should().Be((8, 8));
        HintText.Of(hint, _ => "", Scale).ZhCn.Should().Contain("合计 8 人").And.Contain("应认尽认");
        ListHints.Find([rule], eight[1..], Scale, students: 40).Should().NotContain(h => h.Kind == HintKinds.QuotaTotal);
        ListHints.Find([rule], [.. eight, Row(10, "hard")], Scale, students: 40).Should().NotContain(h => h.Kind == HintKinds.QuotaTotal);
    }

    [Theory]
    [InlineData(40, 4, true)]
    [InlineData(40, 3, false)]
    public void Levels_that_are_counted_together_have_one_number_and_none_of_their_own(int students, int listed, bool found)
    {
        LevelQuotas quotas = new([new("special", new Share(1, 10, false)) { Together = ["special", "hard"] }], new Rounding(0, RoundingMode.HalfUp), FlowBack: false);
        HintRow[] rows = [.. Enumerable.Range(1, listed).Select(n => Row(n, n == 1 ? "special" : "hard")), Row(9, "ordinary")];

        var hints = ListHints.Find([new HintRule(HintKinds.Quota, [], [], 1) { Quotas = quotas }], rows, Scale, students).ToList();

        hints.Select(h => HintText.Of(h, _ => "", Scale).ZhCn.Contains("特别困难、困难合计 4 人，参考数为 4 人", StringComparison.Ordinal)).Should().Equal(found ? [true] : []);
    }

    [Fact]
    public void A_unit_may_have_a_share_of_its_own()
    {
        var quota = new LevelQuota("special", new Share(1, 5, false)) { UnitShares = ImmutableDictionary<string, Share>.Empty.Add("farming", new Share(3, 10, false)) };

        quota.PlacesFor("/college/farming/", 40, new Rounding(0, RoundingMode.HalfUp)).Should().Be(12);
        quota.PlacesFor("/college/information/", 40, new Rounding(0, RoundingMode.HalfUp)).Should().Be(8);
    }

    [Theory]
    [InlineData("""{ "levels": ["special", "hard"], "share": { "minimum": "1/5" } }""", null)]
    [InlineData("""{ "level": "special", "units": { "farming": { "minimum": "3/10" }, "information": 4 } }""", null)]
    [InlineData("""{ "level": "special", "levels": ["special", "hard"], "places": 4 }""", "body-level-and-levels")]
    [InlineData("""{ "level": "special", "units": { "farming": "many" } }""", "pack-wrong-type")]
    [InlineData("""{ "places": 4 }""", "pack-missing-member")]
    public void A_body_says_its_numbers_by_level_or_levels_and_by_unit(string quota, string? code)
    {
        var reading = PackReader.Read($$"""
            { "kind": "body", "id": "numbers", "article": "x", "from": "2025-01-01", "name": "组", "scopes": ["class"], "categories": [{ "id": "teacher", "name": "教师" }],
              "quorum": { "present": { "minimum": "2/3" }, "agree": { "minimum": "1/2" }, "of": "present" }, "duties": { "decide": ["teacher"] }, "hints": [{ "id": "quota", "quotas": [{{quota}}] }] }
            """);
        (reading.Document is { } document ? Body.Kind.Read(document).Diagnostics : reading.Diagnostics).Where(d => d.Severity == Severity.Error).Select(d => d.Code.Id).Should().BeEquivalentTo(code is null ? [] : [code]);
    }
}
