using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;

namespace StudentAid.Workflow.Cli.Linting;

/// <summary>What the reader found in a definition, and what its activity types find in their own options.</summary>
internal static class DefinitionFindings
{
    public static IEnumerable<Diagnostic> Of(DefinitionDocument document, ActivityTypes types) =>
        document.Definition is { } definition
            ? document.Diagnostics.Concat(definition.Root.All().SelectMany(n => Of(document, n, types)))
            : document.Diagnostics;

    private static IEnumerable<Diagnostic> Of(DefinitionDocument document, ActivityNode node, ActivityTypes types) =>
        (types.Find(node.Type, node.Version)?.Check(node) ?? [])
        .Select(r => new Diagnostic(r.Code, Severity.Error, r.Arguments, document.Places.Activity(node.Id)));
}
