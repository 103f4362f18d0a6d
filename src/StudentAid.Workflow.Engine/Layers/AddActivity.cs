using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Definitions;

namespace StudentAid.Workflow.Engine.Layers;

/// <summary>
/// Adds an activity. After <c>a.Port</c> the chain <c>a.Port -> b</c> becomes <c>a.Port -> new -> b</c>; before <c>b</c> every way into it leads through
/// the new one; with neither it stands unconnected at <see cref="Index"/>. <see cref="By"/> is the outcome by which it goes on, Done where it has one.
/// </summary>
public sealed record AddActivity(ActivityNode Activity) : Change
{
    public string? After { get; init; }

    public string? Before { get; init; }

    public string? By { get; init; }

    /// <summary>Place among the activities; behind (or before) its neighbour, else last.</summary>
    public int? Index { get; init; }

    /// <summary>The container it stands in where it has no neighbour; the root.</summary>
    public string? Container { get; init; }

    public override string Verb => "add";

    public override Text Sentence
    {
        get
        {
            var (zhCn, en) = ((Activity.Title ?? Activity.Id).ZhCn, Activity.Title?.En ?? Activity.Id);
            return After is not null ? new Text($"在{Quote(After)}之后增加环节“{zhCn}”（{Activity.Id}）", $"add the activity '{en}' ({Activity.Id}) after '{After}'")
                : Before is not null ? new Text($"在{Quote(Before)}之前增加环节“{zhCn}”（{Activity.Id}）", $"add the activity '{en}' ({Activity.Id}) before '{Before}'")
                : new Text($"增加环节“{zhCn}”（{Activity.Id}）", $"add the activity '{en}' ({Activity.Id})");
        }
    }

    public override Applied Apply(Draft draft, Origin by, ActivityTypes types)
    {
        var ids = draft.Definition.Root.All().Select(n => n.Id).ToHashSet(StringComparer.Ordinal);
        if (Activity.All().FirstOrDefault(n => ids.Contains(n.Id)) is { } taken)
            return LayerCodes.Exists.With(("id", taken.Id));
        var neighbour = (After ?? Before)?.Split('.')[0];
        var owner = draft.Definition.Root;
        if (neighbour is not null)
        {
            var (flowchart, refused) = Flows.FlowchartOf(draft.Definition, neighbour, types);
            if (flowchart is null)
                return refused!;
            owner = flowchart;
        }
        else if (Container is not null && Flows.Find(draft.Definition, Container) is { } named)
        {
            owner = named;
        }

        var wired = Wiring.Into(owner.Connections, Activity, After, Before, By, types);
        if (wired.Refused is { } unclear)
            return unclear;
        var at = Index ?? (neighbour is null ? owner.Children.Length : owner.Children.ToList().FindIndex(c => c.Node.Id == neighbour) + (After is null ? 0 : 1));
        var changed = owner with
        {
            Children = owner.Children.Insert(Math.Clamp(at, 0, owner.Children.Length), new ActivityChild(Flows.Activities, Activity)),
            Connections = wired.Connections,
        };
        return new Applied(
            draft with { Definition = Flows.With(draft.Definition, changed) },
            [.. Flows.Back(owner.Id, owner.Connections, wired.Connections), new RemoveActivity(Activity.Id)], null);
    }

    internal override bool Concerns(string activity, string option) => Activity.All().Any(n => n.Id == activity);
}
