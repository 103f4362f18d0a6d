using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Auth;
using StudentAid.Workflow.Server.Hosting;
using Directory = StudentAid.Workflow.Casework.Organisations.Directory;

namespace StudentAid.Workflow.Server.Api.Sessions;

/// <summary>What a page may know before somebody signs in: the clock, whether this is a demonstration, and then its one-click roles.</summary>
public sealed record SessionView(bool SignedIn, bool Demo, DateTimeOffset Now, IReadOnlyList<DemoRole> Roles);

/// <summary>A person of the demonstration. School and unit are names; a family has no role.</summary>
public sealed record DemoRole(Id Principal, string Name, string? Role, Text? RoleName, Text? Unit, Text? School, bool Family);

/// <summary>Either a key or, in a demonstration, one of its people.</summary>
public sealed record SignInInput(string? Key = null, Id? Principal = null);

/// <summary>Signing in and out by cookie. A page's request shows the header X-Requested-With, which no other site can send.</summary>
public static class SessionApi
{
    public static void MapSession(this WebApplication app)
    {
        var api = app.MapGroup("/api");
        api.MapGet("/session", View).WithSummary("Before signing in: clock, demonstration, one-click roles");
        api.MapPost("/session", In).WithMetadata(new WithoutKey()).WithSummary("Sign in with a key, or as one of the demonstration's people; answers with a cookie");
        api.MapPost("/session/leave", (Delegate)Out).WithMetadata(new WithoutKey()).WithSummary("Sign out");
    }

    private static async Task<SessionView> View(HttpContext context, Directory directory, TimeProvider time, ServerSettings settings) => new(
        context.Features.Get<Principal>() is not null, settings.Demo, time.GetUtcNow(), settings.Demo ? await RolesAsync(directory) : []);

    private static async Task<IReadOnlyList<DemoRole>> RolesAsync(Directory directory)
    {
        var units = (await directory.UnitsBelowAsync("/")).ToDictionary(u => u.Path, StringComparer.Ordinal);
        var roles = new List<DemoRole>();
        foreach (var principal in await directory.PrincipalsAsync(Scope.All, "/"))
        {
            var family = principal.Grants.IsEmpty;
            var place = family ? principal.Persons.IsEmpty ? "/" : (await directory.PersonAsync(principal.Persons[0]))?.Place ?? "/" : principal.Grants[0].Unit;
            var school = UnitPath.Line(place).Select(units.GetValueOrDefault).LastOrDefault(u => u?.Kind == "school");
            roles.Add(new DemoRole(principal.Id, principal.Name, family ? null : principal.Grants[0].Role,
                family ? null : principal.Roles.At(principal.Grants[0].Unit).NameOf(principal.Grants[0].Role), units.GetValueOrDefault(place)?.Name, school?.Name, family));
        }

        return roles;
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> In(SignInInput input, HttpContext context, PrincipalDirectory directory, ServerSettings settings)
    {
        var language = Languages.Of(context);
        if (!IsFromPage(context))
            return Problems.Of(DoorCodes.NotFromPage.With(), language, StatusCodes.Status403Forbidden);
        var holder = input.Key is { } text && ApiKey.TryParse(text.Trim()) is { } key ? await directory.HolderOfAsync(key)
            : settings.Demo && input.Principal is { } chosen && await directory.FindAsync(chosen) is not null ? chosen
            : null;
        if (holder is not { } principal)
            return Problems.Of(DoorCodes.NotSignedIn.With(), language, StatusCodes.Status401Unauthorized);
        await context.SignInAsync(SignIn.People, new ClaimsPrincipal(SignIn.Ticket(principal, SignIn.People)));
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Out(HttpContext context)
    {
        if (!IsFromPage(context))
            return Problems.Of(DoorCodes.NotFromPage.With(), Languages.Of(context), StatusCodes.Status403Forbidden);
        await context.SignOutAsync(SignIn.People);
        return TypedResults.NoContent();
    }

    private static bool IsFromPage(HttpContext context) => context.Request.Headers.XRequestedWith.Count > 0;
}
