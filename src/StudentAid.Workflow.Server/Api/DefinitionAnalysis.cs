using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;

namespace StudentAid.Workflow.Server.Api;

public sealed record AnalyseInput(string Text, string? Unit = null);

/// <summary>A definition's text as a diagram needs it: activities, edges and findings, each with its place (UTF-16 offset and length).</summary>
public sealed record AnalysisView(string Dialect, bool HasErrors, string? DefinitionId, Text? Name, IReadOnlyList<NodeView> Activities, IReadOnlyList<EdgeView> Edges, IReadOnlyList<FindingView> Findings);

public sealed record NodeView(string Id, string Type, Text Title, string? Article, string? Parent, PlaceView? Place);

public sealed record EdgeView(string Flowchart, string From, string Port, string To, bool Rewind, PlaceView? Place);

/// <summary>The sentence in both languages.</summary>
public sealed record FindingView(string Code, string Severity, Text Sentence, string? Article, PlaceView? Place);

public sealed record PlaceView(int Offset, int Length, int Line, int Column)
{
    public static PlaceView? Of(Position? at) => at is { } p ? new PlaceView(p.Offset, p.Length, p.Line, p.Column) : null;
}

public static class DefinitionAnalysis
{
    public static AnalysisView Of(string text, ActivityTypes types, IEnumerable<Definition> others)
    {
        var document = DefinitionReader.Read(text, types);
        var findings = DefinitionLint.Check(document, LintContext.Of(types, others));
        var nodes = document.Definition is { } d ? Nodes(d.Root, null, document.Places).ToList() : [];
        var edges = document.Definition is { } e ? e.Root.All().SelectMany(n => Edges(n, document.Places)).ToList() : [];
        return new AnalysisView(
            document.Dialect == Dialect.Strict ? "strict" : "elsa", findings.Any(f => f.Severity == Severity.Error), document.Definition?.DefinitionId, document.Definition?.Name,
            nodes, edges, [.. findings.Select(Finding)]);
    }

    private static IEnumerable<NodeView> Nodes(ActivityNode node, string? parent, DefinitionPlaces places) =>
        node.Children.SelectMany(c => Nodes(c.Node, node.Id, places))
            .Prepend(new NodeView(node.Id, node.Type, node.Title ?? node.Name ?? node.Id, node.Article, parent, PlaceView.Of(places.Activity(node.Id))));

    private static IEnumerable<EdgeView> Edges(ActivityNode flowchart, DefinitionPlaces places) =>
        flowchart.Connections.Select((c, i) => new EdgeView(flowchart.Id, c.From, c.Port, c.To, c.Rewind, PlaceView.Of(places.Connection(flowchart.Id, i))));

    private static FindingView Finding(Diagnostic finding) => new(
        finding.Code.Id, finding.Severity.ToString().ToLowerInvariant(), new Text(finding.In(Languages.Chinese), finding.In(Languages.English)), finding.Code.Article,
        PlaceView.Of(finding.Position));
}
