using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.AspNetCore.Http.HttpResults;
using StudentAid.Workflow.Casework.Accounts;
using StudentAid.Workflow.Server.Auth;

namespace StudentAid.Workflow.Server.Api.Sessions;

/// <summary>The way to the school's own sign-in and back: authorization code with PKCE, state and the provider's answer about the user.</summary>
public static class SchoolSignInApi
{
    public const string Scheme = "school";

    /// <summary>Where the provider sends people back to.</summary>
    public const string Callback = "/api/session/school/back";

    private const string UnknownPerson = "/sign-in?refused=school-unknown-person";
    private const string Failed = "/sign-in?refused=school-failed";

    public static void AddSchoolSignIn(this AuthenticationBuilder authentication, SchoolSignIn school) => authentication.AddOAuth(Scheme, o =>
    {
        (o.ClientId, o.ClientSecret) = (school.Client, school.Secret);
        (o.AuthorizationEndpoint, o.TokenEndpoint, o.UserInformationEndpoint) = (school.Authorize, school.Token, school.User);
        o.CallbackPath = Callback;
        o.UsePkce = true;
        o.SaveTokens = false;
        // Browser and provider go by the wall's clock, whatever a demonstration shows.
        o.TimeProvider = TimeProvider.System;
        // The way back is a link that is followed: Lax lets it through, and a school without HTTPS inside its walls still gets in.
        (o.CorrelationCookie.SameSite, o.CorrelationCookie.SecurePolicy) = (SameSiteMode.Lax, CookieSecurePolicy.SameAsRequest);
        o.SignInScheme = SignIn.People;
        foreach (var scope in school.Scope.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            o.Scope.Add(scope);
        o.Events = new OAuthEvents { OnTicketReceived = c => ReceiveAsync(c, school), OnCreatingTicket = c => NumberAsync(c, school), OnRemoteFailure = RefuseAsync };
    });

    public static void MapSchoolSignIn(this RouteGroupBuilder api) =>
        api.MapGet("/session/school", Begin)
            .RequireRateLimiting(RateLimits.SignIn).WithSummary("Sign in through the school's own sign-in; leads there").ExcludeFromDescription();

    /// <summary>A session that was open ends here: on the way back its cookie does not come along.</summary>
    private static async Task<ChallengeHttpResult> Begin(string? back, HttpContext context, CancellationToken cancellation)
    {
        await SessionApi.EndAsync(context, cancellation);
        return TypedResults.Challenge(new AuthenticationProperties { RedirectUri = back == "/family" ? back : "/" }, [Scheme]);
    }

    /// <summary>Asks the provider who it is and keeps the number alone.</summary>
    private static async Task NumberAsync(OAuthCreatingTicketContext context, SchoolSignIn school)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, context.Options.UserInformationEndpoint);
        request.Headers.Authorization = new("Bearer", context.AccessToken);
        using var response = await context.Backchannel.SendAsync(request, context.HttpContext.RequestAborted);
        response.EnsureSuccessStatusCode();
        using var user = JsonDocument.Parse(await response.Content.ReadAsStringAsync(context.HttpContext.RequestAborted));
        var number = user.RootElement.TryGetProperty(school.Claim, out var claim) ? claim.ToString() : "";
        context.Identity!.AddClaim(new(school.Claim, number));
    }

    /// <summary>A session of ours takes the place of the provider's ticket; who is not known here is told what to do.</summary>
    private static async Task ReceiveAsync(TicketReceivedContext context, SchoolSignIn school)
    {
        context.HandleResponse();
        var (services, cancellation) = (context.HttpContext.RequestServices, context.HttpContext.RequestAborted);
        var number = context.Principal?.FindFirst(school.Claim)?.Value.Trim() ?? "";
        var holder = await services.GetRequiredService<SchoolPeople>().FindAsync(number, school.Unit, cancellation);
        var result = holder is { } id ? await services.GetRequiredService<SignInDesk>().KnownAsync(id, Session.BySchool, isPublic: false, cancellation) : null;
        if (result?.Session is not { } session)
        {
            context.Response.Redirect(UnknownPerson);
            return;
        }

        await services.GetRequiredService<SessionCookie>().WriteAsync(context.HttpContext, session.Holder, result.Token, session);
        context.Response.Redirect(context.ReturnUri ?? "/");
    }

    private static Task RefuseAsync(RemoteFailureContext context)
    {
        context.Response.Redirect(Failed);
        context.HandleResponse();
        return Task.CompletedTask;
    }
}
