using FluentAssertions;
using StudentAid.Workflow.Casework.Scoring;
using StudentAid.Workflow.Engine.Analysis;
using Xunit;

namespace StudentAid.Workflow.Casework.Tests.Scoring;

/// <summary>The questionnaire of nine questions (T3), the college rule with its real gaps (T4), the indicator tree (T2).</summary>
public sealed class OtherTablesTests
{
    private static readonly (ScoreTable Table, Scale Scale) Questionnaire = Tables.Shipped("pingdingshan", scale: "henan");
    private static readonly (ScoreTable Table, Scale Scale) Tree = Tables.Shipped("jiangsu");

    [Fact]
    public void Nine_single_choices_reach_80_and_unanswered_ones_count_nothing()
    {
        var (table, scale) = Questionnaire;

        var proof = ScoreTableCheck.Prove(table, scale, Tables.NoReferences);
        var some = Tables.Score(table, """{ "answers": { "kind": "优抚", "certified": "低保", "disaster": "是" } }""", scale);

        proof.Holds.Should().BeTrue();
        (proof.Least, proof.Most, proof.Exact).Should().Be((0m, 80m, true));
        some.Total.Should().Be(24);
        some.Suggested!.Level.Should().Be("ordinary");
        some.Missing.Select(m => m.Item).Should().Equal("health", "guardian", "elders", "children", "origin", "sudden");
    }

    [Fact]
    public void A_hard_exclusion_suggests_no_determination_but_leaves_the_total_to_be_seen()
    {
        var result = Tables.Score(Questionnaire.Table, """{ "answers": { "kind": "孤残" }, "review": { "v3": true } }""", Questionnaire.Scale);

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

    [Fact]
    public void The_repaired_college_rule_has_no_gap_and_its_poor_county_scores()
    {
        var (table, scale) = Tables.Shipped("college-2019");

        var proof = ScoreTableCheck.Prove(table, scale, Tables.NoReferences);

        proof.Holds.Should().BeTrue();
        proof.Diagnostics.Where(d => d.Severity != Severity.Info).Should().BeEmpty();
    }

    [Fact]
    public void A_home_visit_that_finds_hardship_overrides_a_hard_exclusion()
    {
        var result = Tables.Score(Questionnaire.Table, """{ "answers": { "kind": "孤残" }, "review": { "v2": true, "homeVisit": "relative" } }""", Questionnaire.Scale);

        result.Suggested.Should().Be(new SuggestedLevel("relative", SuggestionSource.Direct, "home-visit-relative", null));
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
        var result = Tables.Score(Tree.Table, """{ "answers": { "kinds": ["建档立卡", "低保", "单亲"], "health": "身体残疾" } }""", Tree.Scale);

        result.Items.Single(i => i.Item is "kinds").Points.Should().Be(220);
        result.Factors.Single(f => f.Factor is "special-group").Capped.Should().Be(120);
        result.Total.Should().Be(120);
    }

    [Fact]
    public void Each_parent_counts_and_a_leading_post_takes_points_away()
    {
        var result = Tables.Score(Tree.Table, """{ "answers": { "parents": [{ "work": "中层及以上" }, { "work": "劳力工人" }] } }""", Tree.Scale);
        var alone = Tables.Score(Tree.Table, """{ "answers": { "parents": [{ "work": "中层及以上" }] } }""", Tree.Scale);

        result.Total.Should().Be(4);
        alone.Factors.Single(f => f.Factor is "economic").Weighted.Should().Be(-2);
        alone.Total.Should().Be(0, "the table's floor is 0");
    }

    [Fact]
    public void One_child_in_primary_and_one_in_high_school_combine_to_18()
    {
        Tables.Score(Tree.Table, """{ "answers": { "compulsory": 1, "beyond": 1 } }""", Tree.Scale).Total.Should().Be(18);
    }

    [Fact]
    public void The_indicator_tree_holds_and_every_level_is_within_reach()
    {
        var proof = ScoreTableCheck.Prove(Tree.Table, Tree.Scale, Tables.NoReferences);

        proof.Diagnostics.Where(d => d.Severity != Severity.Info).Should().BeEmpty();
        (proof.Least, proof.Most).Should().Be((0m, 15m + 120m + 20m + 16m + 38m + 10m + 10m));
        proof.Levels.Should().OnlyContain(l => l.Least != null);
    }
}
