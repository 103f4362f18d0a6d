using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Definitions;

namespace StudentAid.Workflow.Engine.Layers;

/// <summary>Connects an outcome forward (<c>-></c>), or makes it return (<c>=></c>).</summary>
public sealed record Connect(Connection Connection) : Change
{
    /// <summary>Place among the flowchart's connections; last where left out.</summary>
    public int? Index { get; init; }

    /// <summary>The flowchart whose connection it is; that of the source where left out.</summary>
    public string? Flowchart { get; init; }

    public override string Verb => "connect";

    public override Text Sentence => Connection.Rewind
        ? new Text($"{Quote($"{Connection.From}.{Connection.Port}")}退回到{Quote(Connection.To)}", $"'{Connection.From}.{Connection.Port}' returns to '{Connection.To}'")
        : new Text($"{Quote($"{Connection.From}.{Connection.Port}")}之后是{Quote(Connection.To)}", $"'{Connection.From}.{Connection.Port}' leads to '{Connection.To}'");

    public override Applied Apply(Draft draft, Origin by, ActivityTypes types)
    {
        var (owner, refused) = Flows.FlowchartOf(draft.Definition, Connection.From, types);
        if (owner is null)
            return refused!;
        if (Flows.Find(draft.Definition, Connection.To.Split('/')[0]) is null || (!Connection.Rewind && owner.Children.All(c => c.Node.Id != Connection.To)))
            return Flows.Missing(draft.Definition, Connection.To);
        if (owner.Connections.Contains(Connection))
            return LayerCodes.Connected.With(("connection", Flows.Spelled(Connection)));
        var at = Math.Clamp(Index ?? owner.Connections.Length, 0, owner.Connections.Length);
        var changed = owner with { Connections = owner.Connections.Insert(at, Connection) };
        return new Applied(draft with { Definition = Flows.With(draft.Definition, changed) }, [new Disconnect(Connection)], null);
    }
}

/// <summary>Takes a connection away.</summary>
public sealed record Disconnect(Connection Connection) : Change
{
    public override string Verb => "disconnect";

    public override Text Sentence => new($"取消连线“{Flows.Spelled(Connection)}”", $"take the connection '{Flows.Spelled(Connection)}' away");

    public override Applied Apply(Draft draft, Origin by, ActivityTypes types)
    {
        var (owner, refused) = Flows.FlowchartOf(draft.Definition, Connection.From, types);
        if (owner is null)
            return refused!;
        var index = owner.Connections.ToList().FindIndex(c => c with { Elsa = null, Redo = Redo.Between } == Connection with { Elsa = null, Redo = Redo.Between });
        if (index < 0)
            return LayerCodes.NoConnection.With(("connection", Flows.Spelled(Connection)));
        var changed = owner with { Connections = owner.Connections.RemoveAt(index) };
        return new Applied(
            draft with { Definition = Flows.With(draft.Definition, changed) }, [new Connect(owner.Connections[index]) { Index = index, Flowchart = owner.Id }], null);
    }
}
