using System.Text.Json.Nodes;

namespace StudentAid.Workflow.Server.Tests.Policy;

/// <summary>Bodies with which an operation succeeds where it may: what the description's types alone would say is refused as nonsense by everybody. A word in ‹› names a thing of the target.</summary>
internal static class Bodies
{
    private const string Scale = """
        { \"kind\": \"scale\", \"id\": \"another\", \"article\": \"t\", \"from\": \"2018-01-01\", \"name\": \"等级\", \"levels\": [ { \"id\": \"high\", \"name\": \"特别困难\" } ], \"notDetermined\": { \"id\": \"none\", \"name\": \"不予认定\", \"reasons\": [ { \"id\": \"other\", \"name\": \"其他\", \"article\": \"t\" } ] } }
        """;

    private const string Published = $$"""{ "unit": "‹school›", "texts": ["{{Scale}}"] }""";

    private static readonly Dictionary<string, string> ByOperation = new(StringComparer.Ordinal)
    {
        ["POST /api/views"] = """{ "name": "x", "noun": "tasks", "filter": {}, "unit": "‹class›" }""",
        ["POST /api/views/{id}"] = """{ "name": "x", "noun": "tasks", "filter": {}, "unit": "‹class›" }""",
        ["POST /api/findings"] = """{ "school": "‹school›", "article": "第十六条(四)", "issue": "公示照片缺失", "due": "2027-01-01" }""",
        ["POST /api/findings/{id}/answer"] = """{ "text": "已补拍", "evidence": ["‹hash›"] }""",
        ["POST /api/complaints/{id}/accept"] = """{ "due": "2027-01-01" }""",
        ["POST /api/people/{id}/status"] = """{ "school": "‹school›", "status": "suspended" }""",
        ["POST /api/principals"] = """{ "unit": "‹school›", "name": "x", "kind": "machine", "grants": [ { "role": "counsellor", "unit": "‹school›" } ], "persons": [] }""",
        ["POST /api/packs"] = Published,
        ["POST /api/packs/draft"] = $$"""{ "unit": "‹school›", "text": "{{Scale}}" }""",
        ["POST /api/packs/retract"] = """{ "unit": "‹school›", "key": "-/scale/own/0001", "reason": "mistake" }""",
        ["POST /api/rounds/{id}/announce"] = """
            { "track": "enrolled", "day": "2026-09-02", "channels": ["board"], "textHash": "0f1e2d3c4b5a69788796a5b4c3d2e1f1", "evidence": ["1a2b3c4d5e6f70819293a4b5c6d7e8f9"] }
            """,
        ["POST /api/cases/{id}/reveal"] = """{ "fields": ["person.name"], "purpose": "look-up" }""",
        ["POST /api/substitutions"] = """{ "of": "‹of›", "substitute": "‹substitute›", "from": "2026-09-15", "until": "2026-09-20" }""",
    };

    /// <summary>Null where the description says enough.</summary>
    public static JsonObject? For(Operation operation, Target target)
    {
        if (!ByOperation.TryGetValue(operation.Name, out var text))
            return null;
        while (text.IndexOf('‹', StringComparison.Ordinal) is var at and >= 0)
        {
            var name = text[(at + 1)..text.IndexOf('›', StringComparison.Ordinal)];
            text = text.Replace($"‹{name}›", name == "class" ? target.Class : target.Named(operation, name), StringComparison.Ordinal);
        }

        return (JsonObject)JsonNode.Parse(text)!;
    }
}
