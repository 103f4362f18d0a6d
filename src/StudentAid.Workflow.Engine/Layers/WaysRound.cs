using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Activities.Ending;
using StudentAid.Workflow.Engine.Activities.Flowcharts;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;

namespace StudentAid.Workflow.Engine.Layers;

/// <summary>
/// Every approving end must be dominated by the required activities, in the order in which a document names them: taking one away must leave no way to
/// an end, nor to the one that comes next. Tried by walking without it, once for each, over all forward connections with their loops: that is linear,
/// exact for every graph, and has the way round at hand. A join that waits for all its branches is passed only where each of them was, so that a required activity may lie
/// in one of its branches. An end may lie in a container, and in a definition that is used as an activity.
/// </summary>
internal static class WaysRound
{
    public static IEnumerable<LayerFinding> Check(Draft draft, Layer layer, Origin last, ActivityTypes types, IReadOnlySet<string> finishing)
    {
        var flowchart = draft.Definition.Root;
        var ends = flowchart.Children.Select(c => c.Node).Where(n => EndsApproving(n, draft, types, finishing)).Select(n => n.Id).ToHashSet(StringComparer.Ordinal);
        if (draft.Required.IsEmpty || ends.Count == 0)
            yield break;
        var edges = flowchart.Connections.Where(c => !c.Rewind).ToLookup(c => c.From, c => c.To, StringComparer.Ordinal);
        var joins = flowchart.Children.Select(c => c.Node).Where(n => n.Type == FlowJoin.TypeName && Flowchart.ModeOf(n) == JoinMode.WaitAll).Select(n => n.Id)
            .ToDictionary(id => id, id => flowchart.Connections.Where(c => !c.Rewind && c.To == id).Select(c => c.From).ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);
        var starts = flowchart.Children.Select(c => c.Node).Where(n => n.CanStartWorkflow).Select(n => n.Id).Append(FlowGraph.StartOf(flowchart)).OfType<string>().ToList();
        foreach (var requirement in draft.Required)
        {
            if (flowchart.Children.All(c => c.Node.Id != requirement.Activity))
            {
                yield return Tightening.Finding(layer, last, requirement.Activity, "", LayerCodes.RequiredGone.With(
                    ("activity", requirement.Activity), ("article", requirement.By.Article), ("layer", last.Name)));
                continue;
            }

            var next = draft.Required.SkipWhile(r => r != requirement).Skip(1).FirstOrDefault(r => r.By == requirement.By)?.Activity;
            if (Way(edges, joins, starts, requirement.Activity, ends.Contains) is { } round)
                yield return Tightening.Finding(layer, last, requirement.Activity, "", LayerCodes.WayRound.With(
                    ("activity", requirement.Activity), ("article", requirement.By.Article), ("path", round)));
            else if (next is not null && Way(edges, joins, starts, requirement.Activity, a => a == next) is { } early)
                yield return Tightening.Finding(layer, last, requirement.Activity, "", LayerCodes.OutOfOrder.With(
                    ("activity", requirement.Activity), ("next", next), ("article", requirement.By.Article), ("path", early)));
        }
    }

    /// <summary>Drawn returns that would leave a required activity as it was, though what it rests on is done again.</summary>
    public static IEnumerable<LayerFinding> Undone(Draft draft, Layer layer, Origin last)
    {
        var flowchart = draft.Definition.Root;
        var graph = new FlowGraph(flowchart);
        foreach (var back in flowchart.Connections.Where(c => c is { Rewind: true, Redo: Redo.None }))
        {
            var between = graph.Between(back.To.Split('/')[0], back.From);
            if (draft.Required.FirstOrDefault(r => between.Contains(r.Activity)) is { } required)
                yield return Tightening.Finding(layer, last, back.From, "", LayerCodes.RedoOverRequired.With(
                    ("from", $"{back.From}.{back.Port}"), ("to", back.To), ("activity", required.Activity), ("article", required.By.Article)));
        }
    }

    /// <summary>The names of these definitions as activities that end the whole instance and not themselves alone.</summary>
    public static HashSet<string> Finishing(IReadOnlyCollection<Definition> definitions, ActivityTypes types)
    {
        var finishing = new HashSet<string>(StringComparer.Ordinal);
        bool Finishes(ActivityNode node) => finishing.Contains(node.Type) || types.Find(node.Type, node.Version) is Finish;
        for (var known = -1; known < finishing.Count;)
        {
            known = finishing.Count;
            foreach (var definition in definitions.Where(d => d.Root.All().Any(Finishes)))
                finishing.UnionWith(DefinitionLibrary.TypeNamesOf(definition).Append(definition.DefinitionId));
        }

        return finishing;
    }

    /// <summary>An End within a container ends that container alone.</summary>
    private static bool EndsApproving(ActivityNode child, Draft draft, ActivityTypes types, IReadOnlySet<string> finishing) => child.All().Any(n =>
        finishing.Contains(n.Type) || ((n == child || types.Find(n.Type, n.Version) is not End) && Approves(n, draft, types)));

    private static bool Approves(ActivityNode node, Draft draft, ActivityTypes types)
    {
        if (types.Find(node.Type, node.Version) is not { Description.IsTerminal: true })
            return false;
        var outcomes = node.Input("outcomes") is { Kind: InputKind.Literal } said ? said.Value.Items : [];
        return outcomes.IsEmpty || outcomes.Any(o => o.AsText() is not { } outcome || !draft.NotApproving.Contains(outcome, StringComparer.Ordinal));
    }

    /// <summary>A way from a start to the goal that does not pass the activity.</summary>
    private static string? Way(
        ILookup<string, string> edges, Dictionary<string, HashSet<string>> joins, IReadOnlyList<string> starts, string without, Func<string, bool> isGoal)
    {
        var from = new Dictionary<string, string?>(StringComparer.Ordinal);
        var open = new Queue<string>();
        var reached = new HashSet<string>(StringComparer.Ordinal);
        foreach (var start in starts.Where(s => s != without && from.TryAdd(s, null)))
            open.Enqueue(start);
        while (open.TryDequeue(out var at))
        {
            if (isGoal(at))
                return Told(from, at);
            reached.Add(at);
            foreach (var next in edges[at].Where(n => n != without && IsPassed(n) && from.TryAdd(n, at)))
                open.Enqueue(next);
        }

        return null;

        bool IsPassed(string activity) => !joins.TryGetValue(activity, out var branches) || branches.IsSubsetOf(reached);
    }

    private static string Told(Dictionary<string, string?> from, string end)
    {
        var way = ImmutableArray.CreateBuilder<string>();
        for (string? at = end; at is not null; at = from[at])
            way.Add(at);
        way.Reverse();
        return string.Join(" → ", way);
    }
}
