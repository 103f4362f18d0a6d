using System.Collections.Frozen;
using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Organisations.Tables;

/// <summary>
/// One field of an import: the headers by which it is known, whether it must be filled, and its format. <paramref name="Values"/> of a choice
/// leads each spelling to the value kept. A lenient field reports what is wrong with it as a warning and keeps the text as written.
/// </summary>
public sealed record ColumnField(
    string Id, Text Name, ImmutableArray<string> Headers, bool Required, string Format, ImmutableDictionary<string, string> Values, int MaxLength, bool Lenient)
{
    /// <summary>Whether the field has this format (<see cref="FieldFormat"/>).</summary>
    public bool Is(string format) => string.Equals(Format, format, StringComparison.Ordinal);
}

/// <summary>
/// What a table may contain (kind <c>column-profile</c>). <c>keys</c> are the fields by which a row is known, the first filled one counts;
/// rows whose first cell begins with one of <c>footers</c> (合计, 制表人) are left out.
/// </summary>
public sealed record ColumnProfile(string Id, Text Name, ImmutableArray<ColumnField> Fields, ImmutableArray<string> Keys, ImmutableArray<string> Footers)
{
    private const int DefaultMaxLength = 200;
    private const int LongestCell = 32_000;

    public static readonly DocumentKind<ColumnProfile> Kind = new("column-profile", new Text("导入样式", "Columns of an import"), (n, d) => Read(n, d), Value.Parse("""
        { "type": "object", "required": ["fields"], "properties": {
            "keys": { "type": "array", "items": { "type": "string" } }, "footers": { "type": "array", "items": { "type": "string" } },
            "fields": { "type": "array", "minItems": 1, "items": { "type": "object", "required": ["field", "name"], "additionalProperties": false, "properties": {
              "field": { "type": "string" }, "name": { "type": ["string", "object"], "additionalProperties": true }, "headers": { "type": "array", "items": { "type": "string" } },
              "required": { "type": "boolean" }, "format": { "enum": FORMATS }, "values": { "type": "object", "additionalProperties": true },
              "maxLength": { "type": "integer", "minimum": 0, "maximum": 32000 }, "lenient": { "type": "boolean" }, "note": { "type": "string" } } } } } }
        """.Replace("FORMATS", Value.List(FieldFormat.Words.Select(Value.Of)).ToJson(), StringComparison.Ordinal)), isPinned: false);

    private static readonly FrozenDictionary<string, string> Formats = FieldFormat.Words.ToFrozenDictionary(f => f, StringComparer.Ordinal);

    public ColumnField? Field(string id) => Fields.FirstOrDefault(f => string.Equals(f.Id, id, StringComparison.Ordinal));

    private static ColumnProfile Read(DocumentNode node, PackDocument document)
    {
        var profile = new ColumnProfile(
            document.Id, document.Name, node.Each("fields", ReadField, f => f.Id, required: true), node.Texts("keys"), node.Texts("footers"));
        foreach (var key in profile.Keys.Where(k => profile.Field(k) is null))
            node.Error(PackCodes.UnknownReference, "keys", ("id", key));
        node.Close();
        return profile;
    }

    private static ColumnField ReadField(DocumentNode field) => new(
        field.RequiredText("field"), field.Label(), field.Texts("headers"), field.Flag("required"), field.Word("format", Formats, FieldFormat.Text),
        field.TextMap("values"), field.OptionalWhole("maxLength", 0, LongestCell) ?? DefaultMaxLength, field.Flag("lenient"));
}
