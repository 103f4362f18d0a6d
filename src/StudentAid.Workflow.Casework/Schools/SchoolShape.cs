using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Schools;

/// <summary>
/// What may stand where in a case file or school document: a type of JSON Schema, and for an object that is not open its members. The published schemas
/// and the look for misspelt members both come from it. Every object may carry a <c>note</c>.
/// </summary>
public sealed record SchoolShape(string Type, string Means = "")
{
    private const string Note = "note";

    public ImmutableArray<(string Name, SchoolShape Of)> Members { get; init; } = [];

    public ImmutableArray<string> Required { get; init; } = [];

    public SchoolShape? Items { get; init; }

    /// <summary>The JSON Schema of a whole file.</summary>
    public Value Schema(string title) => Value.Record(
        ToSchema().Members.Select(m => (m.Key, m.Value)).Prepend(("title", title)).Prepend(("$schema", "https://json-schema.org/draft/2020-12/schema")));

    /// <summary>All that does not fit, each finding at its place.</summary>
    public ImmutableArray<Diagnostic> Check(SourceTree tree)
    {
        var findings = new Findings();
        Check(new DocumentNode(tree.Root!.ToValue(), "", findings));
        return tree.Place(findings.All);
    }

    private void Check(DocumentNode node)
    {
        if (!Type.Split(' ').Contains(TypeOf(node.Value), StringComparer.Ordinal))
        {
            node.Findings.Error(PackCodes.WrongType, node.Pointer, ("expected", Expected));
            return;
        }

        if (Items is not null)
        {
            foreach (var item in node.Items())
                Items.Check(item);
        }

        if (Members.IsEmpty)
            return;
        _ = node.Has("$schema");
        var members = Members.Select(m => (m.Of, Node: node.Any(m.Name))).ToList();
        // What is misspelt comes first, for then the right name is missing too.
        node.Close();
        foreach (var name in Required.Where(r => !node.Has(r)))
            node.Findings.Error(PackCodes.Missing, node.Pointer, ("name", name));
        foreach (var (shape, member) in members.Where(m => m.Node is not null))
            shape.Check(member!);
    }

    private Text Expected => Type switch
    {
        "object" => new Text("对象", "an object"),
        "array" => new Text("列表", "a list"),
        "boolean" => new Text("true 或 false", "true or false"),
        "integer" => new Text("整数", "a whole number"),
        "string" => new Text("文字", "a text"),
        _ => new Text("文字或 {\"zh-CN\", \"en\"}", "a text or { \"zh-CN\", \"en\" }"),
    };

    private static string TypeOf(Value value) => value switch
    {
        RecordValue => "object", ListValue => "array", TextValue => "string", BoolValue => "boolean",
        NumberValue number when number.Value == decimal.Truncate(number.Value) => "integer",
        _ => "",
    };

    private RecordValue ToSchema()
    {
        var members = new List<(string, Value)> { ("type", Type.Contains(' ', StringComparison.Ordinal) ? Value.List(Type.Split(' ').Select(Value.Of)) : Type) };
        if (Means.Length > 0)
            members.Add(("description", Means));
        if (Items is not null)
            members.Add(("items", Items.ToSchema()));
        if (!Required.IsEmpty)
            members.Add(("required", Value.List(Required.Select(Value.Of))));
        if (!Members.IsEmpty)
        {
            members.Add(("properties", Value.Record(Members.Select(m => (m.Name, (Value)m.Of.ToSchema())).Append((Note, Word().ToSchema())).Append(("$schema", Word().ToSchema())))));
            members.Add(("additionalProperties", false));
        }

        return Value.Record(members);
    }

    internal static SchoolShape Word(string means = "") => new("string", means);

    internal static SchoolShape Texts(string means = "") => new("array", means) { Items = Word() };

    internal static SchoolShape Open(string means = "") => new("object", means);

    internal static SchoolShape List(string means, SchoolShape of) => new("array", means) { Items = of };

    internal static SchoolShape Object(string means, string required, params ImmutableArray<(string Name, SchoolShape Of)> members) => new("object", means)
    {
        Members = members, Required = [.. required.Split(' ', StringSplitOptions.RemoveEmptyEntries)],
    };
}
