using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Engine.Analysis;

/// <summary>Types, and options that stand as literals: there, of the right kind, within their limits.</summary>
internal static class OptionLint
{
    public static void Check(Linting linting, ActivityNode node)
    {
        linting.Operations += 1 + node.Inputs.Length;
        if (linting.TypeOf(node) is not { } type)
        {
            CheckUnknown(linting, node);
            return;
        }

        foreach (var option in type.Description.Options)
        {
            linting.Operations++;
            if (node.Input(option.Name) is { } input)
                Check(linting, node, option, input);
            else if (option.Required)
                Report(linting, node, option.Name, LintCodes.MissingOption.With(("activity", node.Id), ("input", option.Name)));
        }

        foreach (var finding in type.Check(node))
            linting.Report(finding, Severity.Error, linting.Places.Activity(node.Id));
    }

    private static void CheckUnknown(Linting linting, ActivityNode node)
    {
        if (linting.ChildOf(node) is { } child)
        {
            if (linting.ForPublish && DefinitionLibrary.OtherVersionIn(node, child) is { } version)
                linting.Report(LintCodes.OtherVersion.With(("activity", node.Id), ("definition", child.DefinitionId), ("version", version)), Severity.Error, linting.Places.Activity(node.Id));
            return;
        }

        var nearest = linting.Near(node.Type, linting.TypeNames);
        var finding = nearest is not null ? DefinitionCodes.UnknownTypeNear.With(("type", node.Type), ("activity", node.Id), ("nearest", nearest))
            : node.Type.StartsWith("Elsa.", StringComparison.Ordinal) ? LintCodes.ElsaTypeDoesNotRun.With(("type", node.Type), ("activity", node.Id))
            : DefinitionCodes.UnknownType.With(("type", node.Type), ("activity", node.Id));
        linting.Report(finding, linting.Broken, linting.Places.Option(node.Id, "type"));
    }

    private static void Check(Linting linting, ActivityNode node, OptionDescription option, ActivityInput input)
    {
        if (input.Kind != InputKind.Literal || input.Value.IsNull)
            return;
        var value = input.Value;
        var arguments = (("activity", (object?)node.Id), ("input", (object?)option.Name), ("value", (object?)Shortened(value)));
        if (!option.Choices.IsEmpty && !option.Choices.Contains(OptionValues.ToText(value), StringComparer.Ordinal))
            Report(linting, node, option.Name, LintCodes.NotAChoice.With(arguments.Item1, arguments.Item2, arguments.Item3, ("choices", string.Join(", ", option.Choices))));
        else if (!Fits(option.Kind, value))
            Report(linting, node, option.Name, LintCodes.UnfitOption.With(arguments.Item1, arguments.Item2, arguments.Item3, ("kind", option.Kind)));
        else if (OptionValues.ToNumber(value) is { } number && (number < option.Minimum || number > option.Maximum))
            Report(linting, node, option.Name, LintCodes.OutOfRange.With(arguments.Item1, arguments.Item2, arguments.Item3, ("least", option.Minimum), ("most", option.Maximum)));
        else if (option.Kind == OptionKind.Duration && OptionValues.ToDuration(value) < TimeSpan.Zero)
            linting.Report(LintCodes.NegativeDuration.With(arguments.Item1, arguments.Item2, arguments.Item3), Severity.Error, linting.Places.Option(node.Id, option.Name));
    }

    private static void Report(Linting linting, ActivityNode node, string option, Rejection finding) =>
        linting.Report(finding, linting.Broken, linting.Places.Option(node.Id, option));

    private static bool Fits(OptionKind kind, Value value) => kind switch
    {
        // An option may refer to several documents.
        OptionKind.Reference when value.Kind == ValueKind.List => value.Items.All(i => i.Kind == ValueKind.Text),
        OptionKind.Text or OptionKind.Reference or OptionKind.Choice => value.Kind is ValueKind.Text or ValueKind.Number or ValueKind.Bool || value["zh-CN"].AsText() is not null,
        OptionKind.Number => OptionValues.ToNumber(value) is not null,
        OptionKind.Integer => OptionValues.ToInteger(value) is not null,
        OptionKind.Bool => OptionValues.ToBool(value) is not null,
        OptionKind.Duration => OptionValues.ToDuration(value) is not null,
        OptionKind.Instant => OptionValues.ToInstant(value) is not null,
        OptionKind.Record => value.Kind == ValueKind.Record,
        _ => true,
    };

    private static string Shortened(Value value) => value.ToJson() is { Length: > 60 } text ? text[..60] + "…" : value.ToJson();
}
