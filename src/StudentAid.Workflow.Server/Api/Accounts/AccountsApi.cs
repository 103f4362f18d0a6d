using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using StudentAid.Workflow.Casework.Accounts;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Roles;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Api.Cases;
using StudentAid.Workflow.Server.Auth;
using Directory = StudentAid.Workflow.Casework.Organisations.Directory;

namespace StudentAid.Workflow.Server.Api.Accounts;

/// <summary>
/// State: "none" (no access yet), "code" (handed out, not used), "active", "stopped". Locked: until when after wrong tries. Unit keeps it. DropAskedBy: who asked for the second
/// factor to be given up, where that takes another one.
/// </summary>
public sealed record AccountRow(Id Id, string Name, string? Login, string State, DateTimeOffset? CodeEnds, DateTimeOffset? Locked, bool SecondFactor, int Sessions)
{
    public string Unit { get; init; } = UnitPath.Root;

    public bool IsMachine { get; init; }

    public IReadOnlyList<RoleHeld> Roles { get; init; } = [];

    public Id? DropAskedBy { get; init; }
}

/// <summary>A role on a unit, with the first and last day where it is held for a time; Holds: today.</summary>
public sealed record RoleHeld(string Role, Text RoleName, string Unit, Text UnitName, DateOnly? From, DateOnly? Until, bool Holds);

/// <summary>Staff by part of a name or its initials, a page at a time; with families, accounts of students and guardians too, and then a word must be given, and the search goes on record. Waiting: only those whose second factor waits for the caller to approve that it is given up.</summary>
public sealed record AccountSearch(string Text = "", string Below = "/", bool Families = false, string? Role = null, string? Cursor = null, int? Size = null, string? Purpose = null, bool Waiting = false);

/// <summary>Accounts as their administrator sees them.</summary>
public static class AccountsApi
{
    public static void MapAccounts(this RouteGroupBuilder api)
    {
        api.MapGet("/accounts", List).WithSummary("Who can sign in at and below a unit");
        api.MapPost("/accounts/search", Search).WithMetadata(new WithoutKey()).WithSummary("Who can sign in and with which roles: staff by page, families by name");
        api.MapPost("/accounts/{id}/stop", (Id id, Caller c, IMediator m, SignInClock k, OpenSessions s, PrincipalDirectory p, CancellationToken t) => Stop(id, true, c, m, k, s, p, t)).WithSummary("Stop an account: nobody signs in by it");
        api.MapPost("/accounts/{id}/restore", (Id id, Caller c, IMediator m, SignInClock k, OpenSessions s, PrincipalDirectory p, CancellationToken t) => Stop(id, false, c, m, k, s, p, t)).WithSummary("Give an account free again, after it was stopped or after wrong tries");
        api.MapPost("/accounts/{id}/end-sessions", End).WithSummary("Sign somebody out everywhere");
        api.MapPost("/accounts/{id}/drop-second-factor", Drop).WithSummary("Give up a second factor that was lost; its holder enrols anew");
        api.MapCodes();
        api.MapOwnAccount();
    }

    private static async Task<Results<Ok<Listing<AccountRow>>, ProblemHttpResult>> List(
        Caller caller, Directory directory, AccountRows rows, string? below, CancellationToken cancellation)
    {
        var unit = below ?? UnitPath.Root;
        if (Duties.Setup(caller.Principal, unit) is { } notYours)
            return Problems.Of(notYours, caller.Language);
        return TypedResults.Ok(Listing.All(await rows.OfAsync(await directory.KeptBelowAsync(caller.Principal.Scope, unit, granting: false), cancellation)));
    }

    private static async Task<Results<Ok<Listing<AccountRow>>, ProblemHttpResult>> Search(
        AccountSearch input, Caller caller, Directory directory, AccountRows rows, SearchRecord record, WaitingDrops drops, CancellationToken cancellation)
    {
        if (!caller.Principal.Carries(Duty.SetUp) || !SearchRecord.ReachOf(caller.Principal.Scope, input.Below).Any())
            return Problems.Of(StepCodes.NotFound, caller.Language);
        var text = input.Text.Trim();
        if (input.Families && await record.RefusalAsync(caller, text, input.Below) is { } unasked)
            return Problems.Of(unasked, caller.Language);
        var waiting = input.Waiting ? await drops.OfAsync(caller) : null;
        // Of staff also those whom a unit above keeps and who have a role here.
        var found = (await directory.KeptBelowAsync(caller.Principal.Scope, input.Families ? input.Below : UnitPath.Root, granting: !input.Families))
            .Where(p => (UnitPath.IsBelow(p.Unit, input.Below) || p.Grants.Any(g => UnitPath.IsBelow(g.Unit, input.Below))) && Duties.Setup(caller.Principal, p.Unit) is null && (text.Length == 0 || Pinyin.Matches(p.Name, text)) && (input.Role is not { Length: > 0 } role || p.Grants.Any(g => g.Role == role)))
            .Where(p => waiting?.Contains(p.Id) != false).ToList();
        var page = Sending.PageOf(input.Cursor, input.Size);
        var from = page.Cursor is { Length: > 0 } cursor && Id.TryParse(cursor) is { } last ? found.FindIndex(p => p.Id == last) + 1 : 0;
        var shown = found.Skip(from).Take(page.Size).ToList();
        if (input.Families && await record.WriteAsync(caller, input.Below, text, input.Purpose, shown.SelectMany(p => p.Persons.Select(x => new FoundPerson(x, p.Unit)))) is { } refused)
            return Problems.Of(refused, caller.Language);
        return TypedResults.Ok(new Listing<AccountRow>(await rows.OfAsync(shown, cancellation), null, from + shown.Count < found.Count ? shown[^1].Id.ToString() : null, found.Count));
    }

    private static async Task<Results<Ok<StepAnswer>, ProblemHttpResult>> Stop(
        Id id, bool stopped, Caller caller, IMediator mediator, SignInClock clock, OpenSessions sessions, PrincipalDirectory principals, CancellationToken cancellation)
    {
        var answer = await mediator.SendAsync(new StopAccess(id, clock.Now, stopped) { Principal = caller.Principal, Key = caller.Key, DryRun = caller.DryRun }, caller, cancellation);
        sessions.Forget();
        principals.Forget();
        return answer;
    }

    private static async Task<Results<Ok<StepAnswer>, ProblemHttpResult>> End(Id id, Caller caller, IMediator mediator, SignInClock clock, OpenSessions sessions, CancellationToken cancellation)
    {
        var answer = await mediator.SendAsync(
            new EndSessions(id, clock.Now, "", SessionEnd.Revoked) { Principal = caller.Principal, Key = caller.Key, DryRun = caller.DryRun }, caller, cancellation);
        sessions.Forget();
        return answer;
    }

    private static async Task<Results<Ok<StepAnswer>, ProblemHttpResult>> Drop(Id id, Caller caller, IMediator mediator, SignInClock clock, OpenSessions sessions, CancellationToken cancellation)
    {
        var answer = await mediator.SendAsync(
            new DropSecondFactor(id, clock.Now, clock.Today) { Principal = caller.Principal, Key = caller.Key, DryRun = caller.DryRun }, caller, cancellation);
        sessions.Forget();
        return answer;
    }
}
