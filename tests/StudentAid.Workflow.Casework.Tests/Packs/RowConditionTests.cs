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
