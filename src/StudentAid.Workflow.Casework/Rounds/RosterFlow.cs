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
