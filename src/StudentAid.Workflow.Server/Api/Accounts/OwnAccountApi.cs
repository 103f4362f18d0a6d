using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using StudentAid.Workflow.Casework.Accounts;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Auth;

namespace StudentAid.Workflow.Server.Api.Accounts;

/// <summary>One's own account. Must: whether a role of one's own asks for a second factor.</summary>
public sealed record OwnAccount(string? Login, bool Password, bool SecondFactor, bool Must, int RecoveryLeft, IReadOnlyList<SessionRow> Sessions);

public sealed record SessionRow(DateTimeOffset Began, DateTimeOffset Ends, bool Public, string Way, bool Current);

public sealed record PasswordInput(string Old, string Password);

public sealed record CodeInput(string Code);

/// <summary>Each may be used once in place of the authenticator's code; they are shown this once.</summary>
public sealed record RecoveryAnswer(IReadOnlyList<string> Recovery);

/// <summary>What somebody does with his own account, also when he must do it before anything else.</summary>
public static class OwnAccountApi
{
    private const string Issuer = "困难认定";

    public static void MapOwnAccount(this RouteGroupBuilder api)
    {
        var own = api.MapGroup("/account").WithMetadata(new WithinLimit(), new WithoutKey());
        own.MapGet("", Get).WithSummary("One's own account and where one is signed in");
        own.MapPost("/password", Change).RequireRateLimiting(RateLimits.SignIn).WithSummary("Another password; every other session ends");
        own.MapPost("/end-sessions", End).WithSummary("Sign out everywhere, here too");
        own.MapPost("/second-factor", Begin).WithSummary("A secret for an authenticator app, shown once; it counts when it was confirmed");
        own.MapPost("/second-factor/confirm", Confirm).RequireRateLimiting(RateLimits.SignIn).WithSummary("Confirm with a code of it; answers with recovery codes, shown once");
        own.MapPost("/second-factor/drop", Drop).RequireRateLimiting(RateLimits.SignIn).WithSummary("Give up the second factor, with a code of it");
    }

    private static async Task<OwnAccount> Get(Caller caller, AccountReading accounts, IStoreReader reader, HttpContext context, SignInClock clock, CancellationToken cancellation)
    {
        var (account, _) = await accounts.OfAsync(caller.Principal.Id, cancellation);
        var current = context.Features.Get<Session>()?.Hash;
        var held = await reader.DocumentsAsync(Scope.All, new DocumentFilter(Session.Document) { Stream = AccountState.IdOf(caller.Principal.Id) });
        return new OwnAccount(
            account.Login.Length > 0 ? account.Login : null, account.IsActive, account.HasSecondFactor,
            (await accounts.RulesAsync(caller.Principal, cancellation)).NeedsSecondFactor(caller.Principal), account.Recovery.Length,
            [.. held.Select(s => Session.From(s.Key, s.Content)).Where(s => s.Ends > clock.Now).OrderByDescending(s => s.Began).Select(s => new SessionRow(s.Began, s.Ends, s.Public, s.Way, s.Hash == current))]);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Change(
        PasswordInput input, Caller caller, HttpContext context, SignInDesk desk, SessionCookie cookie, CancellationToken cancellation) =>
        context.Features.Get<Session>() is { } session
            ? await AnswerAsync(await desk.ChangeAsync(session, input.Old, input.Password, cancellation), caller, context, cookie)
            : Problems.Of(AccountCodes.NoSession, caller.Language);

    private static async Task<Results<NoContent, ProblemHttpResult>> End(
        Caller caller, HttpContext context, IMediator mediator, OpenSessions sessions, SignInClock clock, CancellationToken cancellation)
    {
        var answer = await mediator.Send(new EndSessions(caller.Principal.Id, clock.Now, "", SessionEnd.SignedOutEverywhere) { Principal = caller.Principal, Key = OpenSessions.NewToken() }, cancellation);
        sessions.Forget();
        if (answer.Rejected is { } reason)
            return Problems.Of(reason, caller.Language);
        await SignIn.LeaveAsync(context);
        return TypedResults.NoContent();
    }

    private static async Task<Results<Ok<Enrolment>, ProblemHttpResult>> Begin(Caller caller, SecondFactors factors, HttpResponse response, CancellationToken cancellation)
    {
        RoundAccess.Forbid(response);
        var (enrolment, refused) = await factors.BeginAsync(caller.Principal, Issuer, cancellation);
        return enrolment is null ? Problems.Of(refused!, caller.Language) : TypedResults.Ok(enrolment);
    }

    private static async Task<Results<Ok<RecoveryAnswer>, ProblemHttpResult>> Confirm(
        CodeInput input, Caller caller, HttpContext context, SecondFactors factors, SignInDesk desk, SessionCookie cookie, OpenSessions sessions, CancellationToken cancellation)
    {
        RoundAccess.Forbid(context.Response);
        var (recovery, refused) = await factors.SetAsync(caller.Principal, input.Code, cancellation);
        if (refused is not null)
            return Problems.Of(refused, caller.Language);
        sessions.Forget();
        if (context.Features.Get<Session>() is { } session && await desk.OtherAsync(session.Holder, session.Public, cancellation) is { Session: { } begun } result)
            await cookie.WriteAsync(context, session.Holder, result.Token, begun);
        return TypedResults.Ok(new RecoveryAnswer(recovery));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Drop(
        CodeInput input, Caller caller, HttpContext context, SignInDesk desk, SessionCookie cookie, CancellationToken cancellation) =>
        context.Features.Get<Session>() is { } session
            ? await AnswerAsync(await desk.DropSecondFactorAsync(caller.Principal, session, input.Code, cancellation), caller, context, cookie)
            : Problems.Of(AccountCodes.NoSession, caller.Language);

    private static async Task<Results<NoContent, ProblemHttpResult>> AnswerAsync(SignInResult result, Caller caller, HttpContext context, SessionCookie cookie)
    {
        if (result.Rejected is { } reason)
            return Problems.Of(reason, caller.Language);
        await cookie.WriteAsync(context, caller.Principal.Id, result.Token, result.Session!);
        return TypedResults.NoContent();
    }
}
