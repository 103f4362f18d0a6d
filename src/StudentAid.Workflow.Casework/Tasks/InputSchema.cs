using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Tasks;

/// <summary>Pieces of which the verbs of activities put the schemas of their inputs together.</summary>
internal static class InputSchema
{
    /// <summary>Addresses of uploaded files.</summary>
    public static readonly Value Files = Value.Parse("""{ "type": "array", "items": { "type": "string", "pattern": "^[0-9a-z]{16,128}$" } }""");

    public static readonly Value File = Value.Parse("""{ "type": "string", "pattern": "^[0-9a-z]{16,128}$" }""");
    public static readonly Value Code = Value.Parse("""{ "type": "string", "pattern": "^[a-z][a-z0-9-]*$", "maxLength": 64 }""");
    public static readonly Value Words = Value.Parse("""{ "type": "string", "minLength": 1, "maxLength": 2000 }""");
    public static readonly Value Day = Value.Parse("""{ "type": "string", "format": "date" }""");
    public static readonly Value Text = Value.Parse("""{ "type": "string" }""");
    public static readonly Value Number = Value.Parse("""{ "type": "number" }""");
    public static readonly Value Flag = Value.Parse("""{ "type": "boolean" }""");
    public static readonly Value List = Value.Parse("""{ "type": "array" }""");
    public static readonly Value Texts = Value.Parse("""{ "type": "array", "minItems": 1, "items": { "type": "string" } }""");

    /// <summary>A record of whatever members.</summary>
    public static readonly Value Open = Value.Parse("""{ "type": "object", "additionalProperties": true }""");

    public static Value Object(ImmutableArray<string> required, params ReadOnlySpan<(string Name, Value Schema)> properties) => Value.Record(
        ("type", "object"), ("required", Value.List(required.Select(Value.Of))), ("additionalProperties", false), ("properties", Value.Record(properties.ToArray())));

    public static Value Choice(params ReadOnlySpan<string> words) => Value.Record(("enum", Value.List(words.ToArray().Select(Value.Of))));
}
