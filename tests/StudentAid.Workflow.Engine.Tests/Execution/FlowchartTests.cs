using FluentAssertions;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using static StudentAid.Workflow.Engine.Tests.Execution.Flows;

namespace StudentAid.Workflow.Engine.Tests.Execution;

public sealed class FlowchartTests
{
    [Fact]
    public void A_chain_runs_in_order_and_finishes()
    {
        var world = World(Definition("d", Flowchart("f", [Line("a"), Line("b"), Line("c")], "a -> b -> c")));
        world.Start("d");
        world.Lines.Should().Equal("a", "b", "c");
        world.Instances.Single().State.Status.Should().Be("finished");
    }

    [Fact]
    public void A_decision_follows_one_branch_and_the_join_waits_for_no_dead_path()
    {
        var decide = Node("decide", "Elsa.FlowDecision").Expression("condition", "1 < 2");
        var world = World(Definition("d", Flowchart("f", [decide, Line("yes"), Line("no"), Line("after")],
            "decide.True -> yes -> after", "decide.False -> no -> after")));
        world.Start("d");
        world.Lines.Should().Equal("yes", "after");
    }

    [Fact]
    public void An_implicit_join_waits_for_every_active_branch()
    {
        var world = World(Definition("d", Flowchart("f", [Line("start"), Task("left"), Task("right"), Line("joined")],
            "start -> left -> joined", "start -> right -> joined")));
        world.Start("d");
        world.At().Should().Be("left right");
        world.Complete("left");
        world.Lines.Should().Equal("start");
        world.Complete("right");
        world.Lines.Should().Equal("start", "joined");
    }

    [Fact]
    public void A_join_of_the_first_cancels_what_still_waits_upstream()
    {
        var world = World(Definition("d", Flowchart("f", [Line("start"), Task("left"), Task("right"), Node("join", "Elsa.FlowJoin"), Task("after")],
            "start -> left -> join", "start -> right -> join", "join -> after")));
        world.Start("d");
        world.Complete("right");
        world.At().Should().Be("after");
        world.Complete("after");
        world.Instances.Single().State.Status.Should().Be("finished");
    }

    [Fact]
    public void A_join_of_all_is_skipped_when_one_branch_was_not_followed()
    {
        var decide = Node("decide", "Elsa.FlowDecision", ("condition", "true"));
        var join = Node("join", "Elsa.FlowJoin", ("mode", "WaitAll"));
        var world = World(Definition("d", Flowchart("f", [decide, Line("yes"), Line("no"), join, Line("after")],
            "decide.True -> yes -> join", "decide.False -> no -> join", "join -> after")));
        world.Start("d");
        world.Lines.Should().Equal("yes");
        world.Instances.Single().State.Status.Should().Be("finished");
    }

    [Fact]
    public void A_valid_loop_runs_its_target_again()
    {
        var again = Node("again", "Elsa.FlowDecision").Expression("condition", "variables.n < 3");
        var add = Node("add", "Elsa.SetVariable", ("variable", "n")).Expression("value", "variables.n + 1");
        var world = World(Definition("d", Flowchart("f", [add, Line("round"), again, Line("end")],
            "add -> round -> again", "again.True -> add", "again.False -> end"), variables: new VariableDeclaration { Name = "n", Type = "Int32", Default = 0 }));
        world.Start("d");
        world.Lines.Should().Equal("round", "round", "round", "end");
    }

    [Fact]
    public void A_loop_that_a_path_can_enter_behind_its_target_is_an_incident()
    {
        var world = World(Definition("d", Flowchart("f", [Line("start"), Line("a"), Line("b"), Line("c")],
            "start -> a -> c", "start -> b -> c", "c -> a")));
        world.Start("d");
        world.Instances.Single().State.Incidents.Values.Single().Code.Should().Be("invalid-loop");
    }

    [Fact]
    public void An_endless_burst_stops_with_an_incident_that_can_be_retried()
    {
        var world = World(Definition("d", Flowchart("f", [Line("start"), Line("a"), Line("b")], "start -> a -> b", "b -> a")));
        var (id, _) = world.Start("d");
        var state = world[id].State;
        state.Incidents.Values.Single().Code.Should().Be("step-budget-spent");
        world.Perform(id, new InstanceCommand.Retry(state.Incidents.Keys.Single())).Should().BeNull();
        world[id].State.Incidents.Values.Single().Id.Should().Be(2);
    }

    [Fact]
    public void A_fault_keeps_what_happened_and_a_retry_goes_on_behind_it()
    {
        var broken = Node("broken", "Elsa.WriteLine").Expression("text", "10 / variables.n");
        var world = World(Definition("d", Flowchart("f", [Line("before"), broken, Line("after")], "before -> broken -> after"),
            variables: new VariableDeclaration { Name = "n", Default = 0 }));
        var (id, _) = world.Start("d");
        world.Lines.Should().Equal("before");
        InstanceSteps.StatusOf(world[id].State).Should().Be("faulted");
        world.Perform(id, new InstanceCommand.Retry(1)).Should().BeNull();
        world[id].State.Incidents.Keys.Should().Equal(2);
    }

    [Fact]
    public void Everything_a_child_definition_does_is_a_frame_of_its_parent()
    {
        var child = Definition("child", Flowchart("cf", [Task("inner"), Node("done", "Elsa.Complete", ("outcomes", Value.List("Good")))], "inner -> done"));
        var parent = Definition("parent", Flowchart("pf", [Node("call", "child"), Line("good"), Line("bad")], "call.Good -> good", "call.Bad -> bad"));
        var world = World(child, parent);
        world.Start("parent");
        world.At().Should().Be("inner");
        world.Complete("inner");
        world.Lines.Should().Equal("good");
    }

    [Fact]
    public void A_strict_flow_that_runs_dry_short_of_an_end_is_an_incident()
    {
        var world = World(Definition("d", Flowchart("f", [Line("a"), Line("b")], "a -> b"), strict: true));
        world.Start("d");
        world.Instances.Single().State.Incidents.Values.Single().Code.Should().Be("ran-dry");
    }

    [Fact]
    public void Suspension_stops_people_and_deadlines()
    {
        var world = World(Definition("d", Flowchart("f", [Task("a"), Line("b")], "a -> b")));
        var (id, _) = world.Start("d");
        world.Perform(id, new InstanceCommand.Suspend("")).Should().BeNull();
        world.Perform(id, new InstanceCommand.Resume(1, "complete", Value.Null))!.Code.Id.Should().Be("suspended");
        world.Perform(id, new InstanceCommand.Continue()).Should().BeNull();
        world.Perform(id, new InstanceCommand.Resume(1, "complete", Value.Null)).Should().BeNull();
    }

    [Fact]
    public void A_holder_who_was_shown_something_older_is_refused()
    {
        var world = World(Definition("d", Flowchart("f", [Task("a"), Line("b")], "a -> b")));
        var (id, _) = world.Start("d");
        world.Perform(id, new InstanceCommand.Resume(1, "complete", Value.Null, ShownAt: 7))!.Code.Id.Should().Be("changed-since-shown");
        world.Perform(id, new InstanceCommand.Resume(1, "complete", Value.Null, ShownAt: 1)).Should().BeNull();
    }
}
