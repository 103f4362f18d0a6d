using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Definitions;

namespace StudentAid.Workflow.Engine.Layers;

/// <summary>
/// Removes an activity; ways in lead on to where its outcome <see cref="By"/> (the only one where left out) led. Refused while something returns to it.
/// </summary>
public sealed record RemoveActivity(string Activity) : Change
{
    public string? By { get; init; }

    public override string Verb => "remove";

    public override Text Sentence => By is null
        ? new Text($"去掉环节{Quote(Activity)}", $"remove the activity '{Activity}'")
        : new Text($"去掉环节{Quote(Activity)}，按{Quote(By)}接续", $"remove the activity '{Activity}' and go on as by '{By}'");

    public override Applied Apply(Draft draft, Origin by, ActivityTypes types)
    {
        if (Flows.Find(draft.Definition, Activity) is not { } node)
            return Flows.Missing(draft.Definition, Activity);
        if (Flows.OwnerOf(draft.Definition, Activity) is not { } owner)
            return LayerCodes.NotInFlow.With(("id", Activity));
        var gone = node.All().Select(n => n.Id).ToHashSet(StringComparer.Ordinal);
        var returns = draft.Definition.Root.All().Where(n => !gone.Contains(n.Id)).SelectMany(n => n.Connections)
            .FirstOrDefault(c => c.Rewind && !gone.Contains(c.From) && gone.Contains(c.To.Split('/')[0]));
        if (returns is not null)
            return LayerCodes.ReturnsLeadHere.With(("id", Activity), ("connection", Flows.Spelled(returns)));
        var healed = Wiring.Without(owner.Connections, Activity, By, keepOthers: false);
        if (healed.Refused is { } unclear)
            return unclear;
        var index = owner.Children.ToList().FindIndex(c => c.Node.Id == Activity);
        var changed = owner with { Children = owner.Children.RemoveAt(index), Connections = healed.Connections };
        var back = Flows.Back(owner.Id, owner.Connections, healed.Connections);
        return new Applied(
            draft with { Definition = Flows.With(draft.Definition, changed) },
            [
                .. back.Where(c => c is Disconnect), new AddActivity(node) { Index = index, Container = owner.Id },
                .. back.Where(c => c is Connect),
            ],
            null);
    }

    internal override bool Concerns(string activity, string option) => Activity == activity;
}
