using FluentAssertions;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Tests.Packs;

/// <summary>Conditions that are turned round, and facts that are held against one another.</summary>
public sealed class ConditionTests
{
    [Theory]
    [InlineData("""{ "groups": ["orphan"] }""", false)]
    [InlineData("""{ "groups": ["low"] }""", true)]
    [InlineData("{}", null)]
    public void What_is_turned_round_is_true_where_the_other_is_false_and_unknown_where_it_is_unknown(string facts, bool? holds) =>
        Read("""{ "not": { "of": "groups", "has": ["orphan"] } }""").Holds(Value.Parse(facts)).Should().Be(holds);

    [Fact]
    public void What_is_turned_round_twice_is_the_same_again() =>
        Read("""{ "not": { "not": { "of": "orphan" } } }""").Holds(Value.Parse("""{ "orphan": true }""")).Should().BeTrue();

    [Theory]
    [InlineData("minimum", 20, true)]
    [InlineData("minimum", 19, false)]
    [InlineData("exclusiveMinimum", 20, false)]
    [InlineData("maximum", 20, true)]
    [InlineData("exclusiveMaximum", 20, false)]
    public void A_bound_is_another_fact_times_its_factor(string bound, int debt, bool holds)
    {
        var condition = Read($$"""{ "of": "debt", "{{bound}}": { "of": "income", "times": 2 } }""");

        condition.Holds(Value.Record(("debt", debt), ("income", 10))).Should().Be(holds);
        condition.Paths.Select(p => p.Text).Should().BeEquivalentTo("debt", "income");
    }

    [Theory]
    [InlineData("""{ "debt": 20 }""")]
    [InlineData("""{ "debt": 20, "income": "ten" }""")]
    [InlineData("""{ "income": 10 }""")]
    public void Where_either_fact_is_missing_or_is_no_number_nobody_knows(string facts) =>
        Read("""{ "of": "debt", "minimum": { "of": "income" } }""").Holds(Value.Parse(facts)).Should().BeNull();

    [Fact]
    public void Each_row_of_a_list_is_held_against_the_fact_beside_the_list()
    {
        var condition = Read("""{ "of": "members.income", "minimum": { "of": "mean", "times": 2 } }""");

        condition.Holds(Value.Parse("""{ "mean": 5, "members": [{ "income": 0 }, { "income": 10 }] }""")).Should().BeTrue();
        condition.Holds(Value.Parse("""{ "mean": 5, "members": [{ "income": 4 }, { "income": 6 }] }""")).Should().BeFalse();
    }

    [Theory]
    [InlineData("""{ "home": "410100", "lives": "410100" }""", true)]
    [InlineData("""{ "home": "410100", "lives": "410200" }""", false)]
    [InlineData("""{ "home": "410100" }""", null)]
    [InlineData("""{ "lives": "410100" }""", null)]
    public void A_fact_can_be_asked_to_equal_another(string facts, bool? holds) =>
        Read("""{ "of": "home", "equals": { "of": "lives" } }""").Holds(Value.Parse(facts)).Should().Be(holds);

    [Theory]
    [InlineData("""{ "not": true }""")]
    [InlineData("""{ "not": { "of": "orphan", "eqals": true } }""")]
    [InlineData("""{ "of": "debt", "minimum": { "of": "income", "time": 2 } }""")]
    [InlineData("""{ "of": "debt", "minimum": { "of": 3 } }""")]
    [InlineData("""{ "of": "birth", "ageOn": "2025-09-01", "minimum": { "of": "income" } }""")]
    public void What_is_not_written_so_is_found(string written)
    {
        _ = Read(written, out var findings);

        findings.HasErrors.Should().BeTrue();
    }

    private static Condition Read(string written)
    {
        var condition = Read(written, out var findings);
        findings.HasErrors.Should().BeFalse();
        return condition;
    }

    private static Condition Read(string written, out Findings findings)
    {
        findings = new Findings();
        var node = new DocumentNode(Value.Parse(written), "", findings);
        var condition = Condition.Read(node);
        node.Close();
        return condition;
    }
}
