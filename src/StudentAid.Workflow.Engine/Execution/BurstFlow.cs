using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Engine.Execution;

/// <summary>When a flowchart's join runs.</summary>
public enum JoinMode
{
    /// <summary>All forward connections visited, at least one followed: every activity's own way of joining.</summary>
    WaitAllActive,

    /// <summary>All followed, else it is skipped.</summary>
    WaitAll,

    /// <summary>The first one followed; what still runs upstream is cancelled.</summary>
    WaitAny,
}

/// <summary>
/// Elsa's counter-based flowchart: when an activity ends, all its connections are visited and those of its outcomes followed. An activity with
/// several forward connections waits for all of them; what nothing followed is skipped, and the skip goes on.
/// </summary>
internal sealed partial class Burst
{
    /// <summary>Starts a flowchart at its start, or at an activity that a rewind names; then what lies before counts as visited once.</summary>
    public ActivityResult StartFlow(ActivityContext flow)
    {
        var graph = flow.Definition.Graph(flow.Node);
        var (start, inside) = flow.StartAt.Length > 0 ? StartOf(flow.Node, flow.StartAt) : (TriggerIn(graph) ?? graph.Start, "");
        if (start is null)
            return ActivityResult.Completed();
        var frame = flow.EnsureFrame();
        if (flow.StartAt.Length > 0)
        {
            var region = graph.ReachableFrom(start);
            foreach (var entering in region.Order(StringComparer.Ordinal).SelectMany(graph.Into).Where(c => !region.Contains(c.From)))
                Emit(new InstanceEvent.Arrived(frame, entering.To, FlowGraph.KeyOf(entering), false));
        }

        Schedule(new WorkItem(frame, start) { StartAt = inside });
        return ActivityResult.Waits;
    }

    /// <summary>The child with which a path begins, and the rest of it; what was laid in may be named without its container's name.</summary>
    private static (string Start, string Inside) StartOf(ActivityNode flowchart, string path)
    {
        foreach (var name in new[] { path, $"{flowchart.Id}/{path}" })
        {
            if (flowchart.ChildrenAt("activities").Select(a => (a.Id, Inner: a.Within(name))).FirstOrDefault(a => a.Inner is not null) is { Inner: { } rest } found)
                return (found.Id, rest);
        }

        var parts = path.Split('/', 2);
        return (parts[0], parts.Length > 1 ? parts[1] : "");
    }

    public ActivityResult ContinueFlow(ActivityContext flow, ChildCompletion child, Func<ActivityNode, JoinMode> modeOf)
    {
        var graph = flow.Definition.Graph(flow.Node);
        var item = child.Item;
        if (types.Find(child.Node.Type, child.Node.Version) is { Description.IsTerminal: true })
            return ActivityResult.Completed();
        if (item.ReturnTo.Length > 0 && LeadsTowards(graph, child, item.ReturnTo))
        {
            Schedule(new WorkItem(flow.FrameId, item.ReturnTo));
            return ActivityResult.Waits;
        }

        // Done again alone, but it took another way: what followed from its first end holds no longer.
        if (item.ReturnTo.Length > 0)
            Reset(flow.FrameId, graph.ReachableFrom(child.Node.Id).Remove(child.Node.Id), child.Node.Id, child.Node.Id, "", false);

        var back = graph.Rewinds.FirstOrDefault(r => r.From == child.Node.Id && child.Outcomes.Contains(r.Port, StringComparer.Ordinal));
        if (back is not null)
            return Rewind(flow.FrameId, back.From, back.To, back.Redo, "", item.ReturnTo) is { } refused ? ActivityResult.Faulted(refused) : ActivityResult.Waits;
        if (!graph.IsReachable(child.Node.Id))
            return ActivityResult.Faulted(ExecutionCodes.Unreachable.With(("activity", child.Node.Id)));
        return Leave(flow, graph, child.Node.Id, child.Outcomes, modeOf) is { } broken ? broken : Quiet(flow);
    }

    /// <summary>
    /// Goes back to the target: everything reachable from it is reset (with <see cref="Redo.None"/> only source and target), then it runs.
    /// The refusal, where the target is not in this or an enclosing flowchart, or the source cannot be reached from it.
    /// </summary>
    public Rejection? Rewind(int frame, string source, string target, Redo redo, string reason, string owed = "")
    {
        for (var at = frame; at > 1; at = State.Frames[at].Parent)
        {
            var owner = State.Frames[at];
            if (owner.Pin.Length == 0 && DefinitionOf(owner.Parent)?.Find(owner.Node) is { } node
                && node.ChildrenAt("activities").Select(a => (a.Id, Inner: a.Within(target))).FirstOrDefault(a => a.Inner is not null) is { Inner: { } rest } found)
                return RewindIn(at, DefinitionOf(owner.Parent)!, node, source, rest.Length > 0 ? [found.Id, rest] : [found.Id], redo, reason, owed);
            (source, owed) = (owner.Node, owner.ReturnTo);
        }

        return ExecutionCodes.NoRewindTarget.With(("target", target));
    }

    private Rejection? RewindIn(int frame, ExecutableDefinition definition, ActivityNode flowchart, string source, string[] path, Redo redo, string reason, string owed)
    {
        var graph = definition.Graph(flowchart);
        var reachable = graph.ReachableFrom(path[0]);
        if (!reachable.Contains(source))
            return ExecutionCodes.NotEarlier.With(("target", path[0]), ("source", source));
        // Two returns that cross cannot both come back alone: then everything between is done again.
        var crosses = owed.Length > 0 || State.ChildrenOf(frame).Any(f => f.Node == path[0] || f.ReturnTo == source || f.ReturnTo == path[0]);
        redo = crosses ? Redo.Between : redo;
        if (redo == Redo.None && Returns.RequiredBetween(definition, graph, path[0], source) is { } left)
            return left;
        Reset(frame, redo == Redo.None ? [source, path[0]] : reachable, source, string.Join('/', path), reason, redo == Redo.None);
        Schedule(new WorkItem(frame, path[0]) { StartAt = path.Length > 1 ? path[1] : "", ReturnTo = redo == Redo.None ? source : "" });
        return null;
    }

    /// <summary>Cancels what runs, waits or broke in the region and forgets its visits.</summary>
    private void Reset(int frame, ImmutableHashSet<string> region, string source, string target, string reason, bool alone)
    {
        foreach (var child in State.ChildrenOf(frame).Where(f => region.Contains(f.Node)).Select(f => f.Id).ToArray())
            Emit(new InstanceEvent.Cancelled(child));
        Drop(i => i.Parent == frame && region.Contains(i.Node));
        foreach (var incident in State.Incidents.Values.Where(i => i.Parent == frame && region.Contains(i.Node)).ToArray())
            Emit(new InstanceEvent.Retried(incident.Id));
        Emit(new InstanceEvent.Rewound(frame, source, target, [.. region.Order(StringComparer.Ordinal)], reason, alone));
    }

    private string? TriggerIn(FlowGraph graph) => graph.Activities.FirstOrDefault(a => Trigger.Length > 0 && a.Id == Trigger)?.Id;

    private static bool LeadsTowards(FlowGraph graph, ChildCompletion child, string source) =>
        graph.From(child.Node.Id).Any(c => graph.IsForward(c) && child.Outcomes.Contains(c.Port, StringComparer.Ordinal) && graph.ReachableFrom(c.To).Contains(source));

    /// <summary>Visits the connections that leave an activity; skips go on from a worklist, for they may run through the whole graph.</summary>
    private ActivityResult? Leave(ActivityContext flow, FlowGraph graph, string activity, ImmutableArray<string> outcomes, Func<ActivityNode, JoinMode> modeOf)
    {
        var worklist = new Queue<(string Activity, ImmutableArray<string> Outcomes)>([(activity, outcomes)]);
        while (worklist.TryDequeue(out var left))
        {
            foreach (var connection in graph.From(left.Activity))
            {
                var followed = left.Outcomes.Contains(connection.Port, StringComparer.Ordinal);
                if (!graph.IsForward(connection))
                {
                    if (!followed)
                        continue;
                    if (!graph.IsValidLoop(connection))
                        return ActivityResult.Faulted(ExecutionCodes.InvalidLoop.With(("from", connection.From), ("to", connection.To)));
                    Schedule(new WorkItem(flow.FrameId, connection.To) { Backward = true });
                }
                else if (Arrive(flow, graph, connection, followed, modeOf))
                {
                    Emit(new InstanceEvent.Skipped(flow.FrameId, connection.To));
                    worklist.Enqueue((connection.To, []));
                }
            }
        }

        return null;
    }

    /// <summary>Visits one connection; schedules its target when the join is ready. True where the target is skipped.</summary>
    private bool Arrive(ActivityContext flow, FlowGraph graph, Connection connection, bool followed, Func<ActivityNode, JoinMode> modeOf)
    {
        var inbound = graph.Into(connection.To);
        if (inbound.Count == 1)
        {
            if (followed)
                Schedule(new WorkItem(flow.FrameId, connection.To));
            return !followed;
        }

        Emit(new InstanceEvent.Arrived(flow.FrameId, connection.To, FlowGraph.KeyOf(connection), followed));
        var frame = State.Frames[flow.FrameId];
        var arrivals = inbound.Select(c => frame.Arrival(connection.To, FlowGraph.KeyOf(c))).ToArray();
        var visits = frame.Visits(connection.To);
        var all = arrivals.All(a => a.Visits > visits);
        var any = arrivals.Any(a => a.Followed && a.Visits > visits);
        var target = flow.Definition.Find(connection.To)!;
        var mode = modeOf(target);
        var standing = IsStanding(flow.FrameId, connection.To);
        if (mode == JoinMode.WaitAny)
        {
            if (standing || frame.Arrival(connection.To, FlowGraph.KeyOf(connection)).Visits <= visits)
                return false;
            if (!any)
                return all;
            Schedule(new WorkItem(flow.FrameId, connection.To));
            CancelUpstream(flow, graph, connection.To, modeOf);
            return false;
        }

        if (!all || standing)
            return false;
        if (mode == JoinMode.WaitAll ? !arrivals.All(a => a.Followed) : !any)
            return true;
        Schedule(new WorkItem(flow.FrameId, connection.To));
        return false;
    }

    private bool IsStanding(int frame, string activity) =>
        queue.Any(i => i.Parent == frame && i.Node == activity) || State.ChildrenOf(frame).Any(f => f.Node == activity);

    private void CancelUpstream(ActivityContext flow, FlowGraph graph, string join, Func<ActivityNode, JoinMode> modeOf)
    {
        var ancestors = graph.AncestorsOf(join);
        foreach (var running in State.ChildrenOf(flow.FrameId).Where(f => ancestors.Contains(f.Node)).ToArray())
        {
            Emit(new InstanceEvent.Cancelled(running.Id));
            Emit(new InstanceEvent.Skipped(flow.FrameId, running.Node));
            Leave(flow, graph, running.Node, [], modeOf);
        }
    }

    /// <summary>A flowchart without pending work is over; a strict one that never met an End has run dry.</summary>
    private ActivityResult Quiet(ActivityContext flow)
    {
        if (PendingIn(flow.FrameId) > 0)
            return ActivityResult.Waits;
        return flow.Definition.Definition.Strict
            ? ActivityResult.Faulted(ExecutionCodes.RanDry.With(("flowchart", flow.Node.Id)))
            : ActivityResult.Completed();
    }
}
