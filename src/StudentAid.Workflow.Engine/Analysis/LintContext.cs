using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;

namespace StudentAid.Workflow.Engine.Analysis;

/// <summary>What a definition is checked against; with <paramref name="ForPublish"/> what may be kept but cannot run is an error.</summary>
public sealed record LintContext(ActivityTypes Types, IReadOnlyDictionary<string, Definition> Definitions, bool ForPublish = false)
{
    public static LintContext Of(ActivityTypes types, params IEnumerable<Definition> definitions) =>
        new(types, definitions.DistinctBy(d => d.DefinitionId, StringComparer.Ordinal).ToImmutableDictionary(d => d.DefinitionId, StringComparer.Ordinal));
}

/// <summary>The findings, those of the reading too, and how many steps it took to find them: linear in the size of the definition.</summary>
public sealed record LintResult(ImmutableArray<Diagnostic> Diagnostics, long Operations);

/// <summary>One definition being checked.</summary>
internal sealed class Linting
{
    private readonly LintContext context;
    private readonly ImmutableArray<Diagnostic>.Builder diagnostics = ImmutableArray.CreateBuilder<Diagnostic>();
    private readonly Dictionary<string, Definition> byTypeName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, bool> waits = new(StringComparer.Ordinal);
    private int asked;
    private readonly Dictionary<string, FlowShape> shapes = new(StringComparer.Ordinal);

    public Linting(DefinitionDocument document, LintContext context)
    {
        (Definition, Places, this.context) = (document.Definition!, document.Places, context);
        Executable = new ExecutableDefinition(Definition);
        foreach (var other in context.Definitions.Values)
        {
            foreach (var name in DefinitionLibrary.TypeNamesOf(other))
                byTypeName.TryAdd(name, other);
        }
    }

    public Definition Definition { get; }

    public DefinitionPlaces Places { get; }

    public ExecutableDefinition Executable { get; }

    public ActivityTypes Types => context.Types;

    public bool ForPublish => context.ForPublish;

    public long Operations { get; set; }

    public Severity Broken => Definition.Strict ? Severity.Error : Severity.Warning;

    public IEnumerable<Diagnostic> Diagnostics => diagnostics;

    public void Report(Rejection finding, Severity severity, Position? at) =>
        diagnostics.Add(new Diagnostic(finding.Code, severity, finding.Arguments, at));

    public ActivityType? TypeOf(ActivityNode node) => Types.Find(node.Type, node.Version);

    /// <summary>The definition that a node of no activity type calls; null where none is known.</summary>
    public Definition? ChildOf(ActivityNode node) =>
        node.Elsa["workflowDefinitionId"].AsText() is { } id && context.Definitions.TryGetValue(id, out var named) ? named
        : context.Definitions.GetValueOrDefault(node.Type) ?? byTypeName.GetValueOrDefault(node.Type);

    public IEnumerable<string> TypeNames => Types.All.Select(t => t.Description.Type).Concat(byTypeName.Keys);

    /// <summary>The did-you-mean, for the first hundred findings: looking through all names for each would not be linear.</summary>
    public string? Near(string name, IEnumerable<string> known) => ++asked > 100 ? null : Nearest.To(name, known);

    public FlowShape ShapeOf(ActivityNode flowchart)
    {
        if (!shapes.TryGetValue(flowchart.Id, out var shape))
            shapes[flowchart.Id] = shape = new FlowShape(flowchart, Places.MeantOf(flowchart.Id), n => TypeOf(n) is { Description: { IsTerminal: true } or { Outcomes: [], OpenOutcomes: false } });
        return shape;
    }

    /// <summary>Whether the instance stops somewhere in this activity; of what is not known it is taken that it does.</summary>
    public bool Waits(ActivityNode node)
    {
        if (waits.TryGetValue(node.Id, out var known))
            return known;
        // Children first, without recursion into what is known already: each node is looked at once.
        var result = TypeOf(node) is not { } type || type.Description.Waits || node.Children.Any(c => Waits(c.Node));
        Operations += node.Children.Length;
        return waits[node.Id] = result;
    }

    /// <summary>The outcomes a node can have, and whether it may have others.</summary>
    public (ImmutableArray<string> Outcomes, bool Open) OutcomesOf(ActivityNode node) =>
        TypeOf(node) is { } type ? (type.OutcomesOf(node), type.Description.OpenOutcomes)
        : ChildOf(node) is { } child ? ([.. child.Outcomes, Connection.Done], false)
        : ([Connection.Done], true);
}
