using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Engine.Definitions;

/// <summary>The connections of a flowchart: good ones into the model, dangling ones set aside as Elsa does, rewinds out of our own exports.</summary>
internal sealed partial class ActivityReader
{
    private ActivityNode Connected(ActivityNode node, SourceNode? source, SourceNode? aside, Value rewinds)
    {
        var ids = node.Children.Select(c => c.Node.Id).ToHashSet(StringComparer.Ordinal);
        var good = new List<(Connection Connection, Position At)>();
        var dangling = new List<Value>();
        foreach (var found in reading.ItemsOf(source, "connections").SelectMany(item => ConnectionReader.Read(reading, item)))
        {
            if (MissingEnd(found.Connection, ids) is not { } missing)
            {
                good.Add((found.Connection, found.At));
                continue;
            }

            dangling.Add(found.Raw.IsNull ? Spelled(found.Connection) : found.Raw);
            ReportDangling(missing, ids, found.At);
            if (Meant(found.Connection, ids) is { } meant)
                reading.Places.Mean(node.Id, meant);
        }

        foreach (var item in reading.ItemsOf(aside, ElsaForm.NotFoundConnections))
            Restore(item, ids, good, dangling);
        Rewinds(rewinds, ids, good, reading.Tree.PositionOf(source ?? new SourceNode(0, 0, Value.Null, [], [])));
        for (var i = 0; i < good.Count; i++)
            reading.Places.Add(node.Id, i, good[i].At);
        return node with
        {
            Connections = [.. good.Select(g => g.Connection)],
            CustomProperties = dangling.Count == 0 ? node.CustomProperties : node.CustomProperties.With(ElsaForm.NotFoundConnections, Value.List(dangling)),
        };
    }

    // A rewind may lead out of the flowchart or into a composite; its target is checked where the whole definition is known.
    private static string? MissingEnd(Connection connection, HashSet<string> ids) =>
        !ids.Contains(connection.From) ? connection.From
        : !connection.Rewind && !ids.Contains(connection.To) ? connection.To
        : null;

    /// <summary>The connection with the near ids in place of those that are not there; null where none is near.</summary>
    private Connection? Meant(Connection connection, HashSet<string> ids)
    {
        var from = ids.Contains(connection.From) ? connection.From : reading.Near(connection.From, ids);
        var to = connection.Rewind || ids.Contains(connection.To) ? connection.To : reading.Near(connection.To, ids);
        return from is null || to is null ? null : connection with { From = from, To = to };
    }

    private static string Spelled(Connection connection) =>
        $"{connection.From}.{connection.Port} {(connection.Rewind ? "=>" : "->")} {connection.To}";

    private void ReportDangling(string missing, HashSet<string> ids, Position at)
    {
        var nearest = reading.Near(missing, ids);
        var finding = nearest is null
            ? DefinitionCodes.Dangling.With(("id", missing))
            : DefinitionCodes.DanglingNear.With(("id", missing), ("nearest", nearest));
        reading.Report(finding, reading.Broken, at);
    }

    /// <summary>A connection that was set aside comes back when both its ends are there again.</summary>
    private void Restore(SourceNode item, HashSet<string> ids, List<(Connection Connection, Position At)> good, List<Value> dangling)
    {
        var raw = item.ToValue();
        var connection = raw is RecordValue record ? ConnectionReader.FromElsa(record) : null;
        if (connection is not null && MissingEnd(connection, ids) is null)
        {
            good.Add((connection, reading.Tree.PositionOf(item)));
            return;
        }

        dangling.Add(raw);
        ReportDangling(connection is null ? raw.ToJson() : MissingEnd(connection, ids)!, ids, reading.Tree.PositionOf(item));
    }

    /// <summary>Puts rewinds back where they stood. One that was written as an Elsa loop too is gone where a person removed the loop.</summary>
    private static void Rewinds(Value rewinds, HashSet<string> ids, List<(Connection Connection, Position At)> good, Position at)
    {
        foreach (var item in rewinds.Items)
        {
            if (item["from"].AsText() is not { } from || item["to"].AsText() is not { } to || !ids.Contains(from))
                continue;
            var rewind = new Connection(from, item["port"].AsText() ?? Connection.Done, to, true, item["redo"].AsText() == "none" ? Redo.None : Redo.Between)
            {
                Elsa = item["elsa"] as RecordValue,
            };
            if (item["loop"].AsBool() == true)
            {
                var loop = good.FindLastIndex(g => !g.Connection.Rewind && g.Connection.From == from && g.Connection.Port == rewind.Port && g.Connection.To == to);
                if (loop < 0)
                    continue;
                good.RemoveAt(loop);
            }

            good.Insert((int)Math.Clamp(item["at"].AsNumber() ?? good.Count, 0, good.Count), (rewind, at));
        }
    }
}
