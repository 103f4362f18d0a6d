using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Calendars;

/// <summary>The JSON Schema of a calendar's body; what stands in a year the reader checks.</summary>
internal static class CalendarSchema
{
    private static readonly Value Spans = Value.Parse("""
        { "type": "array", "items": { "type": ["string", "object"], "additionalProperties": false, "properties": {
            "from": { "type": "string", "format": "date" }, "to": { "type": "string", "format": "date" }, "name": { "type": "string" }, "note": { "type": "string" } } } }
        """);

    public static readonly Value Body = Value.Record(
        ("required", Value.List("zone")),
        ("properties", Value.Record(
            ("zone", Value.Record(("type", "string"))),
            ("years", Value.Record(("type", "object"), ("additionalProperties", true))),
            ("off", Spans),
            ("work", Spans))));
}
