using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Definitions;

namespace StudentAid.Workflow.Engine.Execution;

/// <summary>
/// The connections of one flowchart, sorted into forward ones, loops and rewinds. An edge found breadth-first from the start that would close
/// a cycle is a loop (Elsa's "backward connection"); it is valid where its target dominates its source. Rewinds are no edges.
/// </summary>
public sealed class FlowGraph
{
    private readonly Dictionary<string, List<Connection>> outbound = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Connection>> inbound = new(StringComparer.Ordinal);
    private readonly HashSet<(string From, string To)> forward = [];

    public FlowGraph(ActivityNode flowchart)
    {
        Activities = flowchart.ChildrenAt("activities").ToImmutableArray();
        foreach (var connection in flowchart.Connections)
        {
            if (!connection.Rewind)
                AddTo(outbound, connection.From, connection);
        }

        Start = StartOf(flowchart);
        if (Start is not null)
            FindForward(Start);
        foreach (var connection in flowchart.Connections)
        {
            if (IsForward(connection))
                AddTo(inbound, connection.To, connection);
        }

        Rewinds = [.. flowchart.Connections.Where(c => c.Rewind)];
    }

    public ImmutableArray<ActivityNode> Activities { get; }

    public ImmutableArray<Connection> Rewinds { get; }

    /// <summary>Where the flow begins: an Elsa.Start, else one that can start the workflow, else the first without inbound connection, else the first; null when empty.</summary>
    public string? Start { get; }

    /// <summary>Connections that leave the activity, loops too, in the order of the document.</summary>
    public IReadOnlyList<Connection> From(string activity) => outbound.GetValueOrDefault(activity) ?? [];

    /// <summary>Forward connections into the activity.</summary>
    public IReadOnlyList<Connection> Into(string activity) => inbound.GetValueOrDefault(activity) ?? [];

    public bool IsForward(Connection connection) => !connection.Rewind && forward.Contains((connection.From, connection.To));

    /// <summary>A loop is valid where every forward path from the start to its source passes its target.</summary>
    public bool IsValidLoop(Connection connection) => Start is not null && !ReachableFrom(Start, without: connection.To).Contains(connection.From);

    public bool IsReachable(string activity) => string.Equals(activity, Start, StringComparison.Ordinal) || inbound.ContainsKey(activity);

    /// <summary>The activity and all that can be reached from it along forward connections.</summary>
    public ImmutableHashSet<string> ReachableFrom(string activity, string? without = null) =>
        Walk(activity, without, a => From(a).Where(IsForward).Select(c => c.To));

    /// <summary>All from which the activity can be reached along forward connections, itself not included.</summary>
    public ImmutableHashSet<string> AncestorsOf(string activity) =>
        Walk(activity, null, a => Into(a).Select(c => c.From)).Remove(activity);

    /// <summary>What lies between the two, neither included, along forward connections.</summary>
    public ImmutableHashSet<string> Between(string from, string to) => ReachableFrom(from).Intersect(AncestorsOf(to)).Remove(from).Remove(to);

    public static string KeyOf(Connection connection) => $"{connection.From}.{connection.Port}";

    private static ImmutableHashSet<string> Walk(string start, string? without, Func<string, IEnumerable<string>> next)
    {
        if (string.Equals(start, without, StringComparison.Ordinal))
            return [];
        var seen = ImmutableHashSet.CreateBuilder<string>(StringComparer.Ordinal);
        var stack = new Stack<string>([start]);
        seen.Add(start);
        while (stack.TryPop(out var activity))
        {
            foreach (var target in next(activity))
            {
                if (!string.Equals(target, without, StringComparison.Ordinal) && seen.Add(target))
                    stack.Push(target);
            }
        }

        return seen.ToImmutable();
    }

    /// <summary>Where a flowchart begins, without its graph.</summary>
    public static string? StartOf(ActivityNode flowchart)
    {
        var activities = flowchart.ChildrenAt("activities").ToImmutableArray();
        var named = flowchart.Elsa["start"].AsText() ?? flowchart.Elsa["start"]["id"].AsText();
        var targets = flowchart.Connections.Where(c => !c.Rewind).Select(c => c.To).ToHashSet(StringComparer.Ordinal);
        return (activities.FirstOrDefault(a => string.Equals(a.Id, named, StringComparison.Ordinal))
            ?? activities.FirstOrDefault(a => a.Type == "Elsa.Start")
            ?? activities.FirstOrDefault(a => a.CanStartWorkflow)
            ?? activities.FirstOrDefault(a => !targets.Contains(a.Id))
            ?? activities.FirstOrDefault())?.Id;
    }

    private void FindForward(string start)
    {
        var next = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        var queue = new Queue<string>([start]);
        var queued = new HashSet<string>(StringComparer.Ordinal) { start };
        while (queue.TryDequeue(out var source))
        {
            foreach (var target in From(source).Select(c => c.To))
            {
                if (forward.Contains((source, target)) || Reaches(next, target, source))
                    continue;
                forward.Add((source, target));
                if (!next.TryGetValue(source, out var targets))
                    next[source] = targets = [];
                targets.Add(target);
                if (queued.Add(target))
                    queue.Enqueue(target);
            }
        }
    }

    private static bool Reaches(Dictionary<string, List<string>> next, string from, string to)
    {
        if (string.Equals(from, to, StringComparison.Ordinal))
            return true;
        // A target that leads nowhere yet cannot close a cycle: this keeps chains and trees linear.
        if (!next.ContainsKey(from))
            return false;
        return Walk(from, null, a => next.GetValueOrDefault(a) ?? []).Contains(to);
    }

    private static void AddTo(Dictionary<string, List<Connection>> map, string key, Connection connection)
    {
        if (!map.TryGetValue(key, out var list))
            map[key] = list = [];
        list.Add(connection);
    }
}
