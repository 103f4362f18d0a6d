using System.Text.Json.Nodes;
using FluentAssertions;
using Microsoft.Data.Sqlite;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Server.Tests.Screens;

/// <summary>dryRun=true at whatever the description lists as changing something.</summary>
public sealed class DryRunTests
{
    private static readonly string[] Tables = ["event", "document", "blob", "task", "entry", "message", "counter", "stream"];

    [Fact]
    public async Task Nothing_that_is_asked_for_as_a_trial_writes_anything()
    {
        await using var server = await RunningServer.StartAsync();
        var school = await School.OpenAsync(server);
        var tasks = (await server.GetAsync(school.Teacher, "/api/tasks")).Body["items"].Items;
        var task = tasks.First(t => t["stream"].AsText() == school.Cases[0].ToString());
        var other = tasks.First(t => t["stream"].AsText() != school.Cases[0].ToString());
        await server.DoAsync(school.Teacher, $"/api/tasks/{other["id"].AsText()}/record", school.Verification, $"If-Match: {other["etag"].AsText()}");
        using var nobody = server.ClientOf(null);
        var description = JsonNode.Parse((await server.GetAsync(nobody, "/openapi/v1.json")).Text)!;
        var changing = Changing(description).ToList();
        changing.Should().HaveCountGreaterThan(40);
        var before = Rows(server);
        var (succeeded, failed) = (new List<string>(), new List<string>());
        foreach (var (path, operation) in changing)
        {
            var address = Address(path, operation, school, task["id"].AsText()!);
            var body = Bodies(school).GetValueOrDefault(path) ?? Sample(operation["requestBody"]?["content"]?["application/json"]?["schema"], description, 0)?.ToJsonString() ?? "{}";
            foreach (var client in (HttpClient[])[server.Administrator, school.Office, school.Teacher])
            {
                var reply = await server.PostAsync(client, $"{address}{(address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}dryRun=true", body, $"If-Match: {task["etag"].AsText()}");
                if (reply.Status >= 500)
                    failed.Add($"{path} answered {reply.Text}");
                if (reply.Status < 300)
                    succeeded.Add(path);
                Rows(server).Should().Equal(before, "{0} was a trial", path);
            }
        }

        failed.Should().BeEmpty();
        succeeded.Distinct().Should().Contain(
            "/api/rosters", "/api/tasks/{id}/{verb}", "/api/cases/{id}/suspend", "/api/cases/{id}/withdraw", "/api/views", "/api/notifications/read", "/api/jobs",
            "/api/signals/{name}", "/api/cases/{id}/reveal", "/api/principals", "/api/org-units", "/api/people/{id}/move");
    }

    [Fact]
    public async Task Whatever_takes_a_key_takes_a_trial()
    {
        await using var server = await RunningServer.StartAsync();
        using var nobody = server.ClientOf(null);
        var description = JsonNode.Parse((await server.GetAsync(nobody, "/openapi/v1.json")).Text)!;
        foreach (var (path, operations) in description["paths"]!.AsObject())
        {
            foreach (var (_, operation) in operations!.AsObject())
            {
                string[] names = [.. operation!["parameters"]?.AsArray().Select(p => (string)p!["name"]!) ?? []];
                names.Contains("dryRun").Should().Be(names.Contains("Idempotency-Key"), path);
            }
        }
    }

    private static IEnumerable<(string Path, JsonNode Operation)> Changing(JsonNode description) =>
        from path in description["paths"]!.AsObject()
        let post = path.Value!["post"]
        where post?["parameters"]?.AsArray().Any(p => (string?)p!["name"] == "dryRun") == true
        select (path.Key, post);

    private static Dictionary<string, string> Bodies(School school) => new(StringComparer.Ordinal)
    {
        ["/api/rosters"] = $$"""{ "round": "{{school.Round}}", "activity": "office", "unit": "{{School.Path}}", "reason": "其余不等" }""",
        ["/api/tasks/{id}/{verb}"] = school.Verification,
        ["/api/rounds/{id}/announce"] = """{ "track": "enrolled", "day": "2026-09-02", "channels": ["board"], "textHash": "0f1e2d3c4b5a69788796a5b4c3d2e1f0", "evidence": ["1a2b3c4d5e6f70819293a4b5c6d7e8f9"] }""",
        ["/api/rounds/{id}/zero-report"] = $$"""{ "activity": "office", "unit": "{{School.Path}}", "day": "2026-09-10" }""",
        ["/api/views"] = """{ "name": "x", "noun": "tasks", "filter": {} }""",
        ["/api/jobs"] = $$"""{ "work": "tasks", "verb": "record", "input": {{school.Verification}}, "all": {} }""",
        ["/api/signals/{name}"] = "{}",
        ["/api/cases/{id}/reveal"] = """{ "fields": ["person.name"], "purpose": "phone-call" }""",
        ["/api/api-keys"] = $$"""{ "unit": "/", "holder": "{{school.People[0]}}", "name": "x" }""",
        ["/api/principals"] = """{ "unit": "/", "name": "x", "kind": "machine", "grants": [] }""",
        ["/api/org-units"] = """{ "unit": "/", "units": [ { "path": "/new/", "kind": "school", "name": "新校" } ] }""",
        ["/api/people/{id}/move"] = $$"""{ "school": "{{School.Path}}", "to": "{{School.Path}}" }""",
    };

    private static string Address(string path, JsonNode operation, School school, string task)
    {
        var id = path.StartsWith("/api/tasks", StringComparison.Ordinal) ? task
            : path.StartsWith("/api/cases", StringComparison.Ordinal) ? school.Cases[0].ToString()
            : path.StartsWith("/api/people", StringComparison.Ordinal) ? school.People[0].ToString()
            : school.Round.ToString();
        var address = path.Replace("{id}", id, StringComparison.Ordinal).Replace("{verb}", "record", StringComparison.Ordinal).Replace("{stream}", school.Cases[0].ToString(), StringComparison.Ordinal)
            .Replace("{number}", "1", StringComparison.Ordinal).Replace("{name}", "nothing-waits", StringComparison.Ordinal).Replace("{profile}", "none", StringComparison.Ordinal)
            .Replace("{token}", "none", StringComparison.Ordinal);
        var query = operation["parameters"]!.AsArray().Where(p => (string?)p!["in"] == "query" && p["required"]?.GetValue<bool>() == true)
            .Select(p => $"{p!["name"]}={((string?)p["schema"]?["format"] == "date" ? "2026-09-14" : "x")}");
        return string.Join('&', query) is { Length: > 0 } text ? $"{address}?{text}" : address;
    }

    /// <summary>The least that the schema takes.</summary>
    private static JsonNode? Sample(JsonNode? schema, JsonNode description, int depth)
    {
        if (schema is null || depth > 4)
            return null;
        if ((string?)schema["$ref"] is { } reference)
            return Sample(description["components"]!["schemas"]![reference[(reference.LastIndexOf('/') + 1)..]], description, depth + 1);
        var type = schema["type"] is JsonArray several ? (string?)several.FirstOrDefault(t => (string?)t != "null") : (string?)schema["type"];
        return type switch
        {
            "object" => new JsonObject((schema["required"]?.AsArray() ?? []).Select(r => KeyValuePair.Create((string)r!, Sample(schema["properties"]![(string)r!], description, depth + 1)))),
            "array" => new JsonArray(),
            "integer" or "number" => 1,
            "boolean" => false,
            _ => (string?)schema["format"] switch
            {
                "date" => "2026-09-14", "date-time" => "2026-09-14T02:00:00.000Z", _ => schema["pattern"] is null ? "x" : "",
            },
        };
    }

    private static Dictionary<string, long> Rows(RunningServer server)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(server.Folder, "test.db")};Mode=ReadOnly");
        connection.Open();
        var rows = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var table in Tables)
        {
            using var command = connection.CreateCommand();
            command.CommandText = $"select count(*) from {table}";
            rows[table] = (long)command.ExecuteScalar()!;
        }

        return rows;
    }
}
