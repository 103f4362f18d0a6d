using System.Collections.Immutable;
using System.Text.RegularExpressions;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Applications.Forms;

/// <summary>The JSON types a field may have.</summary>
[Flags]
public enum FormTypes { None = 0, Text = 1, Number = 2, Whole = 4, Bool = 8, List = 16, Record = 32 }

/// <summary>
/// One place of a form, compiled from the JSON Schema subset. Lengths count Unicode code points, numbers of money are in 分.
/// Without a type every type passes. A record takes no property that it does not name.
/// </summary>
public sealed record FormSchema
{
    /// <summary>Texts without <c>maxLength</c> may have this many code points.</summary>
    public const int LongestText = 4_000;

    /// <summary>Lists without <c>maxItems</c> may have this many items.</summary>
    public const int LongestList = 1_000;

    public FormTypes Types { get; init; }

    public ImmutableArray<string> Required { get; init; } = [];

    /// <summary>In the order in which the document writes them.</summary>
    public ImmutableArray<KeyValuePair<string, FormSchema>> Properties { get; init; } = [];

    /// <summary>True where the document allows properties that it does not name, which only published schemas of documents do.</summary>
    public bool Open { get; init; }

    public FormSchema? Items { get; init; }

    public ImmutableArray<Value> Enum { get; init; } = [];

    public Value? Const { get; init; }

    public Regex? Pattern { get; init; }

    public decimal? Minimum { get; init; }

    public decimal? Maximum { get; init; }

    public int MinLength { get; init; }

    public int MaxLength { get; init; } = LongestText;

    public int MinItems { get; init; }

    public int MaxItems { get; init; } = LongestList;

    public bool IsDay { get; init; }

    public FormHints Hints { get; init; } = FormHints.None;

    /// <summary>The field at a dotted path, or null; the path looks through lists into their rows.</summary>
    public FormSchema? At(string path)
    {
        var schema = this;
        foreach (var name in path.Split('.'))
        {
            schema = schema.Items ?? schema;
            schema = schema.Properties.FirstOrDefault(p => string.Equals(p.Key, name, StringComparison.Ordinal)).Value;
            if (schema is null)
                return null;
        }

        return schema;
    }
}

/// <summary>
/// What a screen needs beside the rules: label, page, order on it, widget; whether the answer is personal information (sealed and masked),
/// whether next year's form starts from it, and the labels of the choices in <c>enum</c>, in their order (for a list, on its items).
/// </summary>
public sealed record FormHints(Text? Title, string? Page, int? Order, string? Widget, bool Personal, bool Prefill, ImmutableArray<Text> Labels)
{
    public static readonly FormHints None = new(null, null, null, null, Personal: false, Prefill: true, []);
}
