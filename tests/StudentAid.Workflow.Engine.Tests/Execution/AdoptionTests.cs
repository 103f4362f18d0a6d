using System.Collections.Immutable;
using FluentAssertions;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;
using static StudentAid.Workflow.Engine.Tests.Execution.Flows;

namespace StudentAid.Workflow.Engine.Tests.Execution;

public sealed class AdoptionTests
{
    private static readonly Definition Old = Definition("old", Flowchart("f", [Line("go"), Task("a"), Task("b"), Task("c"), Node("end", "Elsa.End")],
        "go -> a -> c -> end", "go -> b -> c", "c.Returned => a"), strict: true);

    private static readonly Definition New = Definition("new", Flowchart("f", [Line("go"), Task("b"), Task("a"), Task("z"), Node("end", "Elsa.End")],
        "go -> b -> z -> end", "go -> a -> z", "z.Returned => b"), strict: true);

    private static readonly InstanceCommand.Adopt Swap = new("new", new Dictionary<string, string> { ["a"] = "b", ["b"] = "a", ["c"] = "z" }.ToImmutableDictionary());

    [Fact]
    public void What_a_join_has_seen_goes_by_the_new_names()
    {
        var world = World(Old, New);
        var id = world.Start("old").Id;
        world.Complete("a");

        world.Perform(id, Swap).Should().BeNull();

        world.At().Should().Be("a");
        world.Complete("a");
        world.At().Should().Be("z");
        world.Complete("z", "Returned");
        world.Complete("b");
        world.Complete("z");
        world[id].State.Status.Should().Be("finished");
    }

    [Fact]
    public void The_pin_is_taken_before_the_command_and_with_it_or_not_at_all()
    {
        var world = World(Old, New);
        var id = world.Start("old").Id;
        var state = world[id].State;
        var act = new Act(id, Monday, default);
        var pins = new TwoPins();
        var resume = new InstanceCommand.Resume(state.Bookmarks.Values.Single(b => b.Node == "a").Id, "complete", Value.EmptyRecord);

        var decided = Flows.Interpreter.Decide(pins, state, resume, act, Facts.None, Swap).Should().BeOfType<InstanceDecision.Decided>().Which;
        decided.Events[0].Should().BeOfType<InstanceEvent.Adopted>();
        decided.State.Bookmarks.Values.Single().Node.Should().Be("a");
        decided.State.Version.Should().Be(state.Version + 1);

        Flows.Interpreter.Decide(pins, state, resume with { Bookmark = 99 }, act, Facts.None, Swap).Should().BeOfType<InstanceDecision.Refused>();
        state.Pin.Should().Be("old");
    }

    [Fact]
    public void Two_that_wait_at_once_do_not_become_one()
    {
        var world = World(Old, New);
        var id = world.Start("old").Id;

        var refused = world.Perform(id, new InstanceCommand.Adopt("new", new Dictionary<string, string> { ["a"] = "b", ["c"] = "z" }.ToImmutableDictionary()));

        refused!.Code.Should().Be(ExecutionCodes.MappedTogether);
    }

    [Fact]
    public void An_incident_is_retried_at_the_activity_that_took_its_place()
    {
        var broken = Definition("broken", Flowchart("f", [Node("x", "Nowhere.Known"), Node("end", "Elsa.End")], "x -> end"), strict: true);
        var mended = Definition("mended", Flowchart("f", [Task("y"), Node("end", "Elsa.End")], "y -> end"), strict: true);
        var world = World(broken, mended);
        var id = world.Start("broken").Id;

        world.Perform(id, new InstanceCommand.Adopt("mended", new Dictionary<string, string> { ["x"] = "y" }.ToImmutableDictionary())).Should().BeNull();
        world[id].State.Incidents.Values.Single().Node.Should().Be("y");
        world.Perform(id, new InstanceCommand.Retry(1)).Should().BeNull();

        world.At().Should().Be("y");
        InstanceState.Fold(world[id].History.Select(h => h.AsEnumerable())).ToSnapshot().Should().Equal(world[id].State.ToSnapshot());
    }

    [Fact]
    public void A_type_that_is_gone_when_its_bookmark_is_resumed_is_an_incident_that_a_retry_takes_up()
    {
        var definition = Definition("d", Flowchart("f", [Task("a"), Node("end", "Elsa.End")], "a -> end"), strict: true);
        var world = World(definition);
        var id = world.Start("d").Id;
        var pins = new TwoPins(definition);
        var without = new Interpreter(new ActivityTypes(GeneralActivities.All.Where(t => t.Description.Type != "Elsa.RunTask")));
        var resume = new InstanceCommand.Resume(1, "complete", Value.EmptyRecord);

        var broke = without.Decide(pins, world[id].State, resume, new Act(id, Monday, default), Facts.None).Should().BeOfType<InstanceDecision.Decided>().Which;
        var incident = broke.State.Incidents.Values.Single();
        incident.Code.Should().Be(ExecutionCodes.UnknownActivityType.Id);
        incident.Arguments.ToJson().Should().Be("""{"activity":"a","type":"Elsa.RunTask"}""");
        broke.State.Bookmarks.Should().BeEmpty();

        var again = Flows.Interpreter.Decide(pins, broke.State, new InstanceCommand.Retry(incident.Id), new Act(id, Monday, default), Facts.None).Should().BeOfType<InstanceDecision.Decided>().Which;
        again.State.Bookmarks.Values.Single().Node.Should().Be("a");
        again.State.Incidents.Should().BeEmpty();
    }

    private sealed class TwoPins(params Definition[] more) : IPins
    {
        private readonly Dictionary<string, ExecutableDefinition> known =
            new[] { Old, New }.Concat(more).ToDictionary(d => d.DefinitionId, d => new ExecutableDefinition(d), StringComparer.Ordinal);

        public ExecutableDefinition? Definition(string pin) => known.GetValueOrDefault(pin);

        public string? PinOf(string definitionIdOrType) => null;
    }
}
