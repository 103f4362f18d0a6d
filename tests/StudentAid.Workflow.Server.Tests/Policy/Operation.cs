using System.Text.Json.Nodes;
using StudentAid.Workflow.Server.Policy;

namespace StudentAid.Workflow.Server.Tests.Policy;

/// <summary>An operation as docs/openapi.json describes it, with its row of the table, and a request of it about a target.</summary>
public sealed record Operation(string Method, string Path, JsonNode Described)
{
    private static readonly JsonNode Document = JsonNode.Parse(File.ReadAllText(Repository.PathOf("docs/openapi.json")))!;

    public static readonly IReadOnlyList<Operation> All =
    [
        .. Document["paths"]!.AsObject().SelectMany(p => p.Value!.AsObject().Select(o => new Operation(o.Key.ToUpperInvariant(), p.Key, o.Value!))),
    ];

    public string Name => $"{Method} {Path}";

    public PolicyRow Row => PolicyTable.Find(Method, Path)!;

    public bool HasDryRun => Parameters("query").Contains("dryRun", StringComparer.Ordinal);

    /// <summary>They are posted for their bodies and change nothing.</summary>
    private static readonly string[] Looks = ["/api/definitions/analyse", "/api/layers/check", "/api/layers/preview", "/api/packs/analyse", "/api/case-files/run", "/api/org-units/import", "/api/people/import"];

    /// <summary>True where only state could tell what it changes: it writes, and knows no dry run.</summary>
    public bool WritesAtOnce => !Row.Reads && !HasDryRun && !Looks.Contains(Path, StringComparer.Ordinal);

    public bool Reads => Row.Reads;

    private JsonNode? Schema => Described["requestBody"]?["content"]?["application/json"]?["schema"];

    /// <summary>A JSON body whose members the description lists.</summary>
    public bool HasListedBody => Resolved(Schema)?["properties"] is not null;

    private IEnumerable<string> Parameters(string where) =>
        (Described["parameters"]?.AsArray() ?? []).Where(p => (string?)p!["in"] == where).Select(p => (string)p!["name"]!);

    /// <summary>The request about a target; a dry run where nothing may be changed.</summary>
    public HttpRequestMessage About(Target target, string key, bool dryRun, string? extra = null, bool inner = false)
    {
        var path = string.Join('/', Path.Split('/').Select(p => p.StartsWith('{') ? target.Named(this, p.Trim('{', '}')) : p));
        var query = Parameters("query").Where(q => q is not ("cursor" or "size" or "dryRun" or "sort" or "all" or "status" or "unread" or "register" or "overdue")).ToList();
        var asked = query.Select(q => (Name: q, Value: q == "day" || q == "on" ? "2026-09-14" : target.Named(this, q))).Where(q => q.Value.Length > 0).ToList();
        if (dryRun && HasDryRun)
            asked.Add(("dryRun", "true"));
        var request = new HttpRequestMessage(new HttpMethod(Method), asked.Count == 0 ? path : $"{path}?{string.Join('&', asked.Select(q => $"{q.Name}={Uri.EscapeDataString(q.Value)}"))}");
        foreach (var header in Parameters("header").Where(h => h is "Idempotency-Key" or "If-Match"))
            request.Headers.TryAddWithoutValidation(header, header == "If-Match" ? "\"1\"" : key);
        if (Described["requestBody"] is not null)
            request.Content = Body(target, extra, inner);
        return request;
    }

    /// <summary>True where the body that is sent about a target has an object within.</summary>
    public bool HasInner(Target target) => Schema is not null && (Bodies.For(this, target) ?? Example(Schema, "", target) as JsonObject) is { } body && Inner(body) is not null;

    /// <summary>The first object within a body whose members are listed.</summary>
    private static JsonObject? Inner(JsonObject body) => body.Select(m => m.Value switch
    {
        JsonObject { Count: > 0 } record => record,
        JsonArray list => list.OfType<JsonObject>().FirstOrDefault(o => o.Count > 0),
        _ => null,
    }).FirstOrDefault(o => o is not null);

    private HttpContent Body(Target target, string? extra, bool inner)
    {
        if (Schema is null)
            return new ByteArrayContent(Bodies.TableFor(this));
        var body = Bodies.For(this, target) ?? Example(Schema, "", target) as JsonObject ?? [];
        if (extra is not null)
            (inner ? Inner(body) : body)![extra] = true;
        return new StringContent(body.ToJsonString(), System.Text.Encoding.UTF8, "application/json");
    }

    private JsonNode? Example(JsonNode schema, string name, Target target)
    {
        var plain = Resolved(schema)!;
        if (plain["properties"] is JsonObject members)
        {
            var required = (plain["required"]?.AsArray() ?? []).Select(r => (string)r!).ToHashSet(StringComparer.Ordinal);
            return new JsonObject(members.Where(m => required.Contains(m.Key) || m.Key is "unit" or "person" or "round" or "tasks").Select(m => KeyValuePair.Create(m.Key, Example(m.Value!, m.Key, target))));
        }

        return TypeOf(plain) switch
        {
            "array" => new JsonArray(plain["items"] is { } item ? Example(item, name, target) : null),
            "integer" or "number" => JsonValue.Create(1),
            "boolean" => JsonValue.Create(false),
            "object" => new JsonObject(),
            _ => JsonValue.Create(target.Named(this, name)),
        };
    }

    private static string TypeOf(JsonNode schema) => schema["type"] switch
    {
        JsonArray types => types.Select(t => (string)t!).First(t => t != "null"),
        JsonValue type => (string)type!,
        _ => "string",
    };

    private static JsonNode? Resolved(JsonNode? schema)
    {
        var reference = (string?)schema?["$ref"] ?? (string?)schema?["oneOf"]?.AsArray().Select(o => o!["$ref"]).FirstOrDefault(o => o is not null);
        return reference is null ? schema : Document["components"]!["schemas"]![reference.Split('/')[^1]];
    }
}
