using FluentAssertions;
using FsCheck;
using FsCheck.Fluent;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Scoring;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Tests.Scoring;

/// <summary>A veto with the effect "times" multiplies the total before floor, cap and rounding; the suggestion follows the total.</summary>
public sealed class MultiplyingVetoTests
{
    private static readonly ScoreTable Table = Tables.Small(
        """[{ "id": "points", "name": "分", "factor": "economic", "type": "count", "of": "n", "bands": [{ "maximum": 0, "points": 0 }, { "minimum": 1, "maximum": 1, "points": 15 }, { "minimum": 2, "maximum": 2, "points": 40 }, { "minimum": 3, "points": 95 }] }]""",
        """
        "vetoes": [{ "id": "luxury", "name": "高消费", "of": "luxury", "effect": "times", "times": 0.8 }, { "id": "border", "name": "边远地区", "of": "border", "effect": "times", "times": 1.1 },
          { "id": "down", "name": "降一级", "of": "down", "effect": "down", "reason": "other" }, { "id": "cleared", "name": "清零", "of": "cleared", "effect": "clear", "reason": "other" }]
        """);

    [Theory]
    [InlineData("""{ "n": 3 }""", "95")]
    [InlineData("""{ "n": 3, "luxury": true }""", "76")]
    [InlineData("""{ "n": 2, "border": true }""", "44")]
    [InlineData("""{ "n": 3, "luxury": true, "border": true }""", "83.6")]
    [InlineData("""{ "n": 3, "luxury": true, "cleared": true }""", "0")]
    public void The_total_is_multiplied_by_each_factor_that_holds(string facts, string total)
    {
        Tables.Score(Table, facts).Total.Should().Be(decimal.Parse(total, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void A_lower_total_suggests_a_lower_level_and_one_level_down_counts_from_there()
    {
        var plain = Tables.Score(Table, """{ "n": 2, "luxury": true }""");
        var lowered = Tables.Score(Table, """{ "n": 2, "luxury": true, "down": true }""");

        plain.Suggested!.Level.Should().Be(Scorer.LevelOf(Table, 32m));
        Tables.Scale().RankOf(lowered.Suggested!.Level).Should().Be(Math.Max(Tables.Scale().RankOf(plain.Suggested.Level)!.Value - 1, 0));
    }

    [Fact]
    public void Every_total_lies_within_the_proven_bounds()
    {
        var proof = ScoreTableCheck.Prove(Table, Tables.Scale(), Tables.NoReferences);
        var cases = Gen.Choose(0, 4).SelectMany(n => Gen.Elements(true, false).ListOf(2).Select(b => (N: n, Luxury: b[0], Border: b[1])));

        Check.QuickThrowOnFailure(Prop.ForAll(cases.ToArbitrary(), c =>
            Tables.Score(Table, $$"""{ "n": {{c.N}}, "luxury": {{(c.Luxury ? "true" : "false")}}, "border": {{(c.Border ? "true" : "false")}} }""").Total is var total
            && total >= proof.Least && total <= proof.Most));
        proof.Most.Should().Be(104.5m);
    }

    [Theory]
    [InlineData("""{ "id": "a", "name": "甲", "of": "a", "effect": "down", "times": 2 }""", "score-veto-effect-missing")]
    [InlineData("""{ "id": "a", "name": "甲", "of": "a", "effect": "times" }""", "pack-missing-member")]
    public void A_factor_stands_beside_its_effect(string veto, string code)
    {
        var text = $$"""
            { "kind": "score-table", "id": "t", "article": "样例", "from": "2025-01-01", "name": "表", "scale": "hardship-levels", "factors": [{ "id": "f", "name": "因素" }],
              "items": [{ "id": "i", "name": "项", "factor": "f", "type": "yes-no", "of": "answers.i", "points": 1 }], "thresholds": [{ "level": "special", "minimum": 1 }], "otherwise": "not-determined",
              "vetoes": [{{veto}}] }
            """;
        PackReader.Read(text).Diagnostics.Select(f => f.Code.Id).Should().Contain(code);
    }
}
