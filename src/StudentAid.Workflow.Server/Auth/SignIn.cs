using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection.Extensions;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Api.Accounts;
using StudentAid.Workflow.Server.Api.Sessions;
using StudentAid.Workflow.Server.Hosting;
using StudentAid.Workflow.Server.Notices;
using StudentAid.Workflow.Storage.Keys;

namespace StudentAid.Workflow.Server.Auth;

/// <summary>People sign in with a cookie, machines with a key; a request shows one of them.</summary>
public static class SignIn
{
    public const string People = "cookie";
    public const string Machines = "key";

    private const string Either = "either";

    /// <summary>Lives with the session; each ticket says itself how long it may lie idle.</summary>
    private static readonly TimeSpan LongestIdle = TimeSpan.FromHours(8);

    public static void AddSignIn(this IServiceCollection services, ServerSettings settings)
    {
        var keys = Path.Combine(settings.Directory, "keys");
        services.AddDataProtection().SetApplicationName("StudentAid.Workflow").PersistKeysToFileSystem(new DirectoryInfo(keys));
        services.AddOptions<KeyManagementOptions>().Configure<MasterKey>((o, master) =>
        {
            var sealing = new SealedKeys(SealedKeys.SealOf(master));
            sealing.SealWhatIsClear(keys);
            o.XmlEncryptor = sealing;
        });
        var authentication = services.AddAuthentication(Either)
            .AddPolicyScheme(Either, null, o => o.ForwardDefaultSelector = c => c.Request.Headers.Authorization.Count > 0 ? Machines : People)
            .AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(Machines, null)
            .AddCookie(People, o =>
            {
                o.Cookie.Name = "studentaid";
                o.Cookie.HttpOnly = true;
                o.Cookie.SameSite = SameSiteMode.Strict;
                o.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
                o.ExpireTimeSpan = LongestIdle;
                o.SlidingExpiration = true;
                o.CookieManager = new HostPrefix();
                o.EventsType = typeof(SessionCookie);
            });
        if (settings.School is { } school)
            authentication.AddSchoolSignIn(school);
        services.AddOptions<CookieAuthenticationOptions>(People).Configure<SignInClock>((o, clock) => o.TimeProvider = clock.Time);
        services.TryAddSingleton(new SignInClock(TimeProvider.System));
        services.AddSingleton<SessionCookie>();
        services.AddSingleton<OpenSessions>();
        services.AddSingleton<UnknownLogins>();
        services.AddSingleton<AccountReading>();
        services.AddSingleton<SecondFactors>();
        services.AddSingleton<SignInDesk>();
        services.AddSingleton<HandedOut>();
        services.AddSingleton<CodeDesk>();
        services.AddSingleton<SchoolPeople>();
        services.AddRateLimits(settings);
        services.AddSingleton<LookUpLimit>();
    }

    public static ClaimsPrincipal Ticket(Id principal, string scheme) => new(new ClaimsIdentity([new System.Security.Claims.Claim(ClaimTypes.NameIdentifier, principal.ToString())], scheme));

    /// <summary>Takes the cookie back; whoever calls it has ended the session.</summary>
    public static Task LeaveAsync(HttpContext context) => context.SignOutAsync(People);

    public static Id? IdOf(ClaimsPrincipal user) => user.Identity?.IsAuthenticated == true ? Id.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier)) : null;

    public static bool IsMachine(ClaimsPrincipal user) => user.Identity?.AuthenticationType == Machines;
}
