using System.Collections.Immutable;
using System.Reflection;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Engine.Activities;

/// <summary>Describes an options record once, and fills one from a node's inputs each time the activity runs.</summary>
internal static class OptionsOf<TOptions>
    where TOptions : class, new()
{
    private static readonly ImmutableArray<(PropertyInfo Property, OptionDescription Description)> Properties = [.. Find()];

    public static ImmutableArray<OptionDescription> Descriptions { get; } = [.. Properties.Select(p => p.Description)];

    /// <summary>The record, or what stops the activity: a fault of an input, or facts that an expression needs.</summary>
    public static (TOptions? Options, ActivityResult? Stop) Bind(ActivityContext context)
    {
        var options = new TOptions();
        foreach (var (property, description) in Properties)
        {
            if (context.Node.Input(description.Name) is not { } input)
            {
                if (description.Required)
                    return (null, ActivityResult.Faulted(ExecutionCodes.MissingInput.With(("activity", context.Node.Id), ("input", description.Name))));
                continue;
            }

            var evaluated = context.Evaluate(input);
            if (evaluated.Stop is not null)
                return (null, evaluated.Stop);
            if (!OptionValues.TryConvert(evaluated.Value, property.PropertyType, description, out var converted))
            {
                return (null, ActivityResult.Faulted(ExecutionCodes.UnfitInput.With(
                    ("activity", context.Node.Id), ("input", description.Name), ("kind", description.Kind), ("value", Shortened(evaluated.Value)))));
            }

            if (converted is not null)
                property.SetValue(options, converted);
        }

        return (options, null);
    }

    private static string Shortened(Value value) => value.ToJson() is { Length: > 60 } text ? text[..60] + "…" : value.ToJson();

    private static IEnumerable<(PropertyInfo Property, OptionDescription Description)> Find()
    {
        var defaults = new TOptions();
        foreach (var property in typeof(TOptions).GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.GetCustomAttribute<OptionAttribute>() is { } attribute)
                yield return (property, Describe(property, attribute, defaults));
        }
    }

    private static OptionDescription Describe(PropertyInfo property, OptionAttribute attribute, TOptions defaults) => new()
    {
        Name = char.ToLowerInvariant(property.Name[0]) + property.Name[1..],
        Kind = attribute.References is not null ? OptionKind.Reference
            : attribute.Choices.Length > 0 ? OptionKind.Choice
            : OptionValues.KindOf(property.PropertyType),
        Title = new Text(attribute.ZhCn, attribute.En),
        Help = attribute.HelpZhCn is { } help ? new Text(help, attribute.HelpEn) : null,
        Required = attribute.Required,
        Default = OptionValues.ToValue(property.GetValue(defaults)),
        Choices = [.. attribute.Choices],
        References = attribute.References,
        Later = attribute.Later,
        Minimum = double.IsNaN(attribute.Minimum) ? null : (decimal)attribute.Minimum,
        Maximum = double.IsNaN(attribute.Maximum) ? null : (decimal)attribute.Maximum,
        Tightens = attribute.Tightens,
    };
}
