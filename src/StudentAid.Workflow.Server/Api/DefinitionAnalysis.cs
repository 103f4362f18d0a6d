using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;

namespace StudentAid.Workflow.Server.Api;

/// <summary>With <paramref name="ForPublish"/> what may be kept as a draft but cannot run is an error.</summary>
public sealed record AnalyseInput(string Text, string? Unit = null, bool ForPublish = false);

/// <summary>A definition's text as a diagram needs it: activities, edges and findings, each with its place (UTF-16 offset and length).</summary>
public sealed record AnalysisView(string Dialect, bool HasErrors, string? DefinitionId, Text? Name, IReadOnlyList<NodeView> Activities, IReadOnlyList<EdgeView> Edges, IReadOnlyList<FindingView> Findings);

/// <summary>Outcomes: those that the activity as it stands can have.</summary>
public sealed record NodeView(string Id, string Type, Text Title, string? Article, string? Parent, string? Note, IReadOnlyList<string> Outcomes, PlaceView? Place);

public sealed record EdgeView(string Flowchart, string From, string Port, string To, bool Rewind, PlaceView? Place);

/// <summary>The sentence in both languages. Fix: what puts it right, where one word is a slip away from one that is known.</summary>
public sealed record FindingView(string Code, string Severity, Text Sentence, string? Article, PlaceView? Place, FixView? Fix = null);

public sealed record PlaceView(int Offset, int Length, int Line, int Column)
{
    public static PlaceView? Of(Position? at) => at is { } p ? new PlaceView(p.Offset, p.Length, p.Line, p.Column) : null;
}

public static class DefinitionAnalysis
{
    public static AnalysisView Of(string text, ActivityTypes types, IEnumerable<Definition> others, bool forPublish = false)
    {
        var document = DefinitionReader.Read(text, types);
        var context = LintContext.Of(types, others) with { ForPublish = forPublish };
        var findings = DefinitionLint.Check(document, context);
        var nodes = document.Definition is { } d ? Nodes(d.Root, null, document.Places, context).ToList() : [];
        var edges = document.Definition is { } e ? e.Root.All().SelectMany(n => Edges(n, document.Places)).ToList() : [];
        return new AnalysisView(
            document.Dialect == Dialect.Strict ? "strict" : "elsa", findings.Any(f => f.Severity == Severity.Error), document.Definition?.DefinitionId, document.Definition?.Name,
            nodes, edges, [.. findings.Select(f => Finding(f, text))]);
    }

    private static IEnumerable<NodeView> Nodes(ActivityNode node, string? parent, DefinitionPlaces places, LintContext context) =>
        node.Children.SelectMany(c => Nodes(c.Node, node.Id, places, context))
            .Prepend(new NodeView(
                node.Id, node.Type, node.Title ?? node.Name ?? node.Id, node.Article, parent, node.Note, OutcomesOf(node, context), PlaceView.Of(places.Activity(node.Id))));

    private static ImmutableArray<string> OutcomesOf(ActivityNode node, LintContext context) =>
        context.Types.Find(node.Type, node.Version) is { } type ? type.OutcomesOf(node)
        : context.Definitions.TryGetValue(node.Type, out var child) ? child.Outcomes
        : [Connection.Done];

    private static IEnumerable<EdgeView> Edges(ActivityNode flowchart, DefinitionPlaces places) =>
        flowchart.Connections.Select((c, i) => new EdgeView(flowchart.Id, c.From, c.Port, c.To, c.Rewind, PlaceView.Of(places.Connection(flowchart.Id, i))));

    /// <summary>A finding in the text in which it was found.</summary>
    internal static FindingView Finding(Diagnostic finding, string text) => new(
        finding.Code.Id, finding.Severity.ToString().ToLowerInvariant(), new Text(finding.In(Languages.Chinese), finding.In(Languages.English)), finding.Code.Article,
        PlaceView.Of(finding.Position), FixView.Of(finding, text));
}
