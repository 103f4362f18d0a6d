using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Applications.Forms;

/// <summary>A page of a form, in the order of the document.</summary>
public sealed record FormPage(string Id, Text Title);

/// <summary>What people call a code of a form: a kind of paper, a stamp.</summary>
public sealed record FormWord(string Id, Text Name);

/// <summary>An answer that the school has already: the field, and what the register of students calls it.</summary>
public sealed record RegisterField(FactPath Field, string Fact);

/// <summary>
/// An application form (kind <c>form</c>): a JSON Schema of the subset with hints, pages, fields that the server computes, checks over several
/// fields, and the id of the commitment that is signed with it.
/// </summary>
public sealed record FormDocument(
    string Id, FormSchema Schema, ImmutableArray<FormPage> Pages, ImmutableArray<ComputedField> Computed, ImmutableArray<FormCheck> Checks, string? Commitment)
{
    /// <summary>The proof that is asked for by category of applicants, beside what the activity asks of all.</summary>
    public ImmutableArray<ProofRule> Proofs { get; init; } = [];

    /// <summary>The kinds of paper (材料种类) that proofs speak of, by the code that stands in a piece's type.</summary>
    public ImmutableArray<FormWord> Papers { get; init; } = [];

    /// <summary>Whose stamps (盖章单位) proofs ask for.</summary>
    public ImmutableArray<FormWord> Stamps { get; init; } = [];

    /// <summary>Answers that brothers and sisters have in common, by their names at the top of the form.</summary>
    public ImmutableArray<string> Shared { get; init; } = [];

    /// <summary>Answers that a form may begin with out of the register.</summary>
    public ImmutableArray<RegisterField> Register { get; init; } = [];

    public static readonly DocumentKind<FormDocument> Kind = new("form", new Text("申请表", "Application form"), (n, d) => Read(n, d.Id), Value.Parse("""
        { "type": "object", "required": ["schema"], "properties": {
            "schema": { "type": "object", "additionalProperties": true },
            "commitment": { "type": "string" },
            "pages": { "type": "array", "items": { "type": "object", "required": ["id", "title"], "additionalProperties": false, "properties": {
              "id": { "type": "string" }, "title": { "type": ["string", "object"], "additionalProperties": true }, "note": { "type": "string" } } } },
            "computed": { "type": "array", "items": { "type": "object", "required": ["field"], "additionalProperties": false, "properties": {
              "field": { "type": "string" }, "sum": { "type": "string" }, "count": { "type": "string" }, "plus": { "type": "array", "items": { "type": "string" } },
              "minus": { "type": "array", "items": { "type": "string" } }, "divideBy": { "type": "string" }, "atLeast": { "type": "number" }, "note": { "type": "string" },
              "round": { "type": "object", "additionalProperties": true } } } },
            "shared": { "type": "array", "items": { "type": "string" } },
            "register": { "type": "array", "items": { "type": "object", "required": ["field", "fact"], "additionalProperties": false, "properties": {
              "field": { "type": "string" }, "fact": { "type": "string" }, "note": { "type": "string" } } } },
            "papers": { "type": "array", "items": { "type": "object", "required": ["id", "name"], "additionalProperties": false, "properties": {
              "id": { "type": "string" }, "name": { "type": ["string", "object"], "additionalProperties": true }, "note": { "type": "string" } } } },
            "stamps": { "type": "array", "items": { "type": "object", "required": ["id", "name"], "additionalProperties": false, "properties": {
              "id": { "type": "string" }, "name": { "type": ["string", "object"], "additionalProperties": true }, "note": { "type": "string" } } } },
            "proofs": { "type": "array", "items": { "type": "object", "required": ["id", "name"], "additionalProperties": false, "properties": {
              "id": { "type": "string" }, "name": { "type": ["string", "object"], "additionalProperties": true }, "note": { "type": "string" },
              "when": { "type": "object", "additionalProperties": true }, "types": { "type": "array", "items": { "type": "string" } },
              "stamps": { "type": "array", "items": { "type": "string" } }, "stampsNeeded": { "type": "integer", "minimum": 1 }, "issuedWithin": { "type": "integer", "minimum": 1, "maximum": 120 },
              "any": { "type": "array", "minItems": 1, "items": { "type": "object", "additionalProperties": false, "properties": {
                "types": { "type": "array", "items": { "type": "string" } }, "stamps": { "type": "array", "items": { "type": "string" } }, "stampsNeeded": { "type": "integer", "minimum": 1 }, "issuedWithin": { "type": "integer", "minimum": 1, "maximum": 120 }, "note": { "type": "string" } } } },
              "unlessMatched": { "type": ["boolean", "array"], "items": { "type": "string" } }, "orCommitment": { "type": "boolean" } } } },
            "checks": { "type": "array", "items": { "type": "object", "required": ["id", "check", "message"], "additionalProperties": true, "properties": {
              "id": { "type": "string" }, "message": { "type": ["string", "object"], "additionalProperties": true },
              "check": { "enum": ["rows-equal", "required-when", "at-least-one", "one-of-list", "hint-when", "id-number", "phone"] } } } } } }
        """));

    internal static FormDocument Read(DocumentNode node, string id)
    {
        var schema = node.Child("schema") is { } child ? FormSchemaReader.Read(child) : Missing(node);
        var (papers, stamps) = (Words(node, "papers"), Words(node, "stamps"));
        var form = new FormDocument(
            id, schema,
            node.Each("pages", p => new FormPage(p.Id(), p.Label("title")), p => p.Id),
            node.Each("computed", c => ComputedField.Read(c, schema), c => c.Field.Text),
            node.Each("checks", c => FormCheck.Read(c, schema), c => c.Id),
            node.OptionalText("commitment"))
        {
            Papers = papers, Stamps = stamps,
            Proofs = node.Each("proofs", p => ProofRule.Read(p, schema, papers, stamps), p => p.Id),
            Shared = node.Texts("shared"),
            Register = node.Each("register", r => new RegisterField(FormCheck.Field(r, "field", schema), r.RequiredText("fact")), r => r.Field.Text),
        };
        papers = [.. papers, .. Unnamed(form.Proofs, w => w.Types, papers, lends: true)];
        form = form with { Papers = papers, Stamps = [.. stamps, .. Unnamed(form.Proofs, w => w.Stamps, stamps, lends: false)], Proofs = [.. form.Proofs.Select(p => p with { Papers = papers })] };
        foreach (var name in form.Shared.Where(n => schema.At(n) is null))
            node.Error(FormCodes.FieldUnknown, "shared", ("field", name));
        foreach (var (name, field) in schema.Properties)
        {
            if (field.Hints.Page is { } page && !form.Pages.Any(p => string.Equals(p.Id, page, StringComparison.Ordinal)))
                node.Error(FormCodes.PageUnknown, "schema", ("field", name), ("page", page));
        }

        node.Close();
        return form;
    }

    /// <summary>The label of a field as the document writes it, else its last name.</summary>
    public Text TitleOf(FactPath field) => Schema.At(field.Text)?.Hints.Title ?? new Text(field.Text.Split('.')[^1]);

    /// <summary>What people call a code; where the document has no name for it, as it stands.</summary>
    public static Text NameOf(string code, ImmutableArray<FormWord> words) => words.FirstOrDefault(w => w.Id == code)?.Name ?? new Text(code);

    /// <summary>The document with every code of its proofs named, for whoever fills it in.</summary>
    public static Value Worded(Value document) => document is RecordValue record && !record["proofs"].Items.IsEmpty && Kind.Read(record).Document is { } form
        ? record.With("papers", Listed(form.Papers)).With("stamps", Listed(form.Stamps)) : document;

    private static ListValue Listed(ImmutableArray<FormWord> words) => Value.List(words.Select(w => Value.Record(("id", w.Id), ("name", w.Name.ToValue()))));

    /// <summary>Codes that proofs use and the form has no name for: one that asks for a single kind of paper lends it its own name, every other stands for itself.</summary>
    private static IEnumerable<FormWord> Unnamed(ImmutableArray<ProofRule> proofs, Func<ProofWay, IEnumerable<string>> codes, ImmutableArray<FormWord> named, bool lends) => proofs
        .Select(p => (p.Name, Codes: p.Ways.SelectMany(codes).Distinct(StringComparer.Ordinal).ToList()))
        .SelectMany(p => p.Codes.Select(c => new FormWord(c, lends && p.Codes.Count == 1 ? p.Name : c))).Where(w => named.All(n => n.Id != w.Id)).DistinctBy(w => w.Id);

    private static ImmutableArray<FormWord> Words(DocumentNode node, string name) => node.Each(name, w => new FormWord(w.Id(), w.Label()), w => w.Id);

    private static FormSchema Missing(DocumentNode node)
    {
        node.Findings.Error(PackCodes.Missing, node.Pointer, ("name", "schema"));
        return new FormSchema();
    }
}
