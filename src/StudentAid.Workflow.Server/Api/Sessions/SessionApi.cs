using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using StudentAid.Workflow.Casework.Accounts;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Auth;
using StudentAid.Workflow.Server.Hosting;
using StudentAid.Workflow.Server.Policy;
using Directory = StudentAid.Workflow.Casework.Organisations.Directory;

namespace StudentAid.Workflow.Server.Api.Sessions;

/// <summary>
/// What a page may know before somebody signs in: the clock, whether this is a demonstration, and then its one-click roles; what the school's own sign-in is
/// called, where there is one; and, once signed in, what must be done first ("change-password", "second-factor").
/// </summary>
public sealed record SessionView(bool SignedIn, bool Demo, DateTimeOffset Now, IReadOnlyList<DemoRole> Roles, string? Limit = null, string? School = null)
{
    /// <summary>Begun with 这是公用电脑: the page keeps nothing of what is typed.</summary>
    public bool Public { get; init; }
}

/// <summary>A person of the demonstration. School and unit are names; a family has no role.</summary>
public sealed record DemoRole(Id Principal, string Name, string? Role, Text? RoleName, Text? Unit, Text? School, bool Family);

/// <summary>
/// A login id and password, with the authenticator's code where the account has one; or a key; or, in a demonstration, one of its people. On a public computer
/// the session is short.
/// </summary>
public sealed record SignInInput(string? Key = null, Id? Principal = null, string? Login = null, string? Password = null, string? Code = null, bool PublicComputer = false)
{
    public override string ToString() => nameof(SignInInput);
}

/// <summary>The code that was handed out, and the password that its owner chooses.</summary>
public sealed record ActivationInput(string Login, string Code, string Password)
{
    public override string ToString() => nameof(ActivationInput);
}

/// <summary>Signing in and out by cookie. A page's request shows the header X-Requested-With, which no other site can send.</summary>
public static class SessionApi
{
    public static void MapSession(this WebApplication app)
    {
        var api = app.MapGroup("/api").WithPolicy();
        api.MapGet("/session", View).WithSummary("Before signing in: clock, demonstration, one-click roles");
        api.MapPost("/session", In).WithMetadata(new WithoutKey()).RequireRateLimiting(RateLimits.SignIn)
            .WithSummary("Sign in with login id and password, a key, or as one of the demonstration's people; answers with a cookie");
        api.MapPost("/session/activate", Activate).WithMetadata(new WithoutKey()).RequireRateLimiting(RateLimits.SignIn)
            .WithSummary("Choose a password with the activation code that was handed out");
        if (app.Services.GetRequiredService<ServerSettings>().School is not null)
            api.MapSchoolSignIn();
        api.MapPost("/session/leave", (Delegate)Out).WithMetadata(new WithoutKey()).WithSummary("Sign out");
    }

    private static async Task<SessionView> View(HttpContext context, Directory directory, TimeProvider time, ServerSettings settings) => new(
        context.Features.Get<Session>() is not null || context.Features.Get<Principal>() is not null, settings.Demo, time.GetUtcNow(), settings.Demo ? await RolesAsync(directory) : [],
        context.Features.Get<Session>() is { Limit.Length: > 0 } session ? session.Limit : null, settings.School?.Name)
    {
        Public = context.Features.Get<Session>() is { Public: true },
    };

    private static async Task<IReadOnlyList<DemoRole>> RolesAsync(Directory directory)
    {
        var units = (await directory.UnitsBelowAsync("/")).ToDictionary(u => u.Path, StringComparer.Ordinal);
        var roles = new List<DemoRole>();
        foreach (var principal in (await directory.PrincipalsAsync(Scope.All, "/")).Where(p => !p.IsMachine))
        {
            var family = principal.Grants.IsEmpty;
            var place = family ? principal.Persons.IsEmpty ? "/" : (await directory.PersonAsync(principal.Persons[0]))?.Place ?? "/" : principal.Grants[0].Unit;
            var school = UnitPath.Line(place).Select(units.GetValueOrDefault).LastOrDefault(u => u?.Kind == "school");
            roles.Add(new DemoRole(principal.Id, principal.Name, family ? null : principal.Grants[0].Role,
                family ? null : principal.Roles.At(principal.Grants[0].Unit).NameOf(principal.Grants[0].Role), units.GetValueOrDefault(place)?.Name, school?.Name, family));
        }

        return roles;
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> In(
        SignInInput input, HttpContext context, SignInDesk desk, PrincipalDirectory directory, ServerSettings settings, SessionCookie cookie, CancellationToken cancellation)
    {
        var language = Languages.Of(context);
        if (!IsFromPage(context))
            return Problems.Of(DoorCodes.NotFromPage.With(), language, StatusCodes.Status403Forbidden);
        var result = await BeginAsync(input, desk, directory, settings, cancellation);
        if (result.Rejected is { } refused)
            return Problems.Of(refused, language, StatusCodes.Status401Unauthorized);
        await EndAsync(context, cancellation);
        await cookie.WriteAsync(context, result.Session!.Holder, result.Token, result.Session);
        return TypedResults.NoContent();
    }

    /// <summary>Whatever was typed or chosen, the same way from every door.</summary>
    internal static async Task<SignInResult> BeginAsync(SignInInput input, SignInDesk desk, PrincipalDirectory directory, ServerSettings settings, CancellationToken cancellation)
    {
        if (input.Login is { } login)
            return await desk.PasswordAsync(login, input.Password ?? "", input.Code ?? "", input.PublicComputer, cancellation);
        if (input.Key is { Length: > 0 } text)
        {
            // A key that is for some operations alone opens no page.
            return ApiKey.TryParse(text.Trim()) is { } key && await directory.HolderOfAsync(key) is { } held && held.Limits == KeyLimits.None with { Ends = held.Limits.Ends }
                ? await desk.KnownAsync(held.Holder, Session.ByKey, input.PublicComputer, cancellation, held)
                : DoorCodes.NotSignedIn;
        }

        return settings.Demo && input.Principal is { } chosen && await directory.FindAsync(chosen) is not null
            ? await desk.KnownAsync(chosen, Session.ByDemo, input.PublicComputer, cancellation)
            : DoorCodes.NotSignedIn;
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Activate(ActivationInput input, HttpContext context, SignInDesk desk, CancellationToken cancellation)
    {
        var language = Languages.Of(context);
        if (!IsFromPage(context))
            return Problems.Of(DoorCodes.NotFromPage.With(), language, StatusCodes.Status403Forbidden);
        return await desk.ActivateAsync(input.Login, input.Code, input.Password, cancellation) is { } refused ? Problems.Of(refused, language) : TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Out(HttpContext context, CancellationToken cancellation)
    {
        if (!IsFromPage(context))
            return Problems.Of(DoorCodes.NotFromPage.With(), Languages.Of(context), StatusCodes.Status403Forbidden);
        await EndAsync(context, cancellation);
        await SignIn.LeaveAsync(context);
        return TypedResults.NoContent();
    }

    /// <summary>The session that came with the request, if one did, holds no more: whoever may have copied its cookie has nothing.</summary>
    internal static async Task EndAsync(HttpContext context, CancellationToken cancellation)
    {
        if (context.Features.Get<Session>() is not { } session)
            return;
        var services = context.RequestServices;
        await services.GetRequiredService<IMediator>().Send(
            new EndSessions(session.Holder, services.GetRequiredService<SignInClock>().Now, session.Hash, SessionEnd.SignedOut) { Principal = Principal.System, Key = OpenSessions.NewToken() }, cancellation);
        services.GetRequiredService<OpenSessions>().Forget();
    }

    private static bool IsFromPage(HttpContext context) => context.Request.Headers.XRequestedWith.Count > 0;
}
