using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Definitions;

namespace StudentAid.Workflow.Engine.Layers;

/// <summary>Puts an activity in the place of the one of the same id; what leads to it and from it stays.</summary>
public sealed record ReplaceActivity(ActivityNode Activity) : Change
{
    public override string Verb => "replace";

    public override Text Sentence => new(
        $"把环节{Quote(Activity.Id)}换成“{(Activity.Title ?? Activity.Id).ZhCn}”（{Activity.Type}）", $"replace the activity '{Activity.Id}' by '{Activity.Title?.En ?? Activity.Id}' ({Activity.Type})");

    public override Applied Apply(Draft draft, Origin by, ActivityTypes types)
    {
        if (Flows.Find(draft.Definition, Activity.Id) is not { } old)
            return Flows.Missing(draft.Definition, Activity.Id);
        var inside = old.All().Select(n => n.Id).ToHashSet(StringComparer.Ordinal);
        var taken = draft.Definition.Root.All().Select(n => n.Id).Where(id => !inside.Contains(id)).ToHashSet(StringComparer.Ordinal);
        if (Activity.All().FirstOrDefault(n => taken.Contains(n.Id)) is { } clash)
            return LayerCodes.Exists.With(("id", clash.Id));
        return new Applied(draft with { Definition = Flows.With(draft.Definition, Activity) }, [new ReplaceActivity(old)], null);
    }

    internal override bool Concerns(string activity, string option) => Activity.All().Any(n => n.Id == activity);
}
