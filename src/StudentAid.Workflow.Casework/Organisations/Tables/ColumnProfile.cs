using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Organisations.Tables;

/// <summary>
/// One field of an import: the headers by which it is known, whether it must be filled, and its format. <paramref name="Values"/> of a choice
/// leads each spelling to the value kept. A lenient field reports what is wrong with it as a warning and keeps the text as written.
/// </summary>
public sealed record ColumnField(
    string Id, Text Title, ImmutableArray<string> Headers, bool Required, string Format, ImmutableDictionary<string, string> Values, int MaxLength, bool Lenient)
{
    /// <summary>Whether the field has this format (<see cref="FieldFormat"/>).</summary>
    public bool Is(string format) => string.Equals(Format, format, StringComparison.Ordinal);
}

/// <summary>
/// A <c>column-profile</c> document: what a table may contain. <c>keys</c> are the fields by which a row is known, the first filled one counts;
/// rows whose first cell begins with one of <c>footers</c> (合计, 制表人) are left out.
/// </summary>
public sealed record ColumnProfile(string Id, Text Title, ImmutableArray<ColumnField> Fields, ImmutableArray<string> Keys, ImmutableArray<string> Footers)
{
    private const int DefaultMaxLength = 200;

    public static Reading<ColumnProfile> Read(Value document)
    {
        var refusals = new List<Rejection>();
        var fields = DocumentFields.Of(document, "column-profile", refusals);
        var profile = new ColumnProfile(
            fields.Text("id"),
            fields.Title("title"),
            [.. fields.Objects("fields").Select(ReadField)],
            fields.Texts("keys"),
            fields.Texts("footers"));
        foreach (var key in profile.Keys.Where(k => profile.Field(k) is null))
            fields.Wrong("keys", $"field of this profile, but found '{key}'");
        return Reading.Of(refusals, () => profile);
    }

    public ColumnField? Field(string id) => Fields.FirstOrDefault(f => string.Equals(f.Id, id, StringComparison.Ordinal));

    private static ColumnField ReadField(DocumentFields field)
    {
        var format = field.OptionalText("format") ?? FieldFormat.Text;
        if (!FieldFormat.IsKnown(format))
            field.Wrong("format", FieldFormat.All);
        return new ColumnField(
            field.Text("field"),
            field.Title("title"),
            field.Texts("headers"),
            field.Flag("required", false),
            format,
            field.TextMap("values"),
            field.Whole("maxLength", DefaultMaxLength),
            field.Flag("lenient", false));
    }
}
