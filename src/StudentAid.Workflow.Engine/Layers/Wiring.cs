using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;

namespace StudentAid.Workflow.Engine.Layers;

/// <summary>Connections of a flowchart with an activity put into them or taken out, or why it is not clear how.</summary>
internal readonly record struct Wiring(ImmutableArray<Connection> Connections, Rejection? Refused)
{
    public static Wiring Into(ImmutableArray<Connection> all, ActivityNode activity, string? after, string? before, string? by, ActivityTypes types)
    {
        if (after is null && before is null)
            return new Wiring(all, null);
        var parts = (after ?? "").Split('.', 2);
        var (from, port) = (parts[0], parts.Length > 1 ? parts[1] : Connection.Done);
        bool IsCut(Connection c) => after is not null ? c.From == from && c.Port == port : !c.Rewind && c.To == before;
        var cut = all.Where(IsCut).ToList();
        var leaves = before is not null || cut.Count > 0;
        if (leaves && (by ??= WayOut(activity, types)) is null)
            return new Wiring(all, LayerCodes.WhichWayOut.With(("id", activity.Id), ("outcomes", string.Join(", ", Outcomes(activity, types)))));
        return new Wiring(after is not null ? After(all, cut, from, port, activity.Id, by) : Before(all, cut, before!, activity.Id, by!), null);
    }

    /// <summary>Ways in lead on to where the activity led; its other connections go with it.</summary>
    public static Wiring Without(ImmutableArray<Connection> all, string id, string? by, bool keepOthers)
    {
        var ins = all.Where(c => !c.Rewind && c.To == id && c.From != id).ToList();
        var outs = all.Where(c => c.From == id && !c.Rewind && (by is null || c.Port == by)).ToList();
        var on = outs.Count > 0 ? outs : [.. all.Where(c => c.From == id && by is not null && c.Port == by)];
        if (by is null && ins.Count > 0 && outs.Select(o => o.Port).Distinct(StringComparer.Ordinal).Count() > 1)
            return new Wiring(all, LayerCodes.WhichWayOut.With(("id", id), ("outcomes", string.Join(", ", outs.Select(o => o.Port).Distinct(StringComparer.Ordinal)))));
        var healed = ImmutableArray.CreateBuilder<Connection>();
        foreach (var connection in all)
        {
            if (ins.Contains(connection))
                healed.AddRange(on.Where(o => o.To != id).Select(o => o with { From = connection.From, Port = connection.Port }).Where(o => !all.Contains(o)));
            else if (connection.From == id ? keepOthers && !on.Contains(connection) : connection.Rewind || connection.To != id)
                healed.Add(connection);
        }

        return new Wiring([.. healed.Distinct()], null);
    }

    private static ImmutableArray<Connection> After(ImmutableArray<Connection> all, List<Connection> cut, string from, string port, string id, string? by)
    {
        var into = new Connection(from, port, id);
        if (cut.Count == 0)
            return all.Add(into);
        var wired = ImmutableArray.CreateBuilder<Connection>();
        foreach (var connection in all)
        {
            if (!cut.Contains(connection))
            {
                wired.Add(connection);
                continue;
            }

            if (connection == cut[0])
                wired.Add(into);
            wired.Add(connection with { From = id, Port = by! });
        }

        return wired.ToImmutable();
    }

    private static ImmutableArray<Connection> Before(ImmutableArray<Connection> all, List<Connection> cut, string before, string id, string by)
    {
        var on = new Connection(id, by, before);
        if (cut.Count == 0)
            return all.Add(on);
        var wired = all.Select(c => cut.Contains(c) ? c with { To = id } : c).ToList();
        wired.Insert(all.IndexOf(cut[^1]) + 1, on);
        return [.. wired];
    }

    private static string? WayOut(ActivityNode activity, ActivityTypes types) => Outcomes(activity, types) switch
    {
        var outcomes when outcomes.Contains(Connection.Done, StringComparer.Ordinal) => Connection.Done,
        [var only] => only,
        _ => null,
    };

    private static ImmutableArray<string> Outcomes(ActivityNode activity, ActivityTypes types) =>
        types.Find(activity.Type, activity.Version) is { } type ? type.OutcomesOf(activity) : [Connection.Done];
}
