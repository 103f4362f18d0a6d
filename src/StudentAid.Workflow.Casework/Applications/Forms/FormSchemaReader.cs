using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.RegularExpressions;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Applications.Forms;

/// <summary>
/// Compiles the JSON Schema subset: type, required, properties, items, enum, const, pattern, minimum, maximum, minLength, maxLength, minItems,
/// maxItems, format date, additionalProperties (a boolean), and the hints title, page, order, widget, personal, prefill, labels. Other keywords are refused.
/// </summary>
public static class FormSchemaReader
{
    public const int LongestPattern = 200;

    private const int Deepest = 16;

    private static readonly FrozenDictionary<string, FormTypes> Words = new Dictionary<string, FormTypes>(StringComparer.Ordinal)
    {
        ["string"] = FormTypes.Text, ["number"] = FormTypes.Number, ["integer"] = FormTypes.Whole,
        ["boolean"] = FormTypes.Bool, ["array"] = FormTypes.List, ["object"] = FormTypes.Record,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, bool> Formats =
        new Dictionary<string, bool>(StringComparer.Ordinal) { ["date"] = true }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Keywords = new[]
    {
        "$schema", "type", "required", "properties", "items", "enum", "const", "pattern", "minimum", "maximum", "minLength", "maxLength",
        "minItems", "maxItems", "format", "additionalProperties", "title", "description", "page", "order", "widget", "personal", "prefill", "labels", "note",
    }.ToFrozenSet(StringComparer.Ordinal);

    public static FormSchema Read(DocumentNode node) => Read(node, 0);

    private static FormSchema Read(DocumentNode node, int depth)
    {
        if (!node.IsRecord())
            return new FormSchema();
        foreach (var (name, _) in ((RecordValue)node.Value).Members.Where(m => !Keywords.Contains(m.Key) || depth > Deepest))
            node.Error(FormCodes.UnknownKeyword, name, ("name", name));
        if (depth > Deepest)
            return new FormSchema();

        var schema = new FormSchema
        {
            Types = Types(node),
            Required = node.Texts("required"),
            Properties = Properties(node, depth),
            Open = node.Flag("additionalProperties"),
            Items = node.Child("items") is { } items ? Read(items, depth + 1) : null,
            Enum = [.. node.Children("enum").Select(c => c.Value)],
            Const = node.Any("const")?.Value,
            Pattern = Pattern(node),
            Minimum = node.OptionalNumber("minimum"),
            Maximum = node.OptionalNumber("maximum"),
            MinLength = node.OptionalWhole("minLength", 0, FormSchema.LongestText) ?? 0,
            MaxLength = node.OptionalWhole("maxLength", 0, FormSchema.LongestText) ?? FormSchema.LongestText,
            MinItems = node.OptionalWhole("minItems", 0, FormSchema.LongestList) ?? 0,
            MaxItems = node.OptionalWhole("maxItems", 0, FormSchema.LongestList) ?? FormSchema.LongestList,
            IsDay = node.Word("format", Formats, otherwise: false),
            Hints = Hints(node),
        };
        foreach (var name in schema.Required.Where(name => !schema.Properties.Any(p => string.Equals(p.Key, name, StringComparison.Ordinal))))
            node.Error(FormCodes.RequiredUnknown, "required", ("name", name));
        return schema;
    }

    private static FormTypes Types(DocumentNode node)
    {
        if (node.Value["type"].Kind != ValueKind.List)
            return node.Word("type", Words, FormTypes.None);
        var types = FormTypes.None;
        foreach (var word in node.Texts("type"))
        {
            if (Words.TryGetValue(word, out var type))
                types |= type;
            else
                node.Error(PackCodes.UnknownWord, "type", ("word", word), ("known", string.Join(", ", Words.Keys)));
        }

        return types;
    }

    private static ImmutableArray<KeyValuePair<string, FormSchema>> Properties(DocumentNode node, int depth) =>
        node.Child("properties") is { } properties
            ? [.. ((RecordValue)properties.Value).Members.Select(m => KeyValuePair.Create(m.Key, Read(properties.Any(m.Key)!, depth + 1)))]
            : [];

    private static Regex? Pattern(DocumentNode node)
    {
        if (node.OptionalText("pattern") is not { } pattern)
            return null;
        if (pattern.Length > LongestPattern)
        {
            node.Error(FormCodes.BadPattern, "pattern", ("limit", LongestPattern), ("reason", new Text($"有 {pattern.Length} 个字符", $"it has {pattern.Length}")));
            return null;
        }

        try
        {
            return new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            node.Error(FormCodes.BadPattern, "pattern", ("limit", LongestPattern), ("reason", Reason(e)));
            return null;
        }
    }

    /// <summary>Why it is no pattern for us, by where the parser stops; its own words are English.</summary>
    private static Text Reason(Exception refused) => refused is RegexParseException parse
        ? new Text($"第 {parse.Offset + 1} 个字符处写法有误", $"it breaks at character {parse.Offset + 1}")
        : new Text("用了需要回溯的写法", "it uses what needs backtracking");

    private static FormHints Hints(DocumentNode node) => new(
        node.OptionalLabel("title"), node.OptionalText("page"), node.OptionalWhole("order", 0, 10_000), node.OptionalText("widget"),
        node.Flag("personal"), node.Flag("prefill", otherwise: true), Labels(node));

    private static ImmutableArray<Text> Labels(DocumentNode node)
    {
        var labels = node.Children("labels").Select(l => Text.From(l.Value) ?? new Text("")).ToImmutableArray();
        if (labels.Length > 0 && (labels.Length != node.Children("enum").Length || labels.Contains(new Text(""))))
            node.Error(FormCodes.LabelsDiffer, "labels", ("labels", labels.Length), ("choices", node.Children("enum").Length));
        return labels;
    }
}
