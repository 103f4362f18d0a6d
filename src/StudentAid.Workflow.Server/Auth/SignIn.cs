using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Hosting;

namespace StudentAid.Workflow.Server.Auth;

/// <summary>People sign in with a cookie, machines with a key; a request shows one of them.</summary>
public static class SignIn
{
    public const string People = "cookie";
    public const string Machines = "key";

    private const string Either = "either";

    private static readonly TimeSpan Session = TimeSpan.FromHours(8);

    public static void AddSignIn(this IServiceCollection services, ServerSettings settings)
    {
        services.AddDataProtection().SetApplicationName("StudentAid.Workflow").PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(settings.Directory, "keys")));
        services.AddAuthentication(Either)
            .AddPolicyScheme(Either, null, o => o.ForwardDefaultSelector = c => c.Request.Headers.Authorization.Count > 0 ? Machines : People)
            .AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(Machines, null)
            .AddCookie(People, o =>
            {
                o.Cookie.Name = "studentaid";
                o.Cookie.HttpOnly = true;
                o.Cookie.SameSite = SameSiteMode.Strict;
                o.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
                o.ExpireTimeSpan = Session;
                o.TimeProvider = TimeProvider.System;
            });
    }

    public static ClaimsPrincipal Ticket(Id principal, string scheme) => new(new ClaimsIdentity([new System.Security.Claims.Claim(ClaimTypes.NameIdentifier, principal.ToString())], scheme));

    public static Id? IdOf(ClaimsPrincipal user) => user.Identity?.IsAuthenticated == true ? Id.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier)) : null;

    public static bool IsMachine(ClaimsPrincipal user) => user.Identity?.AuthenticationType == Machines;
}
