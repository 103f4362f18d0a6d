using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Definitions;

namespace StudentAid.Workflow.Engine.Analysis;

/// <summary>One flowchart: ports, reachability, loops, and for strict definitions that every way leads to an end and none ends early.</summary>
internal sealed class FlowLint
{
    private readonly Linting linting;
    private readonly ActivityNode flowchart;
    private readonly FlowShape shape;
    private readonly ILookup<string, Connection> leaving;

    private FlowLint(Linting linting, ActivityNode flowchart)
    {
        (this.linting, this.flowchart, shape) = (linting, flowchart, linting.ShapeOf(flowchart));
        // An end that was misspelt is told once, where it stands: the flow is looked at as it was meant.
        leaving = shape.Connections.ToLookup(c => c.From, StringComparer.Ordinal);
    }

    public static void Check(Linting linting, ActivityNode flowchart)
    {
        var lint = new FlowLint(linting, flowchart);
        for (var i = 0; i < flowchart.Connections.Length; i++)
            lint.CheckPort(i);
        for (var i = 0; i < lint.shape.Nodes.Length; i++)
            lint.CheckNode(i);
        lint.FindEndless();
        linting.Operations += lint.shape.Operations;
    }

    private bool IsTerminal(ActivityNode node) => linting.TypeOf(node) is { Description: { IsTerminal: true } or { Outcomes: [], OpenOutcomes: false } };

    private void CheckPort(int number)
    {
        linting.Operations++;
        var connection = flowchart.Connections[number];
        var at = linting.Places.Connection(flowchart.Id, number);
        if (shape.Find(connection.From) is { } from && linting.OutcomesOf(shape.Nodes[from]) is { Open: false } known && !known.Outcomes.Contains(connection.Port, StringComparer.Ordinal))
        {
            var nearest = linting.Near(connection.Port, known.Outcomes);
            linting.Report(
                nearest is null ? LintCodes.UnknownPort.With(("activity", connection.From), ("port", connection.Port))
                    : LintCodes.UnknownPortNear.With(("activity", connection.From), ("port", connection.Port), ("nearest", nearest)),
                linting.Broken, at);
        }

        if (!connection.Rewind && shape.IsBack(number) && !shape.Dominators.Dominates(shape.Find(connection.To)!.Value, shape.Find(connection.From)!.Value))
            linting.Report(LintCodes.InvalidLoop.With(("from", connection.From), ("to", connection.To)), linting.Broken, at);
    }

    private void CheckNode(int number)
    {
        linting.Operations++;
        var node = shape.Nodes[number];
        if (!shape.IsReachable(number))
        {
            linting.Report(LintCodes.Unreachable.With(("activity", node.Id)), Severity.Warning, linting.Places.Id(node.Id));
            return;
        }

        if (linting.Definition.Strict)
            CheckStrict(number, node);
        else if (!IsTerminal(node) && !leaving.Contains(node.Id) && shape.Nodes.Length > 1)
            linting.Report(LintCodes.NoWayOut.With(("activity", node.Id)), Severity.Info, linting.Places.Id(node.Id));
    }

    private void CheckStrict(int number, ActivityNode node)
    {
        var ports = leaving[node.Id].GroupBy(c => c.Port, StringComparer.Ordinal).ToImmutableDictionary(g => g.Key, g => g.ToImmutableArray(), StringComparer.Ordinal);
        foreach (var (port, connections) in ports)
        {
            linting.Operations += connections.Length;
            if (connections.Any(c => c.Rewind) && connections.Length > 1)
                linting.Report(LintCodes.MixedPort.With(("activity", node.Id), ("port", port)), Severity.Error, linting.Places.Id(node.Id));
        }

        if (!IsTerminal(node))
            CheckOutcomes(node, ports.ContainsKey);
        CheckFork(number, node, ports);
    }

    /// <summary>Every outcome goes somewhere. Done beside others is said together with one of them, so either way is enough.</summary>
    private void CheckOutcomes(ActivityNode node, Func<string, bool> isConnected)
    {
        var (outcomes, isOpen) = linting.OutcomesOf(node);
        var named = outcomes.Where(o => o != Connection.Done).ToArray();
        if (isOpen && named.Length == 0 && leaving.Contains(node.Id))
            return;
        if (named.Length == 0 && !leaving.Contains(node.Id))
        {
            linting.Report(LintCodes.NoWayOut.With(("activity", node.Id)), Severity.Error, linting.Places.Id(node.Id));
            return;
        }

        if (outcomes.Contains(Connection.Done, StringComparer.Ordinal) && isConnected(Connection.Done))
            return;
        foreach (var port in (named.Length == 0 ? [Connection.Done] : named).Where(p => !isConnected(p)))
            linting.Report(LintCodes.OutcomeNotConnected.With(("activity", node.Id), ("port", port)), Severity.Error, linting.Places.Id(node.Id));
    }

    /// <summary>Branches that run at once must meet again before an end: some activity follows all of them on every way.</summary>
    private void CheckFork(int number, ActivityNode node, ImmutableDictionary<string, ImmutableArray<Connection>> ports)
    {
        var branches = node.Type is "Elsa.FlowFork" || (node.Type is "Elsa.FlowSwitch" && node.Input("mode")?.Text == "MatchAny")
            ? [ports.Values.SelectMany(p => p)]
            : ports.Values.Select(p => p.AsEnumerable());
        foreach (var branch in branches)
        {
            var targets = branch.Where(c => !c.Rewind).Select(c => shape.Find(c.To)!.Value).Distinct().ToArray();
            var onward = targets.Where(shape.Followers.Has).ToArray();
            linting.Operations += targets.Length;
            // A branch that only goes back never meets the others, so theirs is an end beside it.
            if (targets.Length > 1 && onward.Length > 0 && (onward.Length < targets.Length || onward.Aggregate(shape.Followers.Common) == shape.Outside))
            {
                linting.Report(LintCodes.EndInParallel.With(("activity", node.Id)), Severity.Error, linting.Places.Id(node.Id));
                return;
            }
        }
    }

    /// <summary>Cycles without anything that waits: looked for among the activities that do not.</summary>
    private void FindEndless()
    {
        var next = new List<(int To, int Connection)>[shape.Nodes.Length];
        for (var i = 0; i < next.Length; i++)
            next[i] = [];
        for (var i = 0; i < flowchart.Connections.Length; i++)
        {
            if (shape.Find(flowchart.Connections[i].From) is { } from && shape.Find(flowchart.Connections[i].To) is { } to
                && !linting.Waits(shape.Nodes[from]) && !linting.Waits(shape.Nodes[to]))
                next[from].Add((to, i));
        }

        var state = new int[next.Length];
        for (var start = 0; start < next.Length; start++)
        {
            if (state[start] == 0)
                Search(start, next, state);
        }
    }

    private void Search(int start, List<(int To, int Connection)>[] next, int[] state)
    {
        var open = new Stack<(int Node, int Edge)>([(start, 0)]);
        state[start] = 1;
        while (open.TryPop(out var top))
        {
            linting.Operations++;
            if (top.Edge == next[top.Node].Count)
            {
                state[top.Node] = 2;
                continue;
            }

            open.Push((top.Node, top.Edge + 1));
            var (to, connection) = next[top.Node][top.Edge];
            if (state[to] == 1)
            {
                linting.Report(
                    LintCodes.EndlessLoop.With(("from", flowchart.Connections[connection].From), ("to", flowchart.Connections[connection].To)),
                    Severity.Warning, linting.Places.Connection(flowchart.Id, connection));
            }

            if (state[to] != 0)
                continue;
            state[to] = 1;
            open.Push((to, 0));
        }
    }
}
