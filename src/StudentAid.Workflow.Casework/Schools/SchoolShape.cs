using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Analysis;
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

    /// <summary>The first member that nobody would read, or null.</summary>
    public Rejection? Unknown(Value value, string at = "")
    {
        if (Items is not null)
            return value.Items.Select((item, i) => Items.Unknown(item, $"{at}/{i}")).FirstOrDefault(r => r is not null);
        if (Members.IsEmpty || value is not RecordValue record)
            return null;
        foreach (var (name, content) in record.Members.Where(m => m.Key is not (Note or "$schema")))
        {
            if (Members.FirstOrDefault(m => m.Name == name) is not { Of: { } shape })
                return Refuse(name, at);
            if (shape.Unknown(content, $"{at}/{name}") is { } inner)
                return inner;
        }

        return null;
    }

    private Rejection Refuse(string name, string at)
    {
        var place = at.Length == 0 ? "/" : at;
        return Nearest.To(name, Members.Select(m => m.Name)) is { } nearest
            ? SchoolCodes.UnknownMemberNear.With(("at", place), ("name", name), ("nearest", nearest))
            : SchoolCodes.UnknownMember.With(("at", place), ("name", name), ("known", string.Join(", ", Members.Select(m => m.Name))));
    }

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
            members.Add(("properties", Value.Record(Members.Select(m => (m.Name, (Value)m.Of.ToSchema())).Append((Note, Text().ToSchema())).Append(("$schema", Text().ToSchema())))));
            members.Add(("additionalProperties", false));
        }

        return Value.Record(members);
    }

    internal static SchoolShape Text(string means = "") => new("string", means);

    internal static SchoolShape Texts(string means = "") => new("array", means) { Items = Text() };

    internal static SchoolShape Open(string means = "") => new("object", means);

    internal static SchoolShape List(string means, SchoolShape of) => new("array", means) { Items = of };

    internal static SchoolShape Object(string means, string required, params ImmutableArray<(string Name, SchoolShape Of)> members) => new("object", means)
    {
        Members = members, Required = [.. required.Split(' ', StringSplitOptions.RemoveEmptyEntries)],
    };
}
