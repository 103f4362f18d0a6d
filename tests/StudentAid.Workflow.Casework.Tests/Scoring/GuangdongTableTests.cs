using FluentAssertions;
using StudentAid.Workflow.Casework.Scoring;
using StudentAid.Workflow.Engine.Analysis;
using Xunit;

namespace StudentAid.Workflow.Casework.Tests.Scoring;

/// <summary>The 38-item model with its golden cases (domain §3, T1).</summary>
public sealed class GuangdongTableTests
{
    private readonly ScoreTable table;
    private readonly Scale scale;

    public GuangdongTableTests() => (table, scale) = Tables.Shipped("guangdong");

    private static ScoreTable WithoutExclusion(ScoreTable table) =>
        table with { Exclusive = [.. table.Exclusive.Select(e => e with { Take = ExclusiveTake.All })] };

    private static ScoreTable Accumulating(ScoreTable table) => table with
    {
        Items = [.. table.Items.Where(i => string.CompareOrdinal(i.Id, "r21") >= 0 && string.CompareOrdinal(i.Id, "r36") <= 0)],
        Exclusive = [.. table.Exclusive.Where(e => string.CompareOrdinal(e.Items[0], "r21") >= 0)],
    };

    [Theory]
    [InlineData("r20 r21 r22 r36", 42, "hard")]
    [InlineData("r20 r22 r36", 39, "ordinary")]
    [InlineData("r24 r22", 14, "not-determined")]
    [InlineData("r24 r22 r23", 15, "ordinary")]
    [InlineData("r17 r19", 80, "hard")]
    [InlineData("r17 r19 r21 r27 r36 r22", 90, "special")]
    [InlineData("r13", 90, "special")]
    [InlineData("r16 r17", 90, "special")]
    public void Ticked_items_give_the_published_total_and_level(string ticked, int total, string level)
    {
        var result = Tables.Ticked(table, scale, ticked.Split(' '));

        result.Total.Should().Be(total);
        result.Suggested!.Level.Should().Be(level);
    }

    [Fact]
    public void One_manual_point_with_evidence_lifts_39_to_40_and_without_evidence_it_does_not()
    {
        const string Ticked = "\"answers\": { \"r20\": true, \"r22\": true, \"r36\": true }";

        var with = Tables.Score(table, $$$"""{ {{{Ticked}}}, "review": { "bonus": { "points": 1, "evidence": "家访记录" } } }""", scale);
        var without = Tables.Score(table, $$$"""{ {{{Ticked}}}, "review": { "bonus": { "points": 1 } } }""", scale);

        with.Total.Should().Be(40);
        with.Suggested!.Level.Should().Be("hard");
        without.Total.Should().Be(39);
        without.Items.Single(i => i.Item is "r37").Reason.Should().Be(ScoreReason.EvidenceMissing);
    }

    [Fact]
    public void Untrue_material_clears_the_score_whatever_else_is_ticked()
    {
        var result = Tables.Score(table, """{ "answers": { "r01": true, "r13": true, "r24": true }, "review": { "untrue": true } }""", scale);

        result.Total.Should().Be(0);
        result.Veto.Should().Be("r38");
        result.Suggested.Should().Be(new SuggestedLevel("not-determined", SuggestionSource.Veto, "r38", "untrue-material"));
    }

    [Fact]
    public void All_accumulating_items_reach_41_without_exclusion_and_34_with_it()
    {
        var every = Accumulating(table).Items.Select(i => i.Id).ToArray();

        var loose = Tables.Ticked(WithoutExclusion(table), scale, every);
        var strict = Tables.Ticked(table, scale, every);

        loose.Total.Should().Be(41);
        loose.Suggested!.Level.Should().Be("hard");
        strict.Total.Should().Be(34);
        strict.Suggested!.Level.Should().Be("ordinary");
        strict.Items.Single(i => i.Item is "r25").Should().Match<ItemScore>(i => i.Points == 0 && i.Reason == ScoreReason.Excluded && i.Detail == "r24");
    }

    [Fact]
    public void The_proof_shows_that_exclusion_takes_the_middle_level_out_of_reach_of_accumulating_items()
    {
        var strict = ScoreTableCheck.Prove(Accumulating(table), scale, Tables.NoReferences);
        var loose = ScoreTableCheck.Prove(WithoutExclusion(Accumulating(table)), scale, Tables.NoReferences);

        strict.Most.Should().Be(34);
        strict.Exact.Should().BeTrue();
        strict.Levels.Single(l => l.Level is "hard").Least.Should().BeNull();
        strict.Levels.Single(l => l.Level is "ordinary").Should().Be(new LevelBounds("ordinary", 15, 34, Direct: false));
        strict.Diagnostics.Select(d => d.Code.Id).Should().Contain("score-level-unreachable");
        loose.Most.Should().Be(41);
        loose.Levels.Single(l => l.Level is "hard").Should().Be(new LevelBounds("hard", 40, 41, Direct: false));
        loose.Diagnostics.Count(d => d.Code == ScoringCodes.ExclusiveNotEnforced).Should().Be(5);
        loose.Diagnostics.First(d => d.Code == ScoringCodes.ExclusiveNotEnforced).Arguments["excess"].Should().Be("3");
    }

    [Fact]
    public void The_whole_table_holds_with_one_warning_about_its_unbounded_manual_points()
    {
        var proof = ScoreTableCheck.Prove(table, scale, Tables.NoReferences);

        proof.Holds.Should().BeTrue();
        proof.Diagnostics.Where(d => d.Severity == Severity.Warning).Select(d => d.Code.Id)
            .Should().BeEquivalentTo(["score-manual-unbounded", "score-factor-unused"]);
    }
}
