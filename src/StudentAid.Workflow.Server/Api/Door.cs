using StudentAid.Workflow.Casework.Accounts;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Server.Auth;
using StudentAid.Workflow.Server.Policy;

namespace StudentAid.Workflow.Server.Api;

/// <summary>What an endpoint of the API asks of every request; put on the whole group.</summary>
public sealed record Guarded;

/// <summary>A state-changing endpoint that needs no Idempotency-Key (uploads are addressed by content; analysing changes nothing).</summary>
public sealed record WithoutKey;

/// <summary>An endpoint at which If-Match is required.</summary>
public sealed record WithIfMatch;

/// <summary>An endpoint for whoever must do something first: choose a password of his own, enrol a second factor.</summary>
public sealed record WithinLimit;

/// <summary>Stands before the handlers: a principal, what the table of rights asks of it, the page's own header with a cookie, the idempotency key, If-Match; in this order.</summary>
public sealed class Door(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context, PrincipalDirectory directory)
    {
        var refused = false;
        var key = context.Features.Get<HeldKey>();
        if (await directory.OfAsync(context.User) is { } principal)
            refused = !Narrow(context, Shown(context, principal));
        var metadata = context.GetEndpoint()?.Metadata;
        var row = metadata?.GetMetadata<PolicyRow>();
        var (noun, reads) = row is null ? (NounOf(context.Request.Path), Reads(context.Request)) : (row.Noun, row.Reads);
        if (key is not null && !key.Limits.Allows(noun, reads))
        {
            await Problems.WriteAsync(context, DoorCodes.KeyForOther.With(("operation", $"{noun}:{(reads ? "read" : "write")}")), StatusCodes.Status403Forbidden);
            return;
        }

        var limit = context.Features.Get<Session>()?.Limit ?? "";
        if (metadata?.GetMetadata<Guarded>() is null)
        {
            // Beside the API, who must do something first is nobody yet.
            if (limit.Length > 0)
                context.Features.Set<Principal>(null);
            await next(context);
            return;
        }

        var changes = !HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method);
        if (context.Features.Get<Principal>() is null)
            await Problems.WriteAsync(context, DoorCodes.NotSignedIn, StatusCodes.Status401Unauthorized);
        else if (limit.Length > 0 && metadata.GetMetadata<WithinLimit>() is null)
            await Problems.WriteAsync(context, limit == Session.MustChange ? DoorCodes.ChangePassword : DoorCodes.EnrolSecondFactor, StatusCodes.Status403Forbidden);
        else if (!refused && row?.Refuse(context.Features.Get<Principal>()!) is { } missing)
            await Problems.WriteAsync(context, missing);
        else if (refused)
            await Problems.WriteAsync(context, DoorCodes.NotYourRole.With(("role", context.Request.Headers[ActingAs.Header])), StatusCodes.Status403Forbidden);
        else if (changes && !SignIn.IsMachine(context.User) && context.Request.Headers.XRequestedWith.Count == 0)
            await Problems.WriteAsync(context, DoorCodes.NotFromPage, StatusCodes.Status403Forbidden);
        else if (changes && metadata.GetMetadata<WithoutKey>() is null && context.Request.Headers["Idempotency-Key"].ToString().Length is 0 or > 200)
            await Problems.WriteAsync(context, DoorCodes.KeyMissing);
        else if (metadata.GetMetadata<WithIfMatch>() is not null && context.Request.Headers.IfMatch.Count == 0)
            await Problems.WriteAsync(context, DoorCodes.IfMatchMissing, StatusCodes.Status428PreconditionRequired);
        else
            await next(context);
    }

    /// <summary>Whether the session of an answer that goes on and on still holds; a machine has none.</summary>
    public static async Task<bool> IsOpenAsync(HttpContext context) =>
        context.Features.Get<Session>() is not { } session || await context.RequestServices.GetRequiredService<OpenSessions>().FindAsync(session.Hash) is not null;

    /// <summary>Who it is now behind an answer that goes on and on, in the role that was chosen; null where he is gone or does not hold it any more.</summary>
    public static async Task<Principal?> AgainAsync(HttpContext context, PrincipalDirectory directory)
    {
        var principal = await directory.OfAsync(context.User) is { } found ? Shown(context, found) : null;
        var header = context.Request.Headers[ActingAs.Header].ToString();
        return principal is null || header.Length == 0 ? principal : ActingAs.Of(principal, header)?.Narrowed;
    }

    /// <summary>Of <c>/api/cases/…</c> it is <c>cases</c>, of <c>/workflows/…</c> <c>workflows</c>.</summary>
    private static string NounOf(PathString path) =>
        (path.Value ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries) is [var first, .. var rest] ? first == "api" && rest.Length > 0 ? rest[0] : first : "";

    /// <summary>A search has its words in the body and reads all the same.</summary>
    private static bool Reads(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || (request.Path.Value ?? "").EndsWith("/search", StringComparison.Ordinal);

    /// <summary>By what it shows: a key may do less than its holder, and who came by one knows from whom.</summary>
    private static Principal Shown(HttpContext context, Principal principal) =>
        context.Features.Get<HeldKey>() is { } key ? key.Narrow(principal)
        : context.Features.Get<Session>() is { KeyFrom.IsNone: false } session ? principal with { KeyFrom = session.KeyFrom } : principal;

    /// <summary>Sets who acts, in the role that was chosen; false where the chosen one is not held.</summary>
    private static bool Narrow(HttpContext context, Principal principal)
    {
        context.Features.Set(principal);
        if (context.Request.Headers[ActingAs.Header].ToString() is not { Length: > 0 } header)
            return true;
        if (ActingAs.Of(principal, header) is not { } chosen)
            return false;
        context.Features.Set(chosen);
        context.Features.Set(chosen.Narrowed);
        return true;
    }
}
