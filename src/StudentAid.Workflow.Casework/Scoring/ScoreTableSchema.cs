using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Scoring;

/// <summary>The JSON Schema of a score table's body.</summary>
internal static class ScoreTableSchema
{
    public static readonly Value Body = Value.Parse("""
        { "type": "object", "required": ["scale", "factors", "items", "thresholds"], "properties": {
            "scale": { "type": "string" },
            "factors": { "type": "array", "minItems": 1, "items": { "type": "object", "required": ["id", "name"], "additionalProperties": false, "properties": {
              "id": { "type": "string" }, "name": { "type": ["string", "object"], "additionalProperties": true }, "article": { "type": "string" },
              "weight": { "type": "number", "minimum": 0 }, "cap": { "type": "number" }, "note": { "type": "string" } } } },
            "weightsSum": { "type": "number", "minimum": 0.0001 },
            "items": { "type": "array", "minItems": 1, "items": { "type": "object", "required": ["id", "name", "factor", "type"], "additionalProperties": true, "properties": {
              "id": { "type": "string" }, "name": { "type": ["string", "object"], "additionalProperties": true }, "factor": { "type": "string" },
              "group": { "type": "string" }, "article": { "type": "string" }, "of": { "type": "string" },
              "type": { "enum": ["single", "multiple", "yes-no", "number", "count", "proportional", "rows", "manual"] },
              "per": { "type": ["number", "object"], "additionalProperties": true }, "side": { "enum": ["above", "below"] }, "whole": { "type": "boolean" } } } },
            "groups": { "type": "array", "items": { "type": "object", "required": ["id", "name", "factor"], "additionalProperties": false, "properties": {
              "id": { "type": "string" }, "name": { "type": ["string", "object"], "additionalProperties": true }, "factor": { "type": "string" },
              "within": { "type": "string" }, "cap": { "type": "number" }, "note": { "type": "string" } } } },
            "exclusive": { "type": "array", "items": { "type": "object", "required": ["id", "items"], "additionalProperties": false, "properties": {
              "id": { "type": "string" }, "items": { "type": "array", "minItems": 2, "items": { "type": "string" } },
              "take": { "enum": ["highest", "first", "all"] }, "note": { "type": "string" } } } },
            "thresholds": { "type": "array", "minItems": 1, "items": { "type": "object", "required": ["level"], "additionalProperties": false, "properties": {
              "level": { "type": "string" }, "minimum": { "type": "number" }, "exclusiveMinimum": { "type": "number" }, "note": { "type": "string" } } } },
            "otherwise": { "type": "string" },
            "otherwiseReason": { "type": "string" },
            "direct": { "type": "array", "items": { "type": "object", "required": ["id", "name", "level"], "additionalProperties": true, "properties": {
              "id": { "type": "string" }, "name": { "type": ["string", "object"], "additionalProperties": true }, "level": { "type": "string" },
              "not": { "type": "object", "additionalProperties": true } } } },
            "vetoes": { "type": "array", "items": { "type": "object", "required": ["id", "name"], "additionalProperties": true, "properties": {
              "id": { "type": "string" }, "name": { "type": ["string", "object"], "additionalProperties": true },
              "effect": { "enum": ["clear", "not-determined", "down", "times", "up", "at-most"] }, "levels": { "type": "integer", "minimum": 1, "maximum": 10 }, "level": { "type": "string" }, "times": { "type": "number", "minimum": 0, "maximum": 10 }, "reason": { "type": "string" } } } },
            "values": { "type": "array", "items": { "type": "object", "required": ["id", "entries"], "additionalProperties": true, "properties": { "id": { "type": "string" }, "entries": { "type": "array" } } } },
            "missing": { "enum": ["zero", "not-scored"] },
            "floor": { "type": "number" }, "cap": { "type": "number" },
            "round": { "type": "object", "additionalProperties": true } } }
        """);
}
