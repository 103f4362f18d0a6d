using System.Collections.Immutable;
using FluentAssertions;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Scoring;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Tests.Packs;

/// <summary>Bounds of conditions that are a dated value times a factor.</summary>
public sealed class DatedConditionTests
{
    private static readonly ReferenceValues Lines = new(
        ImmutableDictionary<string, DatedValue>.Empty.Add("line", new DatedValue("line", [new DatedEntry(new DateOnly(2024, 7, 1), 600, "样例"), new DatedEntry(new DateOnly(2025, 7, 1), 800, "样例")])),
        new DateOnly(2025, 9, 1));

    [Theory]
    [InlineData("maximum", 1200, true)]
    [InlineData("maximum", 1201, false)]
    [InlineData("exclusiveMaximum", 1200, false)]
    [InlineData("minimum", 1200, true)]
    [InlineData("exclusiveMinimum", 1200, false)]
    public void A_fact_is_held_against_the_value_of_the_day_times_its_factor(string bound, int income, bool holds)
    {
        var condition = Read($$"""{ "all": [{ "of": "income", "{{bound}}": { "value": "line", "times": 1.5 } }] }""", dated: true, out _);
        var facts = Value.Record(("income", income));

        condition.References.Should().Equal("line");
        condition.At(Lines).Holds(facts).Should().Be(holds);
        condition.Holds(facts).Should().BeNull("nobody has said what the line is");
        condition.At(Lines with { Day = new DateOnly(2024, 6, 30) }).Holds(facts).Should().BeNull("there was none yet");
    }

    [Fact]
    public void Where_nobody_knows_the_day_a_bound_is_a_number()
    {
        _ = Read("""{ "of": "income", "maximum": { "value": "line" } }""", dated: false, out var without);
        _ = Read("""{ "of": "birth", "ageOn": "2025-09-01", "maximum": { "value": "line" } }""", dated: true, out var age);

        without.HasErrors.Should().BeTrue();
        age.HasErrors.Should().BeTrue();
    }

    private static Condition Read(string written, bool dated, out Findings findings)
    {
        findings = new Findings();
        var node = new DocumentNode(Value.Parse(written), "", findings);
        var condition = Condition.Read(node, dated);
        node.Close();
        return condition;
    }
}
