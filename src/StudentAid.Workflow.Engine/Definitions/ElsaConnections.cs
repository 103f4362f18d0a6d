using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Engine.Definitions;

/// <summary>Connections in Elsa's spelling, and rewinds, which Elsa does not know.</summary>
internal static class ElsaConnections
{
    /// <summary>Forward connections in order, then the rewinds that are loops in Elsa too.</summary>
    public static ListValue Of(ActivityNode node) => Value.List(
        node.Connections.Where(c => !c.Rewind).Concat(LoopsOf(node)).Select(Of).ToArray());

    /// <summary>All rewinds with their places among the connections; null where there are none.</summary>
    public static Value? RewindsOf(ActivityNode node)
    {
        var loops = LoopsOf(node).ToHashSet();
        var rewinds = new List<Value>();
        for (var i = 0; i < node.Connections.Length; i++)
        {
            if (node.Connections[i] is not { Rewind: true } rewind)
                continue;
            var record = Value.Record(("at", i), ("from", rewind.From), ("port", rewind.Port), ("to", rewind.To));
            if (rewind.Redo == Redo.None)
                record = record.With("redo", "none");
            if (loops.Contains(rewind))
                record = record.With("loop", true);
            rewinds.Add(rewind.Elsa is null ? record : record.With("elsa", rewind.Elsa));
        }

        return rewinds.Count == 0 ? null : Value.List(rewinds);
    }

    public static bool IsLoop(ActivityNode node, Connection rewind) => LoopsOf(node).Contains(rewind);

    // Two rewinds of one port to one target would be one loop, which could not be told apart again.
    private static IEnumerable<Connection> LoopsOf(ActivityNode node)
    {
        if (!node.Connections.Any(c => c.Rewind))
            return [];
        var graph = new FlowGraph(node);
        var ids = graph.Activities.Select(a => a.Id).ToHashSet(StringComparer.Ordinal);
        return node.Connections
            .Where(c => c is { Rewind: true, Redo: Redo.Between } && ids.Contains(c.To) && graph.IsReachable(c.From) && graph.IsReachable(c.To))
            .Where(graph.IsValidLoop)
            .DistinctBy(c => (c.From, c.Port, c.To));
    }

    private static Value Of(Connection connection)
    {
        var rest = connection.Elsa ?? Value.EmptyRecord;
        var members = new List<(string, Value)>
        {
            ("source", End(connection.From, connection.Port, rest["source"])),
            ("target", End(connection.To, "In", rest["target"])),
        };
        members.AddRange(rest.Members.Where(m => m.Key is not ("source" or "target" or "vertices")).Select(m => (m.Key, m.Value)));
        members.Add(("vertices", rest.Has("vertices") ? rest["vertices"] : Value.EmptyList));
        return Value.Record(members);
    }

    private static RecordValue End(string activity, string port, Value extra)
    {
        var end = Value.Record(("activity", activity), ("port", port));
        foreach (var (name, value) in (extra as RecordValue ?? Value.EmptyRecord).Members)
            end = end.With(name, value);
        return end;
    }
}
