using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;

namespace StudentAid.Workflow.Casework.Rounds;

/// <summary>Where in a definition cases are decided by list, and what lies before that.</summary>
public sealed class RosterFlow(ExecutableDefinition definition)
{
    private readonly ImmutableArray<ActivityNode> flowcharts = [.. definition.Definition.Root.All().Where(n => n.Type == "Elsa.Flowchart")];

    /// <summary>The activities that decide by list, in the document's order.</summary>
    public ImmutableArray<ActivityNode> Rosters { get; } = [.. definition.Definition.Root.All().Where(IsRoster)];

    /// <summary>Everything from which an activity is reached along forward connections, inside containers too.</summary>
    public ImmutableHashSet<string> Upstream(string activity)
    {
        var found = ImmutableHashSet.CreateBuilder<string>(StringComparer.Ordinal);
        for (var at = activity; flowcharts.FirstOrDefault(f => f.ChildrenAt("activities").Any(c => c.Id == at)) is { } flowchart; at = flowchart.Id)
        {
            var before = definition.Graph(flowchart).AncestorsOf(at);
            found.UnionWith(flowchart.ChildrenAt("activities").Where(c => before.Contains(c.Id)).SelectMany(c => c.All()).Select(n => n.Id));
        }

        return found.ToImmutable();
    }

    /// <summary>Everything up to and with the last list: a case that stands there is not yet determined.</summary>
    public ImmutableHashSet<string> BeforeTheEnd => [.. Rosters.SelectMany(r => Upstream(r.Id).Add(r.Id))];

    /// <summary>The lists on whose decision this one rests.</summary>
    public IEnumerable<ActivityNode> RostersBefore(string activity)
    {
        var upstream = Upstream(activity);
        return Rosters.Where(r => upstream.Contains(r.Id));
    }

    /// <summary>
    /// Whether a case stands at this list only because an earlier return asked for it alone and is owed back further on: then a return from here does everything between again,
    /// whatever it asks for. What is owed stays owed while the list is decided, unlike a return in another branch, which may be over before the list is released.
    /// </summary>
    public bool OwesReturn(InstanceState @case, string target, string activity)
    {
        if (@case.Frames.Values.LastOrDefault(f => f.Node == activity) is not { } frame)
            return false;
        for (; @case.Frames.TryGetValue(frame.Parent, out var owner); frame = owner)
        {
            if (flowcharts.FirstOrDefault(f => f.Id == owner.Node)?.ChildrenAt("activities").Any(c => c.Within(target) is not null) == true)
                return frame.ReturnTo.Length > 0;
        }

        return false;
    }

    /// <summary>Why a return from this list to the target cannot leave what lies between as it is; null where it can, or where the return itself will be refused.</summary>
    public Rejection? RefuseRedo(string target, string activity)
    {
        for (var at = activity; flowcharts.FirstOrDefault(f => f.ChildrenAt("activities").Any(c => c.Id == at)) is { } flowchart; at = flowchart.Id)
        {
            if (flowchart.ChildrenAt("activities").FirstOrDefault(c => c.Within(target) is not null) is { } to)
                return Returns.RequiredBetween(definition, definition.Graph(flowchart), to.Id, at);
        }

        return null;
    }

    public static string ScopeOf(ActivityNode node) => node.Input("scope")?.Value.AsText() ?? "";

    public static string TitleOf(ActivityNode node) => node.Title?.ZhCn ?? node.Id;

    private static bool IsRoster(ActivityNode node) => node.Input("roster")?.Value.AsBool() == true;
}
