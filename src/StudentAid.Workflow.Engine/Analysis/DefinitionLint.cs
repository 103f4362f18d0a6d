using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Definitions;

namespace StudentAid.Workflow.Engine.Analysis;

/// <summary>Finds what is wrong with a definition before it runs, in one pass for each question.</summary>
public static class DefinitionLint
{
    public const int MostActivities = 2_000;

    /// <summary>All findings, those of the reading too, in the order of the text.</summary>
    public static ImmutableArray<Diagnostic> Check(DefinitionDocument document, LintContext context) => Run(document, context).Diagnostics;

    public static LintResult Run(DefinitionDocument document, LintContext context)
    {
        if (document.Definition is not { } definition)
            return new LintResult(document.Diagnostics, 0);
        var linting = new Linting(document, context);
        var nodes = definition.Root.All().ToImmutableArray();
        linting.Operations += nodes.Length;
        if (nodes.Length > MostActivities)
        {
            linting.Report(LintCodes.TooMany.With(("most", MostActivities), ("count", nodes.Length)), Severity.Error, document.Places.Activity(definition.Root.Id));
            return Result(document, context, linting);
        }

        foreach (var node in nodes)
            OptionLint.Check(linting, node);
        ExpressionLint.Check(linting);
        foreach (var flowchart in nodes.Where(n => linting.TypeOf(n) is { Description.IsFlowchart: true }))
            FlowLint.Check(linting, flowchart);
        RewindLint.Check(linting);
        LaterLint.Check(linting);
        return Result(document, context, linting);
    }

    private static LintResult Result(DefinitionDocument document, LintContext context, Linting linting)
    {
        var all = document.Diagnostics.Concat(linting.Diagnostics)
            .Select(d => context.ForPublish && (DefinitionCodes.RefusedAtPublish.Contains(d.Code.Id) || LintCodes.RefusedAtPublish.Contains(d.Code.Id))
                ? d with { Severity = Severity.Error }
                : d)
            .OrderBy(d => d.Position?.Offset ?? 0);
        return new LintResult([.. all], linting.Operations);
    }
}
