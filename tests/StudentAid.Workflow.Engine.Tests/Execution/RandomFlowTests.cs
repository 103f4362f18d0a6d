using FluentAssertions;
using FsCheck;
using FsCheck.Fluent;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Runtime;
using static StudentAid.Workflow.Engine.Tests.Execution.Flows;

namespace StudentAid.Workflow.Engine.Tests.Execution;

/// <summary>Random graphs of tasks with random decisions and random rewinds.</summary>
public sealed class RandomFlowTests
{
    private static readonly int Graphs = int.TryParse(Environment.GetEnvironmentVariable("RANDOM_GRAPHS"), System.Globalization.CultureInfo.InvariantCulture, out var n) ? n : 500;

    [Fact]
    public void No_rewind_ever_leaves_two_bookmarks_at_one_activity_or_a_flow_with_nothing_open_short_of_an_end() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(Graphs), Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), Walk));

    /// <summary>Graphs in which two returns crossed.</summary>
    [Theory]
    [InlineData(1491743816)]
    public void A_graph_that_once_broke_holds(int seed) => Walk(seed).Should().BeTrue();

    private static bool Walk(int seed)
    {
        var dice = new System.Random(seed);
        var world = World(RandomDefinition(dice));
        var (id, _) = world.Start("random");
        for (var step = 0; step < 40 && world[id].State.IsOpen; step++)
        {
            var state = world[id].State;
            state.Incidents.Should().BeEmpty("seed {0}, step {1}, {2}", seed, step, Told(world[id]));
            state.Bookmarks.Should().NotBeEmpty("seed {0}, step {1}", seed, step);
            state.Bookmarks.Values.Select(b => b.Node).Should().OnlyHaveUniqueItems("seed {0}, step {1}, {2}", seed, step, Told(world[id]));
            Act(world, id, dice, step);
            FoldAgrees(world[id]);
        }

        return true;
    }

    private static string Told(WorldInstance instance) =>
        string.Join('\n', instance.History.Select(h => string.Join(' ', h.Select(e => InstanceEventJson.ToValue(e).ToJson()))));

    private static void Act(World world, StudentAid.Workflow.Engine.Streams.Id id, System.Random dice, int step)
    {
        var state = world[id].State;
        var bookmark = state.Bookmarks.Values.ElementAt(dice.Next(state.Bookmarks.Count));
        if (step < 25 && dice.Next(4) == 0)
        {
            var target = $"t{dice.Next(12)}";
            world.Perform(id, new InstanceCommand.RewindTo(bookmark.Id, target, dice.Next(3) == 0 ? Redo.None : Redo.Between, ""));
            return;
        }

        world.Perform(id, new InstanceCommand.Resume(bookmark.Id, "complete", Value.Record(("outcome", dice.Next(2) == 0 ? "Done" : "Other")))).Should().BeNull();
    }

    private static void FoldAgrees(WorldInstance instance)
    {
        var folded = InstanceState.Fold(instance.History.Select(h => InstanceEventJson.Read(InstanceEventJson.Write(h)).AsEnumerable()));
        folded.ToSnapshot().Should().Equal(instance.State.ToSnapshot());
        InstanceState.FromSnapshot(instance.State.ToSnapshot())!.ToSnapshot().Should().Equal(instance.State.ToSnapshot());
    }

    /// <summary>Tasks t0…t11 with forward edges, each reachable, all sinks joined by one End; some outcomes rewind.</summary>
    private static Definition RandomDefinition(System.Random dice)
    {
        var connections = new List<string>();
        for (var to = 1; to < 12; to++)
        {
            foreach (var from in Enumerable.Range(0, to).OrderBy(_ => dice.Next()).Take(1 + dice.Next(2)))
                connections.Add($"t{from}.{(dice.Next(3) == 0 ? "Other" : "Done")} -> t{to}");
        }

        // Both outcomes of every task lead somewhere, so that the flow cannot run dry by a missing connection.
        for (var from = 0; from < 12; from++)
        {
            foreach (var port in new[] { "Done", "Other" })
            {
                if (!connections.Any(c => c.StartsWith($"t{from}.{port} ", StringComparison.Ordinal)))
                    connections.Add($"t{from}.{port} -> last");
            }
        }

        connections.Add("last -> end");
        connections.Add("last.Other -> end");
        return Definition("random", Flowchart("f",
            [.. Enumerable.Range(0, 12).Select(i => Task($"t{i}")), Task("last"), Node("end", "Elsa.End")], [.. connections]), strict: true);
    }
}
