using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Definitions;

namespace StudentAid.Workflow.Engine.Layers;

/// <summary>
/// Moves an activity behind <c>a.Port</c> or before <c>b</c>: the chain it leaves is healed, the other one leads through it. By is the outcome by
/// which it went on and goes on. What returns to it, and its other outcomes, stay.
/// </summary>
public sealed record MoveActivity(string Activity) : Change
{
    public string? After { get; init; }

    public string? Before { get; init; }

    public string? By { get; init; }

    public override string Verb => "move";

    public override Text Sentence => After is not null
        ? new Text($"把环节{Quote(Activity)}移到{Quote(After)}之后", $"move the activity '{Activity}' behind '{After}'")
        : new Text($"把环节{Quote(Activity)}移到{Quote(Before ?? "")}之前", $"move the activity '{Activity}' before '{Before}'");

    public override Applied Apply(Draft draft, Origin by, ActivityTypes types)
    {
        var neighbour = (After ?? Before ?? "").Split('.')[0];
        foreach (var id in (string[])[Activity, neighbour])
        {
            var (found, refused) = Flows.FlowchartOf(draft.Definition, id, types);
            if (found is null)
                return refused!;
        }

        var owner = Flows.OwnerOf(draft.Definition, Activity)!;
        if (neighbour == Activity || owner.Id != Flows.OwnerOf(draft.Definition, neighbour)!.Id)
            return LayerCodes.NotInFlow.With(("id", neighbour));
        var taken = Wiring.Without(owner.Connections, Activity, By, keepOthers: true);
        if (taken.Refused is { } unclear)
            return unclear;
        var ways = owner.Connections.Where(c => c.From == Activity && !c.Rewind).Select(c => c.Port).Distinct(StringComparer.Ordinal).ToList();
        var put = Wiring.Into(taken.Connections, Flows.Find(draft.Definition, Activity)!, After, Before, By ?? (ways.Count == 1 ? ways[0] : null), types);
        if (put.Refused is { } unfit)
            return unfit;
        return new Applied(
            draft with { Definition = Flows.With(draft.Definition, owner with { Connections = put.Connections }) },
            Flows.Back(owner.Id, owner.Connections, put.Connections), null);
    }
}
