using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Layers;

namespace StudentAid.Workflow.Casework.Packs;

/// <summary>Puts the head that all documents share before the body's schema.</summary>
internal static class DocumentSchema
{
    private static readonly Value Label = Value.Parse("""
        { "type": ["string", "object"], "properties": { "zh-CN": { "type": "string" }, "en": { "type": "string" } }, "required": ["zh-CN"], "additionalProperties": false }
        """);

    /// <summary>How a lower layer may change what stands at a way, which may have <c>*</c> for every row.</summary>
    private static readonly Value Tightens = Value.Parse("""{ "type": "object", "additionalProperties": true }""");

    private static readonly Value Id = Value.Parse("""{ "type": "string", "pattern": "^[a-z][a-z0-9-]{0,62}[a-z0-9]$" }""");

    public static Value Of(string kind, Engine.Definitions.Text label, Value body)
    {
        var text = Value.Record(("type", "string"));
        var properties = new List<(string, Value)>
        {
            ("$schema", text),
            ("kind", Value.Record(("const", kind))),
            ("id", Id),
            ("article", Value.Record(("type", "string"), ("minLength", 1))),
            ("from", Value.Record(("type", "string"), ("format", "date"))),
            ("unit", text),
            ("procedure", text),
            ("name", Label),
            ("note", text),
            (TableOrder.Member, Tightens),
        };
        properties.AddRange(((RecordValue)body["properties"]).Members.Select(m => (m.Key, m.Value)));
        return Value.Record(
            ("$schema", "https://json-schema.org/draft/2020-12/schema"),
            ("title", label.ZhCn),
            ("type", "object"),
            ("required", Value.List([.. new Value[] { "kind", "id", "article", "from", "name" }, .. body["required"].Items])),
            ("properties", Value.Record(properties)),
            ("additionalProperties", false));
    }
}
