using FluentAssertions;
using StudentAid.Workflow.Casework.Scoring;
using StudentAid.Workflow.Engine.Analysis;
using Xunit;

namespace StudentAid.Workflow.Casework.Tests.Scoring;

/// <summary>The questionnaire of nine questions (T3), the college rule with its real gaps (T4), the indicator tree (T2).</summary>
public sealed class OtherTablesTests
{
    [Fact]
    public void Nine_single_choices_reach_80_and_unanswered_ones_count_nothing()
    {
        var table = Tables.Table("t3.json");

        var proof = ScoreTableCheck.Prove(table, Tables.Scale(), Tables.NoReferences);
        var some = Tables.Score(table, """{ "answers": { "kind": "优抚", "certified": "低保", "disaster": "是" } }""");

        proof.Holds.Should().BeTrue();
        (proof.Least, proof.Most, proof.Exact).Should().Be((0m, 80m, true));
        some.Total.Should().Be(24);
        some.Suggested!.Level.Should().Be("ordinary");
        some.Missing.Select(m => m.Item).Should().Equal("health", "guardian", "elders", "children", "origin", "sudden");
    }

    [Fact]
    public void A_hard_exclusion_suggests_no_determination_but_leaves_the_total_to_be_seen()
    {
        var result = Tables.Score(Tables.Table("t3.json"), """{ "answers": { "kind": "孤残" }, "review": { "v3": true } }""");

        result.Total.Should().Be(10);
        result.Suggested.Should().Be(new SuggestedLevel("not-determined", SuggestionSource.Veto, "v3", "other"));
    }

    [Fact]
    public void Every_real_gap_of_the_college_rule_is_reported_with_the_number_that_falls_into_it()
    {
        var proof = ScoreTableCheck.Prove(Tables.Table("t4.json"), Tables.Scale("t4-scale.json"), Tables.NoReferences);

        proof.Holds.Should().BeFalse();
        proof.Diagnostics.Where(d => d.Code == ScoringCodes.BandGap).Select(d => (d.Arguments["item"], d.Arguments["gap"])).Should().Equal(
            ("income", "10000"), ("income", "30000"), ("per-capita", "500"), ("per-capita", "1000"), ("per-capita", "1500"));
        proof.Diagnostics.Single(d => d.Code == ScoringCodes.NeverScores).Arguments["item"].Should().Be("poor-county");
    }

    [Theory]
    [InlineData("""["轻度","重度","无"]""", 3)]
    [InlineData("""["重度","无","轻度"]""", 3)]
    [InlineData("""["无","轻度"]""", 1)]
    public void Of_several_disabled_members_the_gravest_counts_wherever_it_stands(string members, int points)
    {
        var rows = string.Join(',', Engine.Expressions.Value.Parse(members).Items.Select(m => $$"""{ "disability": {{m}} }"""));

        var result = Tables.Score(Tables.Table("t4.json"), $$$"""{ "answers": { "members": [{{{rows}}}] } }""", Tables.Scale("t4-scale.json"));

        result.Items.Single(i => i.Item is "disabled").Points.Should().Be(points);
    }

    [Fact]
    public void A_certificate_gives_its_level_regardless_of_the_score()
    {
        var result = Tables.Score(Tables.Table("t4.json"), """{ "match": { "categories": ["低保证"] } }""", Tables.Scale("t4-scale.json"));

        result.Suggested.Should().Be(new SuggestedLevel("special", SuggestionSource.Direct, "certified", null));
    }

    [Fact]
    public void An_exclusive_threshold_needs_more_than_its_number()
    {
        var table = Tables.Table("t4.json");

        Scorer.LevelOf(table, 17).Should().Be("ordinary");
        Scorer.LevelOf(table, 17.000001m).Should().Be("special");
    }

    [Fact]
    public void A_group_cap_and_the_cap_of_the_group_around_it_both_hold()
    {
        var result = Tables.Score(Tables.Table("t2.json"), """{ "answers": { "kinds": ["建档立卡", "低保", "单亲"], "health": "身体残疾" } }""");

        result.Items.Single(i => i.Item is "kinds").Points.Should().Be(220);
        result.Factors.Single(f => f.Factor is "special-group").Capped.Should().Be(120);
        result.Total.Should().Be(120);
    }

    [Fact]
    public void Each_parent_counts_and_a_leading_post_takes_points_away()
    {
        var result = Tables.Score(Tables.Table("t2.json"), """{ "answers": { "parents": [{ "work": "中层及以上" }, { "work": "劳力工人" }] } }""");
        var alone = Tables.Score(Tables.Table("t2.json"), """{ "answers": { "parents": [{ "work": "中层及以上" }] } }""");

        result.Total.Should().Be(4);
        alone.Factors.Single(f => f.Factor is "economic").Weighted.Should().Be(-2);
        alone.Total.Should().Be(0, "the table's floor is 0");
    }

    [Fact]
    public void One_child_in_primary_and_one_in_high_school_combine_to_18()
    {
        Tables.Score(Tables.Table("t2.json"), """{ "answers": { "compulsory": 1, "beyond": 1 } }""").Total.Should().Be(18);
    }

    [Fact]
    public void The_indicator_tree_holds_and_every_level_is_within_reach()
    {
        var proof = ScoreTableCheck.Prove(Tables.Table("t2.json"), Tables.Scale(), Tables.NoReferences);

        proof.Diagnostics.Where(d => d.Severity != Severity.Info).Should().BeEmpty();
        (proof.Least, proof.Most).Should().Be((0m, 15m + 120m + 20m + 16m + 38m));
        proof.Levels.Should().OnlyContain(l => l.Least != null);
    }
}
