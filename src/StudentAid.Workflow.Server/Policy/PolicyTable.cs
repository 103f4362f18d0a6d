using System.Collections.Frozen;
using System.Collections.Immutable;
using MediatR;
using StudentAid.Workflow.Casework.Roles;
using StudentAid.Workflow.Casework.Steps;

namespace StudentAid.Workflow.Server.Policy;

/// <summary>
/// Who may do what, one row for each operation of the API, from <c>policy.csv</c> beside this file. The door refuses by it before any handler runs, and <see cref="PolicyBehaviour{TCommand}"/>
/// before any command is handled, whatever way it came; handlers and queries judge what only they know: whose the object is. A server whose operations and rows differ does not start.
/// </summary>
public static class PolicyTable
{
    private const string Api = "/api/";

    /// <summary>What is sent from outside the casework's assembly, by name.</summary>
    private static readonly FrozenDictionary<string, Type> Commands = typeof(Command).Assembly.GetExportedTypes()
        .Where(t => t is { IsClass: true, IsAbstract: false } && t.IsAssignableTo(typeof(Command))).ToFrozenDictionary(t => t.Name, StringComparer.Ordinal);

    public static readonly ImmutableArray<PolicyRow> Rows = Read();

    private static readonly FrozenDictionary<string, PolicyRow> ByOperation = Rows.ToFrozenDictionary(r => r.Operation, StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, ImmutableArray<PolicyRow>> ByCommand = Rows.SelectMany(r => r.Sends.Select(c => (Command: c, Row: r)))
        .GroupBy(s => s.Command, s => s.Row, StringComparer.Ordinal).ToFrozenDictionary(g => g.Key, g => g.ToImmutableArray(), StringComparer.Ordinal);

    /// <summary>Null where there is none.</summary>
    public static PolicyRow? Find(string method, string path) => ByOperation.GetValueOrDefault($"{method} {path}");

    /// <summary>The rows of the operations that may lead to a command; none for what the system alone sends.</summary>
    public static ImmutableArray<PolicyRow> Sending(Type command) => ByCommand.GetValueOrDefault(command.Name, []);

    /// <summary>Asks the table for every command; registered before the casework, so that it is asked first.</summary>
    public static IServiceCollection AddPolicy(this IServiceCollection services)
    {
        foreach (var command in Commands.Values)
            services.AddSingleton(typeof(IPipelineBehavior<,>).MakeGenericType(command, typeof(Answer)), typeof(PolicyBehaviour<>).MakeGenericType(command));
        return services;
    }

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
        if (line.Split(',') is not [var method, var path, var needs, var unit, var without, var foreign, var key, var sends] || key.Split(':') is not [var noun, "read" or "write"])
            throw new InvalidDataException($"policy.csv: eight columns were expected in '{line}'.");
        ImmutableArray<string> words = [.. needs.Split('|')];
        if (words.FirstOrDefault(w => !Need.All.Contains(w, StringComparer.Ordinal) && !Duty.Names.ContainsKey(w)) is { } odd)
            throw new InvalidDataException($"policy.csv: '{odd}' is neither a duty nor a relation.");
        ImmutableArray<string> commands = sends == "-" ? [] : [.. sends.Split('|')];
        if (commands.FirstOrDefault(c => !Commands.ContainsKey(c)) is { } unknown)
            throw new InvalidDataException($"policy.csv: '{unknown}' is no command.");
        return new PolicyRow(method, path, words, unit, without, foreign, noun, key.EndsWith(":read", StringComparison.Ordinal), commands);
    }
}
