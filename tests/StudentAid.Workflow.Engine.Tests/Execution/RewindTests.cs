using FluentAssertions;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using static StudentAid.Workflow.Engine.Tests.Execution.Flows;

namespace StudentAid.Workflow.Engine.Tests.Execution;

public sealed class RewindTests
{
    [Fact]
    public void A_returned_case_does_everything_from_the_target_again()
    {
        var world = World(Definition("d", Flowchart("f", [Task("a"), Task("b"), Task("c"), Node("end", "Elsa.End")],
            "a -> b -> c -> end", "c.Returned => a"), strict: true));
        world.Start("d");
        world.Complete("a");
        world.Complete("b");
        world.Complete("c", "Returned");
        world.At().Should().Be("a");
        world.Complete("a");
        world.Complete("b");
        world.Complete("c");
        world.Instances.Single().State.Status.Should().Be("finished");
    }

    [Fact]
    public void A_return_without_redo_comes_back_to_its_source()
    {
        var world = World(Definition("d", Flowchart("f", [Task("a"), Task("b"), Task("c"), Node("end", "Elsa.End")],
            "a -> b -> c -> end", "c.Returned =>> a"), strict: true));
        world.Start("d");
        world.Complete("a");
        world.Complete("b");
        world.Complete("c", "Returned");
        world.At().Should().Be("a");
        world.Complete("a");
        world.At().Should().Be("c");
        world.Complete("c");
        world.Instances.Single().State.Status.Should().Be("finished");
    }

    [Theory]
    [InlineData("b", "a", "redo-over-required")]
    [InlineData("b", "b", null)]
    [InlineData("a", "a", null)]
    [InlineData("c", "a", null)]
    public void What_is_required_between_is_not_left_undone(string required, string target, string? refused)
    {
        var definition = new ExecutableDefinition(Definition("d", Flowchart("f", [Task("a"), Task("b"), Task("c"), Node("end", "Elsa.End")], "a -> b -> c -> end")))
        {
            Required = [new RequiredStep(required, "第三条")],
        };
        var refusal = Returns.RequiredBetween(definition, definition.Graph(definition.Definition.Root), target, "c");
        refusal?.Code.Id.Should().Be(refused);
        (refusal is null).Should().Be(refused is null);
    }

    [Fact]
    public void A_rewind_resets_other_branches_that_the_target_reaches()
    {
        var world = World(Definition("d", Flowchart("f", [Line("s"), Task("left"), Task("right"), Task("joined"), Node("end", "Elsa.End")],
            "s -> left -> joined", "s -> right -> joined", "joined -> end", "joined.Back => s"), strict: true));
        world.Start("d");
        world.Complete("left");
        world.Complete("right");
        world.Complete("joined", "Back");
        world.At().Should().Be("left right");
        world.Complete("right");
        world.At().Should().Be("left");
        world.Complete("left");
        world.At().Should().Be("joined");
    }

    [Fact]
    public void A_rewind_may_enter_a_composite_in_the_middle()
    {
        var chain = Definition("chain", Flowchart("cf", [Task("class"), Task("office"), Node("done", "Elsa.Complete", ("outcomes", Value.List("Passed")))], "class -> office -> done"));
        var world = World(chain, Definition("d", Flowchart("f", [Node("chain1", "chain"), Task("publicity"), Node("end", "Elsa.End")],
            "chain1.Passed -> publicity -> end", "publicity.Upheld => chain1/office")));
        world.Start("d");
        world.Complete("class");
        world.Complete("office");
        world.Complete("publicity", "Upheld");
        world.At().Should().Be("office");
        world.Complete("office");
        world.At().Should().Be("publicity");
    }

    [Fact]
    public void An_operator_may_go_back_to_any_earlier_activity_and_no_other()
    {
        var world = World(Definition("d", Flowchart("f", [Task("a"), Task("b"), Task("c"), Node("end", "Elsa.End")], "a -> b -> c -> end")));
        var (id, _) = world.Start("d");
        world.Complete("a");
        var bookmark = world[id].State.Bookmarks.Keys.Single();
        world.Perform(id, new InstanceCommand.RewindTo(bookmark, "c", Redo.Between, ""))!.Code.Id.Should().Be("not-earlier");
        world.Perform(id, new InstanceCommand.RewindTo(bookmark, "nowhere", Redo.Between, ""))!.Code.Id.Should().Be("no-rewind-target");
        world.Perform(id, new InstanceCommand.RewindTo(bookmark, "a", Redo.Between, "unsigned")).Should().BeNull();
        world.At().Should().Be("a");
    }
}
