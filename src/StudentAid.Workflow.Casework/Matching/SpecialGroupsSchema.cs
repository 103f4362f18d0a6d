using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Matching;

/// <summary>The JSON Schema of the body of <c>special-groups</c>.</summary>
internal static class SpecialGroupsSchema
{
    public static readonly Value Body = Value.Parse("""
        { "type": "object", "required": ["categories"], "properties": {
            "providers": { "type": "array", "items": NAMED }, "states": { "type": "array", "items": NAMED },
            "categories": { "type": "array", "items": { "type": "object", "required": ["id", "name"], "additionalProperties": false, "properties": {
              "id": { "type": "string" }, "name": { "type": ["string", "object"], "additionalProperties": true },
              "names": { "type": "array", "items": { "type": "object", "required": ["name"], "additionalProperties": false, "properties": {
                "name": { "type": "string" }, "from": { "type": "string", "format": "date" }, "to": { "type": "string", "format": "date" }, "note": { "type": "string" } } } },
              "aliases": { "type": "array", "items": { "type": ["string", "object"], "additionalProperties": false, "properties": {
                "name": { "type": "string" }, "state": { "type": "string" }, "note": { "type": "string" } } } },
              "provider": { "type": "string" }, "article": { "type": "string" }, "forHousehold": { "type": "string" },
              "becomes": { "type": "array", "items": { "type": "string" } }, "note": { "type": "string" } } } },
            "sets": { "type": "array", "items": { "type": "object", "required": ["id", "from", "categories"], "additionalProperties": false, "properties": {
              "id": { "type": "string" }, "from": { "type": "string", "format": "date" }, "categories": { "type": "array", "items": { "type": "string" } }, "note": { "type": "string" } } } } } }
        """.Replace("NAMED", """
            { "type": "object", "required": ["id", "name"], "additionalProperties": false, "properties": {
              "id": { "type": "string" }, "name": { "type": ["string", "object"], "additionalProperties": true },
              "aliases": { "type": "array", "items": { "type": "string" } }, "note": { "type": "string" } } }
            """, StringComparison.Ordinal));
}
