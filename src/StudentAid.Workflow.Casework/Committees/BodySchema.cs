using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Committees;

/// <summary>The JSON Schema of a body's document.</summary>
internal static class BodySchema
{
    private const string Share = """
        { "type": "object", "additionalProperties": false, "properties": {
          "minimum": { "type": "string", "pattern": "^[0-9]+/[0-9]+$" }, "exclusiveMinimum": { "type": "string", "pattern": "^[0-9]+/[0-9]+$" } } }
        """;

    private const string Categories = $$"""
        { "type": "array", "items": { "type": "object", "required": ["id", "name"], "additionalProperties": false, "properties": {
          "id": { "type": "string" }, "name": { "type": ["string", "object"], "additionalProperties": true },
          "minimum": { "type": "integer", "minimum": 0 }, "maximum": { "type": "integer", "minimum": 0 }, "student": { "type": "boolean" },
          "share": {{Share}}, "shareAtMost": { "type": "string", "pattern": "^[0-9]+/[0-9]+$" }, "ofUnit": {{Share}}, "votes": { "type": "boolean" }, "weight": { "type": "integer", "minimum": 1, "maximum": 100 }, "note": { "type": "string" } } } }
        """;

    private const string Roles = """{ "type": "array", "minItems": 1, "items": { "type": "string" } }""";

    private static readonly string HintWords = string.Join(", ", Rosters.Hints.HintKinds.All.Select(h => $"\"{h}\""));

    public static readonly Value Body = Value.Parse($$"""
        { "type": "object", "required": ["scopes", "categories", "quorum"], "properties": {
            "scopes": { "type": "array", "minItems": 1, "items": { "type": "string" } },
            "categories": {{Categories}},
            "chairOf": { "type": "array", "items": { "type": "string" } },
            "size": { "type": "object", "additionalProperties": false, "properties": {
              "minimum": { "type": "integer", "minimum": 1 }, "maximum": { "type": "integer", "minimum": 1 }, "odd": { "type": "boolean" },
              "advised": { "type": "integer", "minimum": 1 },
              "ofUnit": {{Share}}, "note": { "type": "string" } } },
            "spread": { "type": "array", "items": { "type": "object", "required": ["trait"], "additionalProperties": false, "properties": {
              "trait": { "type": "string" }, "name": { "type": ["string", "object"], "additionalProperties": true }, "distinct": { "type": "integer", "minimum": 1 }, "severity": { "enum": ["error", "warning"] }, "note": { "type": "string" } } } },
            "invited": {{Categories}},
            "applicants": { "enum": ["withdraws", "barred"] },
            "quorum": { "type": "object", "required": ["present", "agree"], "additionalProperties": false, "properties": {
              "present": {{Share}}, "agree": {{Share}}, "of": { "enum": ["present", "entitled"] }, "presentBy": { "enum": ["members", "votes"] }, "tie": { "enum": ["disagreed", "chair"] }, "note": { "type": "string" } } },
            "publishList": { "type": "boolean" },
            "peers": { "type": "object", "additionalProperties": true },
            "ballot": { "enum": ["open", "secret"] },
            "duties": { "type": "object", "required": ["decide"], "additionalProperties": false, "properties": {
              "freeze": {{Roles}}, "record": {{Roles}}, "decide": {{Roles}}, "note": { "type": "string" } } },
            "modes": { "type": "array", "minItems": 1, "items": { "type": "string" } },
            "hints": { "type": "array", "items": { "type": "object", "required": ["id"], "additionalProperties": false, "properties": {
              "id": { "enum": [{{HintWords}}] }, "same": {{Roles}}, "differ": {{Roles}}, "minimum": { "type": "integer", "minimum": 1 },
              "quotas": { "type": "array", "minItems": 1, "items": { "type": "object", "additionalProperties": false, "properties": {
                "level": { "type": "string" }, "levels": { "type": "array", "minItems": 2, "items": { "type": "string" } }, "share": {{Share}}, "places": { "type": "integer", "minimum": 0 },
                "units": { "type": "object", "additionalProperties": true }, "note": { "type": "string" } } } },
              "round": { "type": "object", "additionalProperties": false, "properties": {
                "digits": { "type": "integer" }, "mode": { "enum": ["half-up", "half-even", "down", "up"] }, "note": { "type": "string" } } },
              "flowBack": { "type": "boolean" }, "of": { "enum": ["students", "listed"] }, "note": { "type": "string" } } } },
            "hintAnswers": { "type": "boolean" },
            "chairElected": { "type": "boolean" },
            "pledge": { "type": ["string", "object"], "additionalProperties": true },
            "shownFor": { "type": "object", "required": ["days"], "additionalProperties": false, "properties": {
              "days": { "type": "integer", "minimum": 1, "maximum": 60 }, "unit": { "enum": ["working-days", "days"] }, "note": { "type": "string" } } } } }
        """);
}
