using System.Collections.Immutable;
using FluentAssertions;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Scoring;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Tests.Scoring;

/// <summary>Vetoes that move the suggestion by levels or allow one at most: how they meet does not depend on how they are written.</summary>
public sealed class MovingVetoTests
{
    private const string Points =
        """[{ "id": "points", "name": "分", "factor": "economic", "type": "count", "of": "n", "bands": [{ "maximum": 0, "points": 0 }, { "minimum": 1, "maximum": 1, "points": 15 }, { "minimum": 2, "maximum": 2, "points": 40 }, { "minimum": 3, "points": 95 }] }]""";

    private static readonly string[] Grounds = ["one", "two", "up", "car", "hard", "untrue", "cleared"];

    private static readonly ScoreTable Table = Tables.Small(
        Points,
        """
        "vetoes": [{ "id": "one", "name": "降一级", "of": "one", "effect": "down", "reason": "other" }, { "id": "two", "name": "降两级", "of": "two", "effect": "down", "levels": 2, "reason": "other" },
          { "id": "up", "name": "升一级", "of": "up", "effect": "up" }, { "id": "car", "name": "车主最高一般困难", "of": "car", "effect": "at-most", "level": "ordinary" },
          { "id": "hard", "name": "最高困难", "of": "hard", "effect": "at-most", "level": "hard" },
          { "id": "cleared", "name": "清零", "of": "cleared", "effect": "clear" }, { "id": "untrue", "name": "不真实", "of": "untrue", "effect": "not-determined", "reason": "other" }]
        """);

    [Fact]
    public void Every_veto_that_holds_is_told_also_where_a_graver_one_leaves_it_without_effect() =>
        Score(Table, 3, ["untrue", "car"]).Vetoes.Should().Equal("car", "untrue");

    [Theory]
    [InlineData(3, "", "special", null)]
    [InlineData(3, "two", "ordinary", "two")]
    [InlineData(3, "one two", "ordinary", "two")]
    [InlineData(2, "two", "not-determined", "two")]
    [InlineData(1, "up", "hard", "up")]
    [InlineData(3, "up", "special", null)]
    [InlineData(0, "up", "not-determined", null)]
    [InlineData(2, "up one", "hard", null)]
    [InlineData(3, "up two", "hard", "two")]
    [InlineData(3, "car", "ordinary", "car")]
    [InlineData(3, "car hard", "ordinary", "car")]
    [InlineData(3, "hard one", "hard", "one")]
    [InlineData(2, "hard up", "hard", "hard")]
    [InlineData(1, "car", "ordinary", null)]
    [InlineData(0, "car", "not-determined", null)]
    [InlineData(3, "car untrue", "not-determined", "untrue")]
    public void The_farthest_down_and_the_farthest_up_meet_and_what_is_allowed_at_most_comes_last(int n, string grounds, string level, string? by)
    {
        var suggested = Score(Table, n, grounds.Split(' ')).Suggested!;

        (suggested.Level, suggested.By).Should().Be((level, by));
    }

    [Fact]
    public void In_whatever_order_they_are_written_they_do_the_same()
    {
        var reversed = Table with { Vetoes = [.. Table.Vetoes.Reverse()] };
        foreach (var (n, grounds) in Cases())
        {
            var (one, other) = (Score(Table, n, grounds), Score(reversed, n, grounds));
            (one.Total, one.Suggested, one.Veto).Should().Be((other.Total, other.Suggested, other.Veto), $"of {n} {string.Join(' ', grounds)}");
        }
    }

    [Fact]
    public void One_that_allows_a_level_at_most_never_raises_and_nothing_passes_it()
    {
        var scale = Tables.Scale();
        foreach (var (n, grounds) in Cases())
        {
            int Rank(params IEnumerable<string> of) => scale.RankOf(Score(Table, n, of).Suggested!.Level)!.Value;
            var without = Rank(grounds.Where(g => g != "car"));
            var with = Rank(grounds.Append("car"));
            with.Should().Be(Math.Min(without, scale.RankOf("ordinary")!.Value), $"of {n} {string.Join(' ', grounds)}");
        }
    }

    [Theory]
    [InlineData("""{ "effect": "down", "level": "ordinary" }""", "score-veto-effect-missing")]
    [InlineData("""{ "effect": "at-most", "level": "ordinary", "levels": 2 }""", "score-veto-effect-missing")]
    [InlineData("""{ "effect": "not-determined", "levels": 1 }""", "score-veto-effect-missing")]
    [InlineData("""{ "effect": "at-most" }""", null)]
    [InlineData("""{ "effect": "down", "levels": 0 }""", null)]
    [InlineData("""{ "effect": "down", "levels": 1.5 }""", null)]
    public void What_does_not_belong_to_its_effect_or_is_missing_is_refused(string members, string? code)
    {
        var veto = RecordValue.From([.. ((RecordValue)Value.Parse(members)).Members, .. Value.Record(("id", "veto"), ("name", "甲"), ("of", "a")).Members]);
        var document = Value.Parse($$"""
            { "kind": "score-table", "id": "table", "article": "第十四条", "from": "2025-09-01", "name": "表", "scale": "levels", "factors": [{ "id": "economic", "name": "家庭经济" }], "items": {{Points}},
              "thresholds": [{ "level": "ordinary", "minimum": 15 }], "otherwise": "not-determined", "vetoes": [{{veto.ToJson()}}] }
            """);

        var reading = PackReader.Read(document.ToJson());

        reading.Diagnostics.Should().ContainSingle().Which.Code.Id.Should().Match(id => code == null || id == code);
    }

    [Fact]
    public void A_level_at_most_that_the_scale_does_not_have_is_refused_before_publishing()
    {
        var table = Table with { Vetoes = [.. Table.Vetoes.Select(v => v.Id == "car" ? v with { Level = "rich" } : v)] };

        var found = ScoreTableCheck.Prove(table, Tables.Scale(), Tables.NoReferences).Diagnostics.Single(d => d.Code == ScoringCodes.LevelUnknown);

        found.ToString().Should().Contain("rich");
        ScoreTableCheck.Prove(Table, Tables.Scale(), Tables.NoReferences).Holds.Should().BeTrue();
    }

    private static IEnumerable<(int N, ImmutableArray<string> Grounds)> Cases() =>
        from n in Enumerable.Range(0, 4)
        from bits in Enumerable.Range(0, 1 << Grounds.Length)
        select (n, (ImmutableArray<string>)[.. Grounds.Where((_, i) => (bits & (1 << i)) != 0)]);

    private static ScoreResult Score(ScoreTable table, int n, params IEnumerable<string> grounds) =>
        Scorer.Score(table, Tables.Scale(), Value.Record([("n", n), .. grounds.Where(g => g.Length > 0).Distinct().Select(g => (g, (Value)true))]), Tables.NoReferences);
}
