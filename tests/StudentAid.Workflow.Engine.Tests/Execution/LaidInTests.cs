using System.Collections.Immutable;
using FluentAssertions;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using static StudentAid.Workflow.Engine.Tests.Execution.Flows;

namespace StudentAid.Workflow.Engine.Tests.Execution;

/// <summary>A definition laid into the one that uses it: one instance, inner activities by path.</summary>
public sealed class LaidInTests
{
    private static readonly Definition Part = Definition("part", Flowchart(
        "r", [Task("one"), Task("two"), End("good", "Good"), End("bad", "Bad")], "one -> two -> good", "two.Refused -> bad", "two.Returned => one"), strict: true);

    private static readonly Definition Whole = Laid(Definition("whole", Flowchart(
        "f", [Task("first"), Node("chain", "part"), Task("after"), Task("refused"), Node("end", "Elsa.End")],
        "first -> chain", "chain.Good -> after -> end", "chain.Bad -> refused -> end", "after.Returned => chain") with
        {
            Connections =
            [
                new Connection("first", "Done", "chain"), new Connection("chain", "Good", "after"), new Connection("chain", "Bad", "refused"),
                new Connection("after", "Done", "end"), new Connection("refused", "Done", "end"), new Connection("after", "Returned", "chain/two", Rewind: true),
            ],
        }, strict: true));

    [Fact]
    public void Its_ends_are_the_outcomes_of_the_activity_and_end_nothing_else()
    {
        var world = World(Whole);
        world.Start("whole");
        world.Complete("first");
        world.At().Should().Be("chain/one");
        world.Complete("chain/one");
        world.Complete("chain/two", "Refused");

        world.At().Should().Be("refused");
        world.Complete("refused");
        world.Instances.Should().ContainSingle().Which.State.Status.Should().Be("finished");
    }

    [Fact]
    public void Returns_lead_to_an_activity_inside_and_from_inside_to_one_outside()
    {
        var world = World(Whole);
        var id = world.Start("whole").Id;
        world.Complete("first");
        world.Complete("chain/one");
        world.Complete("chain/two", "Returned");
        world.At().Should().Be("chain/one");
        world.Complete("chain/one");
        world.Complete("chain/two");

        world.Complete("after", "Returned");
        world.At().Should().Be("chain/two");

        world.Perform(id, new InstanceCommand.RewindTo(BookmarkAt(world), "chain/one", Redo.Between, "")).Should().BeNull();
        world.At().Should().Be("chain/one");
        world.Perform(id, new InstanceCommand.RewindTo(BookmarkAt(world), "first", Redo.Between, "")).Should().BeNull();
        world.At().Should().Be("first");
        Folds(world);
    }

    [Fact]
    public void A_part_inside_a_part_goes_by_the_longer_path()
    {
        var middle = Definition("middle", Flowchart("m", [Node("inner", "part"), End("fine", "Fine")], "inner.Good -> fine", "inner.Bad -> fine"), strict: true);
        var outer = LaidIn.Of(Definition("outer", Flowchart("f", [Node("mid", "middle"), Task("after"), Node("end", "Elsa.End")], "mid.Fine -> after -> end"), strict: true),
            name => name == "middle" ? middle : name == "part" ? Part : null);
        var world = World(outer);
        var id = world.Start("outer").Id;
        world.At().Should().Be("mid/inner/one");
        world.Complete("mid/inner/one");
        world.Complete("mid/inner/two");
        world.At().Should().Be("after");

        world.Perform(id, new InstanceCommand.RewindTo(BookmarkAt(world), "mid/inner/two", Redo.Between, "")).Should().BeNull();

        world.At().Should().Be("mid/inner/two");
        Folds(world);
    }

    [Fact]
    public void A_definition_that_uses_itself_ends_somewhere()
    {
        var circle = Definition("circle", Flowchart("c", [Task("a"), Node("again", "circle")], "a -> again"));
        LaidIn.Of(circle, name => name == "circle" ? circle : null).Root.All().Should().HaveCountLessThan(100);
    }

    [Fact]
    public void Who_waited_in_a_flat_flow_waits_inside_once_the_flow_is_changed_to_the_chain_and_back_again()
    {
        var flat = Definition("flat", Flowchart(
            "f", [Task("first"), Task("one"), Task("two"), Task("after"), Task("refused"), Node("end", "Elsa.End")],
            "first -> one -> two -> after -> end", "two.Refused -> refused -> end"), strict: true);
        var world = World(flat, Whole);
        var id = world.Start("flat").Id;
        world.Complete("first");
        world.Complete("one");

        world.Perform(id, Adopt("whole", ("one", "chain/one"), ("two", "chain/two"))).Should().BeNull();

        world.At().Should().Be("chain/two");
        Folds(world);
        world.Complete("chain/two", "Returned");
        world.Complete("chain/one");

        world.Perform(id, Adopt("flat", ("chain", "two"), ("chain/one", "one"), ("chain/two", "two"), ("chain/good", "end"), ("chain/bad", "end"))).Should().BeNull();

        world.At().Should().Be("two");
        world.Complete("two");
        world.Complete("after");
        world[id].State.Status.Should().Be("finished");
        Folds(world);
    }

    private static ActivityNode End(string id, string outcome) => Node(id, "Elsa.Complete", ("outcomes", Value.List(outcome)));

    private static Definition Laid(Definition definition) => LaidIn.Of(definition, name => name == "part" ? Part : null);

    private static int BookmarkAt(Engine.Runtime.World world) => world.Instances.Single().State.Bookmarks.Values.Single().Id;

    private static InstanceCommand.Adopt Adopt(string pin, params (string From, string To)[] mapping) =>
        new(pin, mapping.ToImmutableDictionary(m => m.From, m => m.To, StringComparer.Ordinal));

    private static void Folds(Engine.Runtime.World world)
    {
        var instance = world.Instances.Single();
        InstanceState.Fold(instance.History.Select(h => h.AsEnumerable())).ToSnapshot().Should().Equal(instance.State.ToSnapshot());
    }
}
