using FluentAssertions;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Tests.Rosters;

/// <summary>A return that asks to leave undone what lies between, from a list at which a case is itself owed back.</summary>
public sealed class OwedReturnTests
{
    private static readonly RosterFlow Flow = new(new ExecutableDefinition(new Definition
    {
        DefinitionId = "d", Name = "d", Root = new ActivityNode
        {
            Id = "flow", Type = "Elsa.Flowchart",
            Children = [.. new[] { Leaf("apply"), Inner(), Leaf("office") }.Select(n => new ActivityChild("activities", n))],
            Connections = [new Connection("apply", Connection.Done, "reviews"), new Connection("reviews", Connection.Done, "office")],
        },
    }));

    [Theory]
    [InlineData("", "", "verify", false)]
    [InlineData("office", "", "verify", false)]
    [InlineData("", "sign", "verify", true)]
    [InlineData("", "sign", "apply", false)]
    [InlineData("office", "", "apply", true)]
    [InlineData("office", "sign", "nowhere", false)]
    public void It_is_owed_in_the_flowchart_in_which_the_return_goes_back(string outer, string inner, string target, bool owed)
    {
        var @case = InstanceState.Fold([
            [
                new InstanceEvent.Started("d", Value.EmptyRecord, "", "", "", 0),
                new InstanceEvent.Entered(2, 1, "flow", 0, false, "", "", Value.Null),
                new InstanceEvent.Entered(3, 2, "reviews", 0, false, outer, "", Value.Null),
                new InstanceEvent.Entered(4, 3, "class", 0, false, inner, "", Value.Null),
            ],
        ]);
        Flow.OwesReturn(@case, target, "class").Should().Be(owed);
        Flow.OwesReturn(@case, target, "sign").Should().BeFalse("it does not stand there");
    }

    private static ActivityNode Leaf(string id) => new() { Id = id, Type = "StudentAid.Review" };

    private static ActivityNode Inner() => new()
    {
        Id = "reviews", Type = "Elsa.Flowchart",
        Children = [.. new[] { Leaf("verify"), Leaf("class"), Leaf("sign") }.Select(n => new ActivityChild("activities", n))],
        Connections = [new Connection("verify", Connection.Done, "class"), new Connection("class", Connection.Done, "sign")],
    };
}
