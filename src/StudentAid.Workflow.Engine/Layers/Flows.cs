using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;

namespace StudentAid.Workflow.Engine.Layers;

/// <summary>Finding and exchanging parts of a definition.</summary>
internal static class Flows
{
    public const string Activities = "activities";

    public static ActivityNode? Find(Definition definition, string id) => definition.Root.All().FirstOrDefault(n => n.Id == id);

    public static ActivityNode? OwnerOf(Definition definition, string id) => definition.Root.All().FirstOrDefault(n => n.Children.Any(c => c.Node.Id == id));

    /// <summary>The flowchart in which an activity stands, or why there is none.</summary>
    public static (ActivityNode? Flowchart, Rejection? Refused) FlowchartOf(Definition definition, string id, ActivityTypes types) =>
        Find(definition, id) is null ? (null, Missing(definition, id))
        : OwnerOf(definition, id) is { } owner && types.Find(owner.Type, owner.Version) is { Description.IsFlowchart: true } ? (owner, null)
        : (null, LayerCodes.NotInFlow.With(("id", id)));

    public static Rejection Missing(Definition definition, string id) =>
        Nearest.To(id, definition.Root.All().Select(n => n.Id)) is { } nearest
            ? LayerCodes.NoActivityNear.With(("id", id), ("nearest", nearest))
            : LayerCodes.NoActivity.With(("id", id));

    /// <summary>The definition with a node in the place of the one of the same id.</summary>
    public static Definition With(Definition definition, ActivityNode node) => definition with { Root = With(definition.Root, node) };

    public static string Spelled(Connection connection) =>
        $"{connection.From}{(connection.Port == Connection.Done ? "" : "." + connection.Port)} {(connection.Rewind ? "=>" : "->")} {connection.To}";

    /// <summary>What leads from the connections as they are now back to those of before, each to where it stood.</summary>
    public static ImmutableArray<Change> Back(string flowchart, ImmutableArray<Connection> before, ImmutableArray<Connection> now)
    {
        var stay = now.Where(before.Contains).SequenceEqual(before.Where(now.Contains)) ? now.Where(before.Contains).ToHashSet() : [];
        return
        [
            .. now.Where(c => !stay.Contains(c)).Select(Change (c) => new Disconnect(c)),
            .. before.Select((c, i) => (Connection: c, Index: i)).Where(c => !stay.Contains(c.Connection))
                .Select(Change (c) => new Connect(c.Connection) { Index = c.Index, Flowchart = flowchart }),
        ];
    }

    private static ActivityNode With(ActivityNode at, ActivityNode node)
    {
        if (at.Id == node.Id)
            return node;
        var changed = false;
        var children = at.Children.ToBuilder();
        for (var i = 0; i < children.Count; i++)
        {
            var child = With(children[i].Node, node);
            if (ReferenceEquals(child, children[i].Node))
                continue;
            children[i] = children[i] with { Node = child };
            changed = true;
        }

        return changed ? at with { Children = children.ToImmutable() } : at;
    }
}
