using System.Collections.Immutable;
using FluentAssertions;
using FsCheck;
using FsCheck.Fluent;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Scoring;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Tests.Scoring;

/// <summary>Points by amount (每满一千元加一分).</summary>
public sealed class ProportionalRuleTests
{
    private static readonly ReferenceValues Lines = new(
        ImmutableDictionary<string, DatedValue>.Empty.Add("line", new DatedValue("line", [new DatedEntry(new DateOnly(2024, 7, 1), 800, "样例")])), new DateOnly(2025, 9, 1));

    [Theory]
    [InlineData("\"whole\": true", 1999, 0)]
    [InlineData("\"whole\": true", 2999.99, 0)]
    [InlineData("\"whole\": true", 3000, 2)]
    [InlineData("\"whole\": true", 5000, 6)]
    [InlineData("\"whole\": true", 9000, 10)]
    [InlineData("\"whole\": true", 1000000000000, 10)]
    [InlineData("\"whole\": false", 2500, 1)]
    [InlineData("\"whole\": false", 2333.33, 0.67)]
    [InlineData("\"whole\": false, \"round\": { \"digits\": 0, \"mode\": \"down\" }", 2999, 1)]
    public void Every_thousand_above_two_thousand_gives_two_points_up_to_ten(string more, double debt, double points) =>
        Rule($$"""{ "from": 2000, "per": 1000, "points": 2, "cap": 10, {{more}} }""").Score(Value.Record(("n", (decimal)debt)), Lines).Points.Should().Be((decimal)points);

    [Theory]
    [InlineData(800, 0)]
    [InlineData(900, 0)]
    [InlineData(600, 5)]
    [InlineData(0, 20)]
    public void What_an_income_lacks_of_the_line_gives_points_in_proportion(int income, int points) =>
        Rule("""{ "from": { "value": "line" }, "side": "below", "per": { "value": "line" }, "points": 20, "cap": 20 }""").Score(Value.Record(("n", income)), Lines).Points.Should().Be(points);

    [Fact]
    public void Points_that_are_taken_off_stop_at_the_cap_too() =>
        Rule("""{ "per": 100, "points": -3, "cap": 5 }""").Score(Value.Record(("n", 900)), Lines).Points.Should().Be(-5);

    [Theory]
    [InlineData("{}", ScoreReason.Missing)]
    [InlineData("""{ "n": "three" }""", ScoreReason.Unreadable)]
    [InlineData("""{ "n": -1 }""", ScoreReason.OutOfRange)]
    [InlineData("""{ "n": 1000000000001 }""", ScoreReason.OutOfRange)]
    [InlineData("""{ "n": 1 }""", ScoreReason.Units)]
    public void A_number_that_cannot_be_used_is_named_with_its_reason(string facts, ScoreReason reason) =>
        Rule("""{ "per": 100, "points": 1, "cap": 5 }""").Score(Value.Parse(facts), Lines).Reason.Should().Be(reason);

    [Fact]
    public void A_line_without_a_value_on_the_day_leaves_the_item_missing() =>
        Rule("""{ "from": { "value": "line" }, "per": 100, "points": 1, "cap": 5 }""").Score(Value.Record(("n", 1)), Lines with { Day = new DateOnly(2024, 1, 1) })
            .Should().Be(Scored.Nothing(ScoreReason.ReferenceMissing, "line"));

    [Fact]
    public void No_number_gives_points_that_the_proof_does_not_know()
    {
        var rules =
            from amounts in Gen.Choose(-6000, 6000).Three()
            from per in Gen.Choose(1, 400)
            from points in Gen.Choose(-9, 9)
            from cap in Gen.Choose(0, 60)
            from side in Gen.Elements("above", "below")
            from whole in Gen.Elements("true", "false")
            select (Number: amounts.Item1, Written: $$"""
                { "from": {{amounts.Item2}}, "side": "{{side}}", "per": {{per}}, "points": {{points}}, "cap": {{cap}}, "whole": {{whole}}, "range": { "minimum": {{-Math.Abs(amounts.Item3)}}, "maximum": 5000 } }
                """);

        Check.QuickThrowOnFailure(Prop.ForAll(rules.ToArbitrary(), of =>
        {
            var rule = Rule(of.Written);
            var scored = rule.Score(Value.Record(("n", of.Number)), Lines);
            return scored.IsMissing || rule.Attainable(Lines).Intervals.Any(i => i.Low <= scored.Points && scored.Points <= i.High);
        }));
    }

    [Theory]
    [InlineData("""{ "points": 1, "cap": 5 }""")]
    [InlineData("""{ "per": 0, "points": 1, "cap": 5 }""")]
    [InlineData("""{ "per": -100, "points": 1, "cap": 5 }""")]
    [InlineData("""{ "per": { "times": 2 }, "points": 1, "cap": 5 }""")]
    [InlineData("""{ "per": { "value": "line", "times": 0 }, "points": 1, "cap": 5 }""")]
    [InlineData("""{ "per": 100, "cap": 5 }""")]
    [InlineData("""{ "per": 100, "points": 1 }""")]
    [InlineData("""{ "per": 100, "points": 1, "cap": 5, "side": "beside" }""")]
    public void What_is_missing_or_out_of_bounds_is_found(string written)
    {
        var findings = new Findings();

        _ = Read(written, findings);

        findings.HasErrors.Should().BeTrue();
    }

    private static ItemRule Rule(string written)
    {
        var findings = new Findings();
        var rule = Read(written, findings);
        findings.HasErrors.Should().BeFalse();
        return rule;
    }

    private static ItemRule Read(string written, Findings findings)
    {
        var node = new DocumentNode(((RecordValue)Value.Parse(written)).With("of", "n").With("type", "proportional"), "", findings);
        var rule = ItemRuleReader.Read(node);
        node.Close();
        return rule;
    }
}
