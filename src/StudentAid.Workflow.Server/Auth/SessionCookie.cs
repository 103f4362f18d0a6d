using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using StudentAid.Workflow.Casework.Accounts;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Auth;

/// <summary>
/// The cookie names a session; a request shows it and the store says whether it still holds. How long it may lie idle stands in the cookie's own ticket,
/// which slides, so that looking at a page writes nothing; when it ends at the latest, and whether it was ended, stands in the store.
/// </summary>
public sealed class SessionCookie(OpenSessions sessions, SignInClock clock) : CookieAuthenticationEvents
{
    private const string TokenClaim = "session";

    public override async Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        if (context.Principal?.FindFirstValue(TokenClaim) is { } token && await sessions.FindAsync(OpenSessions.HashOf(token)) is { } session
            && SignIn.IdOf(context.Principal) == session.Holder)
            context.HttpContext.Features.Set(session);
        else
            context.RejectPrincipal();
    }

    /// <summary>An API answers 401; nothing leads elsewhere.</summary>
    public override Task RedirectToLogin(RedirectContext<CookieAuthenticationOptions> context)
    {
        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    }

    /// <summary>Hands out the cookie of a session that has just begun; it is another than any that came with the request.</summary>
    public Task WriteAsync(HttpContext context, Id holder, string token, Session session)
    {
        var ticket = SignIn.Ticket(holder, SignIn.People);
        ((ClaimsIdentity)ticket.Identity!).AddClaim(new System.Security.Claims.Claim(TokenClaim, token));
        return context.SignInAsync(SignIn.People, ticket, new AuthenticationProperties
        {
            IssuedUtc = clock.Now, ExpiresUtc = clock.Now.AddMinutes(session.IdleMinutes), AllowRefresh = true, IsPersistent = false,
        });
    }
}

/// <summary>Over HTTPS the cookie's name begins with <c>__Host-</c>, which a browser takes from this host alone and over HTTPS alone.</summary>
public sealed class HostPrefix : ICookieManager
{
    private readonly ChunkingCookieManager inner = new();

    public string? GetRequestCookie(HttpContext context, string key) => inner.GetRequestCookie(context, NameOf(context, key));

    public void AppendResponseCookie(HttpContext context, string key, string? value, CookieOptions options) => inner.AppendResponseCookie(context, NameOf(context, key), value, options);

    public void DeleteCookie(HttpContext context, string key, CookieOptions options) => inner.DeleteCookie(context, NameOf(context, key), options);

    private static string NameOf(HttpContext context, string key) => context.Request.IsHttps ? "__Host-" + key : key;
}
