using FluentAssertions;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Tests.Packs;

/// <summary>Conditions whose path leads through a list ask whether they hold in some row.</summary>
public sealed class RowConditionTests
{
    private const string Family = """
        { "members": [ { "health": "good", "income": 300, "kinds": ["a"], "works": true }, { "health": "serious-illness", "income": 900, "kinds": ["b", "c"] } ], "empty": [], "groups": ["x"] }
        """;

    [Theory]
    [InlineData("2007-09-01", 18, true)]
    [InlineData("2007-09-02", 18, false)]
    [InlineData("2007-08-31", 18, true)]
    [InlineData("2008-02-29", 17, true)]
    [InlineData("", 18, null)]
    public void Age_is_counted_in_full_years_on_the_day_that_is_named(string birth, int minimum, bool? holds)
    {
        var read = Condition.Read(new DocumentNode(Value.Parse($$"""{ "of": "birth", "ageOn": "2025-09-01", "minimum": {{minimum}} }"""), "", new Findings()));
        read.Holds(Value.Record(("birth", birth.Length == 0 ? Value.Null : Value.Of(birth)))).Should().Be(holds);
    }

    [Fact]
    public void An_age_without_bounds_is_refused()
    {
        var findings = new Findings();
        Condition.Read(new DocumentNode(Value.Parse("""{ "of": "birth", "ageOn": "2025-09-01" }"""), "", findings));
        findings.All.Should().ContainSingle().Which.Code.Should().Be(PackCodes.Missing);
    }

    [Theory]
    [InlineData("""{ "of": "members.health", "has": ["serious-illness"] }""", true)]
    [InlineData("""{ "of": "members.health", "has": ["disabled"] }""", false)]
    [InlineData("""{ "of": "members.kinds", "has": ["c"] }""", true)]
    [InlineData("""{ "of": "members.health", "in": ["good"] }""", true)]
    [InlineData("""{ "of": "members.health", "equals": "disabled" }""", false)]
    [InlineData("""{ "of": "members.income", "minimum": 500 }""", true)]
    [InlineData("""{ "of": "members.income", "minimum": 1000 }""", false)]
    [InlineData("""{ "of": "members.works" }""", true)]
    [InlineData("""{ "of": "members.works", "equals": false }""", null)]
    [InlineData("""{ "of": "members.works", "answered": false }""", true)]
    [InlineData("""{ "of": "empty.health", "has": ["good"] }""", false)]
    [InlineData("""{ "of": "missing.health", "has": ["good"] }""", null)]
    [InlineData("""{ "of": "groups", "has": ["x"] }""", true)]
    [InlineData("""{ "of": "groups", "equals": "x" }""", false)]
    public void Some_row_decides(string condition, bool? holds)
    {
        var read = Condition.Read(new DocumentNode(Value.Parse(condition), "", new Findings()));
        read.Holds(Value.Parse(Family)).Should().Be(holds);
    }
}
