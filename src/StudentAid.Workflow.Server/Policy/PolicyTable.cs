using System.Collections.Frozen;
using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Roles;

namespace StudentAid.Workflow.Server.Policy;

/// <summary>
/// Who may do what, one row for each operation of the API, from <c>policy.csv</c> beside this file. The door refuses by it before any handler runs; handlers
/// and queries judge what only they know: whose the object is. A server whose operations and rows differ does not start.
/// </summary>
public static class PolicyTable
{
    private const string Api = "/api/";

    public static readonly ImmutableArray<PolicyRow> Rows = Read();

    private static readonly FrozenDictionary<string, PolicyRow> ByOperation = Rows.ToFrozenDictionary(r => r.Operation, StringComparer.Ordinal);

    /// <summary>Null where there is none.</summary>
    public static PolicyRow? Find(string method, string path) => ByOperation.GetValueOrDefault($"{method} {path}");

    /// <summary>Gives each endpoint of the group its row.</summary>
    public static RouteGroupBuilder WithPolicy(this RouteGroupBuilder group)
    {
        ((IEndpointConventionBuilder)group).Finally(endpoint =>
        {
            if (endpoint is RouteEndpointBuilder route && RowOf(route.RoutePattern.RawText, endpoint.Metadata.OfType<IHttpMethodMetadata>().LastOrDefault()) is { } row)
                endpoint.Metadata.Add(row);
        });
        return group;
    }

    /// <summary>Breaks the start where an operation has no row, or a row no operation.</summary>
    public static void Check(IEndpointRouteBuilder app)
    {
        var mapped = app.DataSources.SelectMany(d => d.Endpoints).OfType<RouteEndpoint>()
            .Where(e => PathOf(e.RoutePattern.RawText).StartsWith(Api, StringComparison.Ordinal)).ToList();
        var without = mapped.Where(e => e.Metadata.GetMetadata<PolicyRow>() is null).Select(e => e.RoutePattern.RawText).ToList();
        var unused = Rows.Except(mapped.Select(e => e.Metadata.GetMetadata<PolicyRow>()).OfType<PolicyRow>()).Where(r => !IsOptional(r)).Select(r => r.Operation).ToList();
        if (without.Count + unused.Count > 0)
            throw new InvalidOperationException($"policy.csv: no row for {string.Join(", ", without)}; no operation for {string.Join(", ", unused)}.");
    }

    /// <summary>A school's own sign-in is mapped where one is set up.</summary>
    private static bool IsOptional(PolicyRow row) => row.Path.StartsWith("/api/session/school", StringComparison.Ordinal);

    private static PolicyRow? RowOf(string? pattern, IHttpMethodMetadata? methods) =>
        methods is { HttpMethods: [var method, ..] } ? Find(method, PathOf(pattern)) : null;

    /// <summary>As the API's description writes it: no constraints, no slash at the end.</summary>
    private static string PathOf(string? pattern) =>
        "/" + string.Join('/', (pattern ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries).Select(p => p.StartsWith('{') ? p.Split(':')[0].TrimEnd('}') + "}" : p));

    private static ImmutableArray<PolicyRow> Read()
    {
        using var stream = typeof(PolicyTable).Assembly.GetManifestResourceStream("policy.csv")!;
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Skip(1).Select(RowFrom)];
    }

    internal static PolicyRow RowFrom(string line)
    {
        if (line.Split(',') is not [var method, var path, var needs, var unit, var without, var foreign, var key] || key.Split(':') is not [var noun, "read" or "write"])
            throw new InvalidDataException($"policy.csv: seven columns were expected in '{line}'.");
        ImmutableArray<string> words = [.. needs.Split('|')];
        if (words.FirstOrDefault(w => !Need.All.Contains(w, StringComparer.Ordinal) && !Duty.Names.ContainsKey(w)) is { } odd)
            throw new InvalidDataException($"policy.csv: '{odd}' is neither a duty nor a relation.");
        return new PolicyRow(method, path, words, unit, without, foreign, noun, key.EndsWith(":read", StringComparison.Ordinal));
    }
}
