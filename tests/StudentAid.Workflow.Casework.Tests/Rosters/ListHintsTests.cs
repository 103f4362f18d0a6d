using System.Collections.Immutable;
using FluentAssertions;
using FsCheck;
using FsCheck.Fluent;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Rosters.Hints;
using StudentAid.Workflow.Casework.Scoring;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Tests.Rosters;

/// <summary>What a body is asked to think about once more, on lists of a few rows.</summary>
public sealed class ListHintsTests
{
    private static readonly Scale Scale = Casework.Scoring.Scale.Kind.Read(PackReader.Read("""
        { "kind": "scale", "id": "levels", "article": "t", "from": "2018-01-01", "name": "等级",
          "levels": [ { "id": "special", "name": "特别困难" }, { "id": "relative", "name": "比较困难" }, { "id": "ordinary", "name": "一般困难" } ],
          "notDetermined": { "id": "none", "name": "不予认定", "reasons": [ { "id": "other", "name": "其他", "article": "t" } ] } }
        """).Document!).Document!;

    private static HintRow Row(int n, string level, decimal total, string direct = "", string last = "", decimal? lastTotal = null, string answers = "{}") =>
        new(Id.Of("case", $"{n}"), level, total, direct, last, lastTotal, Value.Parse(answers));

    private static ImmutableArray<Hint> Find(string kind, params HintRow[] rows) => Find(new HintRule(kind, [], [], 1), rows);

    private static ImmutableArray<Hint> Find(HintRule rule, params HintRow[] rows) => ListHints.Find([rule], rows, Scale);

    [Fact]
    public void Sixty_two_points_below_fifty_five_is_hinted_at_with_both_names()
    {
        var hint = Find(HintKinds.Inverted, Row(1, "ordinary", 62), Row(2, "relative", 55), Row(3, "special", 80)).Should().ContainSingle().Subject;
        hint.Rows.Select(r => r.Total).Should().Equal(62, 55);
        HintText.Of(hint, c => c == Id.Of("case", "1") ? "甲" : "乙", Scale).ZhCn.Should().Be("倒挂：甲 62 分为一般困难，乙 55 分却为比较困难，请说明理由或调整。");
    }

    [Fact]
    public void A_level_that_a_special_group_has_directly_explains_itself_and_one_below_it_does_not()
    {
        Find(HintKinds.Inverted, Row(1, "relative", 62), Row(2, "special", 30, direct: "special")).Should().BeEmpty();
        Find(HintKinds.BelowDirect, Row(1, "relative", 62, direct: "special"), Row(2, "special", 30, direct: "special")).Should().ContainSingle()
            .Which.Cases.Should().Equal(Id.Of("case", "1"));
    }

    [Fact]
    public void Equal_numbers_in_all_levels_are_hinted_at_from_two_on_and_the_refused_do_not_count()
    {
        HintRow[] two = [Row(1, "special", 9), Row(2, "special", 8), Row(3, "relative", 7), Row(4, "relative", 6), Row(5, "ordinary", 5), Row(6, "ordinary", 4), Row(7, "none", 1)];
        Find(HintKinds.Equal, two).Should().ContainSingle().Which.Rows.Should().HaveCount(6);
        Find(HintKinds.Equal, two[1..]).Should().BeEmpty();
        Find(HintKinds.Equal, two[0], two[2], two[4]).Should().BeEmpty();
    }

    [Fact]
    public void Two_who_changed_places_with_the_points_of_last_year_rotate()
    {
        Find(HintKinds.Rotating, Row(1, "relative", 50, last: "ordinary", lastTotal: 50), Row(2, "ordinary", 49, last: "relative", lastTotal: 49)).Should().ContainSingle();
        Find(HintKinds.Rotating, Row(1, "relative", 58, last: "ordinary", lastTotal: 50), Row(2, "ordinary", 49, last: "relative", lastTotal: 49)).Should().BeEmpty("the facts have changed");
    }

    [Fact]
    public void Three_who_pass_their_levels_on_in_a_ring_are_hinted_at_together()
    {
        HintRow First(int total) => Row(1, "special", total, last: "ordinary", lastTotal: 50);
        var others = new[] { Row(2, "relative", 50, last: "special", lastTotal: 50), Row(3, "ordinary", 50, last: "relative", lastTotal: 50) };

        Find(HintKinds.Rotating, [First(50), .. others]).Should().ContainSingle().Which.Rows.Should().HaveCount(3);
        Find(HintKinds.Rotating, [First(60), .. others]).Should().BeEmpty("one of them was scored anew");
        Find(HintKinds.Rotating, others).Should().BeEmpty("the ring is not closed");
    }

    [Fact]
    public void Children_of_one_guardian_must_tell_the_same_of_their_family()
    {
        var rule = new HintRule(HintKinds.Siblings, ["guardian.name"], ["family.income"], 1);
        string Form(string guardian, int income) => $$"""{ "guardian": { "name": "{{guardian}}" }, "family": { "income": {{income}} } }""";
        Find(rule, Row(1, "special", 1, answers: Form("何大山", 1)), Row(2, "ordinary", 2, answers: Form("何大山", 2)), Row(3, "ordinary", 2, answers: Form("田大山", 3))).Should().ContainSingle().Which.Rows.Should().HaveCount(2);
        Find(rule, Row(1, "special", 1, answers: Form("何大山", 1)), Row(2, "ordinary", 2, answers: Form("何大山", 1))).Should().BeEmpty();
        Find(rule, Row(1, "special", 1, answers: Form("", 1)), Row(2, "ordinary", 2, answers: Form("", 2))).Should().BeEmpty("nobody's guardian is nobody's family");
    }

    [Fact]
    public void The_same_long_sentence_in_two_forms_is_hinted_at_and_a_short_one_is_not()
    {
        var rule = new HintRule(HintKinds.SameTexts, ["other"], [], 8);
        Find(rule, Row(1, "special", 1, answers: """{ "other": "父母常年在外地务工收入不稳" }"""), Row(2, "special", 1, answers: """{ "other": "父母常年在外地务工收入不稳" }""")).Should().ContainSingle();
        Find(rule, Row(1, "special", 1, answers: """{ "other": "务农" }"""), Row(2, "special", 1, answers: """{ "other": "务农" }""")).Should().BeEmpty();
    }

    [Fact]
    public void The_order_of_the_rows_changes_nothing_and_a_changed_level_is_another_hint()
    {
        string[] levels = ["special", "relative", "ordinary", "none"];
        Check.QuickThrowOnFailure(Prop.ForAll(Gen.Choose(0, 39).ListOf(12).ToArbitrary(), rows =>
        {
            HintRow[] list = [.. rows.Select((r, n) => Row(n, levels[r % 4], r / 4 % 10))];
            HintRow[] reversed = [.. list.AsEnumerable().Reverse()];
            return Find(HintKinds.Inverted, list).Select(h => h.Key).SequenceEqual(Find(HintKinds.Inverted, reversed).Select(h => h.Key));
        }));
        var before = Find(HintKinds.Inverted, Row(1, "ordinary", 62), Row(2, "relative", 55)).Single().Key;
        Find(HintKinds.Inverted, Row(1, "ordinary", 62), Row(2, "special", 55)).Single().Key.Should().NotBe(before);
    }
}
