using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Auth;
using Directory = StudentAid.Workflow.Casework.Organisations.Directory;

namespace StudentAid.Workflow.Server.Api;

/// <summary>Kind: person or machine. A grant may have its first and last day. Persons: whose applicant it is, himself or his children.</summary>
public sealed record PrincipalInput(string Unit, string Name, string Kind, IReadOnlyList<GrantTerm> Grants, IReadOnlyList<Id>? Persons = null, Id? Id = null);

/// <summary>Who may act, and where; <c>RoleNames</c> say what the role of each grant is called there.</summary>
public sealed record PrincipalView(Id Id, string Name, IReadOnlyList<Grant> Grants, IReadOnlyList<Id> Persons, bool IsMachine, IReadOnlyList<Text> RoleNames);

/// <summary>
/// Of its holder's rights the key has: until <c>ends</c>; only these operations (<c>cases:read</c>, <c>tasks:*</c>, <c>*:read</c>); only within these units; so many
/// requests a minute. What is left out is not limited.
/// </summary>
public sealed record KeyInput(
    string Unit, Id Holder, string Name, DateTimeOffset? Ends = null, IReadOnlyList<string>? Operations = null, IReadOnlyList<string>? Units = null, int PerMinute = 0)
{
    internal KeyLimits Limits => new(Ends, [.. Operations ?? []], [.. Units ?? []], Math.Max(0, PerMinute));
}

/// <summary>The key is shown this once; it is empty where the call was a repetition.</summary>
public sealed record KeyAnswer(Id Id, string Key, long Version);

/// <summary>Prefix is how the key begins, so that a key found somewhere is known again; the secret is nowhere.</summary>
public sealed record KeyRow(
    Id Id, Id Holder, string Name, bool TakenBack, string Prefix, DateTimeOffset? Ends, IReadOnlyList<string> Operations, IReadOnlyList<string> Units, int PerMinute)
{
    internal static KeyRow Of(DocumentRow row)
    {
        var limits = KeyLimits.From(row.Content["limits"]);
        return new KeyRow(
            Id.Parse(row.Key), Id.Parse(row.Content["holder"].AsText()!), row.Content["name"].AsText() ?? "", row.Content["hash"].AsText() is not { Length: > 0 },
            $"sa_{row.Key}_", limits.Ends, limits.Operations, limits.Units, limits.PerMinute);
    }
}

public static class ApiKeysApi
{
    public static void MapApiKeys(this RouteGroupBuilder api)
    {
        api.MapGet("/principals", Principals).WithSummary("People and machines with roles at and below a unit");
        api.MapPost("/principals", PutPrincipal).WithSummary("Keep who may act, and where");
        api.MapGet("/api-keys", List).WithSummary("Keys given out");
        api.MapPost("/api-keys", Give).WithSummary("Give out a key; it is shown once");
        api.MapPost("/api-keys/{id}/take-back", TakeBack).WithSummary("Take a key back");
    }

    /// <summary>Families have accounts and no role; they are not among those of whom something is chosen.</summary>
    private static async Task<Listing<PrincipalView>> Principals(Caller caller, Directory directory, string? below) => Listing.All(
        (await directory.PrincipalsAsync(caller.Principal.Scope, below ?? "/", granting: true)).Select(p => new PrincipalView(p.Id, p.Name, p.Grants, p.Persons, p.IsMachine, [.. p.Grants.Select(g => caller.Principal.Roles.At(g.Unit).NameOf(g.Role))])));

    private static async Task<Results<Ok<StepAnswer>, ProblemHttpResult>> PutPrincipal(
        PrincipalInput input, Caller caller, IMediator mediator, PrincipalDirectory principals, CancellationToken cancellation)
    {
        // The key, with whom it came from, names the new one, so that sent again it is the same.
        var id = input.Id ?? Id.Of("principal", caller.Principal.Id.ToString(), caller.Key);
        var answer = await mediator.SendAsync(
            new PutPrincipal(input.Unit, id, input.Name, input.Kind, [.. input.Grants.Select(g => g.Grant)], input.Persons is { } persons ? [.. persons] : default)
            {
                Terms = [.. input.Grants],
                Principal = caller.Principal, Key = caller.Key, DryRun = caller.DryRun,
            },
            caller,
            cancellation);
        principals.Forget();
        return answer.Result is Ok<StepAnswer> { Value: { } step } ? TypedResults.Ok(step with { Id = id }) : answer;
    }

    /// <summary>Those of the units that the caller sets up.</summary>
    private static async Task<Listing<KeyRow>> List(Caller caller, IStoreReader reader) => Listing.All(
        (await reader.DocumentsAsync(caller.Principal.Scope, new DocumentFilter(PutApiKey.Kind))).Where(d => Duties.Setup(caller.Principal, d.OrgPath) is null).Select(KeyRow.Of));

    private static async Task<Results<Ok<KeyAnswer>, ProblemHttpResult>> Give(KeyInput input, Caller caller, IMediator mediator, IStoreReader reader, CancellationToken cancellation)
    {
        if (input.Limits.Operations.FirstOrDefault(o => !IsOperation(o)) is { } odd)
            return Problems.Of(DoorCodes.BadRequest.With(("reason", new Text($"operations 的每一项应写成“名词:read”“名词:write”或“名词:*”，“{odd}”不是", $"each of operations must be noun:read, noun:write or noun:*, and '{odd}' is not"))), caller.Language);
        // The sending's key, with whom it came from, names the new one, so that sent again it is the same.
        var key = ApiKey.New(Id.Of(PutApiKey.Kind, caller.Principal.Id.ToString(), caller.Key));
        var answer = await mediator.Send(
            new PutApiKey(input.Unit, key.Id, input.Holder, input.Name, key.Hash, input.Limits) { Principal = caller.Principal, Key = caller.Key, DryRun = caller.DryRun }, cancellation);
        if (answer.Rejected is { } reason)
            return Problems.Of(reason, caller.Language);
        var kept = await reader.DocumentAsync(Scope.All, UnitState.IdOf(input.Unit), PutApiKey.Kind, key.Id.ToString());
        return TypedResults.Ok(new KeyAnswer(key.Id, kept?.Content["hash"].AsText() == key.Hash ? key.ToString() : "", answer.Version));
    }

    private static bool IsOperation(string text) => text.Split(':') is [{ Length: > 0 }, "read" or "write" or "*"];

    private static async Task<Results<Ok<StepAnswer>, ProblemHttpResult>> TakeBack(
        Id id, Caller caller, IMediator mediator, IStoreReader reader, PrincipalDirectory principals, OpenSessions sessions, CancellationToken cancellation)
    {
        if (await reader.DocumentsAsync(caller.Principal.Scope, new DocumentFilter(PutApiKey.Kind) { Key = id.ToString() }) is not [var key, ..])
            return Problems.Of(Casework.Steps.StepCodes.NotFound, caller.Language);
        var answer = await mediator.SendAsync(
            new PutApiKey(key.OrgPath, id, Id.Parse(key.Content["holder"].AsText()!), key.Content["name"].AsText() ?? "", "", KeyLimits.From(key.Content["limits"]))
            {
                Principal = caller.Principal, Key = caller.Key, DryRun = caller.DryRun,
            },
            caller,
            cancellation);
        principals.Forget();
        // Open pages that came by it are woken to see that their session holds no more.
        sessions.Forget();
        return answer;
    }
}
