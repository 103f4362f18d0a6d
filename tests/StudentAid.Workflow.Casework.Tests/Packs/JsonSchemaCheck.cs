using System.Globalization;
using System.Text.RegularExpressions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Tests.Packs;

/// <summary>Where a value does not fit a JSON Schema of the keywords that ours use, as an editor would mark it.</summary>
internal sealed class JsonSchemaCheck(Value root)
{
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "$schema", "$ref", "$defs", "title", "description", "default", "type", "const", "enum", "required", "properties", "additionalProperties", "items", "allOf", "anyOf", "if", "then",
        "pattern", "format", "minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems",
    };

    public IEnumerable<string> Misfits(Value value) => Misfits(value, root, "");

    private IEnumerable<string> Misfits(Value value, Value schema, string at)
    {
        if (schema.AsBool() is { } allowed)
            return allowed ? [] : [$"{at} may not be"];
        if (schema is not RecordValue keywords)
            return [];
        return keywords.Members.SelectMany(k => Known.Contains(k.Key) ? Misfits(value, keywords, k.Key, k.Value, at) : [$"{k.Key} is not known to this check"]);
    }

    private IEnumerable<string> Misfits(Value value, RecordValue schema, string keyword, Value rule, string at) => keyword switch
    {
        "$ref" => Misfits(value, rule.AsText()!.Split('/').Skip(1).Aggregate(root, (found, word) => found[word.Replace("~1", "/", StringComparison.Ordinal)]), at),
        "type" => Says(Types(rule).Any(t => Is(value, t)), at, "type"),
        "const" => Says(value == rule, at, "const"),
        "enum" => Says(rule.Items.Contains(value), at, "enum"),
        "required" when value is RecordValue record => rule.Items.Where(r => !record.Has(r.AsText()!)).Select(r => $"{at} lacks {r.AsText()}"),
        "properties" when value is RecordValue record => record.Members.Where(m => !rule[m.Key].IsNull).SelectMany(m => Misfits(m.Value, rule[m.Key], $"{at}/{m.Key}")),
        "additionalProperties" when value is RecordValue record => record.Members.Where(m => schema["properties"][m.Key].IsNull).SelectMany(m => Misfits(m.Value, rule, $"{at}/{m.Key}")),
        "items" when value is ListValue list => list.Items.SelectMany((item, i) => Misfits(item, rule, $"{at}/{i}")),
        "allOf" => rule.Items.SelectMany(inner => Misfits(value, inner, at)),
        "anyOf" => Says(rule.Items.Any(inner => !Misfits(value, inner, at).Any()), at, "anyOf"),
        "if" => Misfits(value, rule, at).Any() ? [] : Misfits(value, schema["then"], at),
        _ => Scalar(value, keyword, rule, at),
    };

    private static IEnumerable<string> Scalar(Value value, string keyword, Value rule, string at) => (keyword, value) switch
    {
        ("pattern", TextValue) => Says(Regex.IsMatch(value.AsText()!, rule.AsText()!, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)), at, keyword),
        ("format", TextValue) => Says(rule.AsText() != "date" || DateOnly.TryParseExact(value.AsText(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _), at, keyword),
        ("minLength", TextValue) => Says(value.AsText()!.Length >= rule.AsNumber(), at, keyword),
        ("maxLength", TextValue) => Says(value.AsText()!.Length <= rule.AsNumber(), at, keyword),
        ("minimum", NumberValue) => Says(value.AsNumber() >= rule.AsNumber(), at, keyword),
        ("maximum", NumberValue) => Says(value.AsNumber() <= rule.AsNumber(), at, keyword),
        ("minItems", ListValue) => Says(value.Items.Length >= rule.AsNumber(), at, keyword),
        ("maxItems", ListValue) => Says(value.Items.Length <= rule.AsNumber(), at, keyword),
        _ => [],
    };

    private static IEnumerable<string> Says(bool fits, string at, string keyword) => fits ? [] : [$"{at}: {keyword}"];

    private static IEnumerable<string> Types(Value rule) => rule.AsText() is { } one ? [one] : rule.Items.Select(t => t.AsText()!);

    private static bool Is(Value value, string type) => (type, value) switch
    {
        ("object", RecordValue) or ("array", ListValue) or ("string", TextValue) or ("boolean", BoolValue) or ("number", NumberValue) => true,
        ("integer", NumberValue number) => number.Value == decimal.Truncate(number.Value),
        _ => false,
    };
}
