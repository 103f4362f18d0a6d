using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using StudentAid.Workflow.Casework.Accounts;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Auth;
using Directory = StudentAid.Workflow.Casework.Organisations.Directory;

namespace StudentAid.Workflow.Server.Api.Accounts;

/// <summary>State: "none" (no access yet), "code" (handed out, not used), "active". Locked: until when after wrong tries.</summary>
public sealed record AccountRow(Id Id, string Name, string? Login, string State, DateTimeOffset? CodeEnds, DateTimeOffset? Locked, bool SecondFactor, int Sessions);

/// <summary>Accounts as their administrator sees them.</summary>
public static class AccountsApi
{
    public static void MapAccounts(this RouteGroupBuilder api)
    {
        api.MapGet("/accounts", List).WithSummary("Who can sign in at and below a unit");
        api.MapPost("/accounts/{id}/end-sessions", End).WithSummary("Sign somebody out everywhere");
        api.MapPost("/accounts/{id}/drop-second-factor", Drop).WithSummary("Give up a second factor that was lost; its holder enrols anew");
        api.MapCodes();
        api.MapOwnAccount();
    }

    private static async Task<Results<Ok<Listing<AccountRow>>, ProblemHttpResult>> List(
        Caller caller, Directory directory, AccountReading accounts, IStoreReader reader, SignInClock clock, string? below, CancellationToken cancellation)
    {
        var unit = below ?? UnitPath.Root;
        if (Duties.Setup(caller.Principal, unit) is { } notYours)
            return Problems.Of(notYours, caller.Language);
        var rows = new List<AccountRow>();
        foreach (var principal in await directory.PrincipalsAsync(caller.Principal.Scope, unit))
        {
            var (account, state) = await accounts.OfAsync(principal.Id, cancellation);
            var held = await reader.DocumentsAsync(Scope.All, new DocumentFilter(Session.Document) { Stream = AccountState.IdOf(principal.Id) });
            rows.Add(new AccountRow(
                principal.Id, principal.Name, account.Login.Length > 0 ? account.Login : null, account.IsActive ? "active" : account.Code.Length > 0 ? "code" : "none",
                account.CodeEnds, state.Lockout.Until(clock.Now), account.HasSecondFactor, held.Count(s => Session.From(s.Key, s.Content).Ends > clock.Now)));
        }

        return TypedResults.Ok(Listing.All(rows));
    }

    private static async Task<Results<Ok<StepAnswer>, ProblemHttpResult>> End(Id id, Caller caller, IMediator mediator, SignInClock clock, OpenSessions sessions, CancellationToken cancellation)
    {
        var answer = await mediator.SendAsync(
            new EndSessions(id, clock.Now, "", "revoked") { Principal = caller.Principal, Key = caller.Key, DryRun = caller.DryRun }, caller, cancellation);
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
