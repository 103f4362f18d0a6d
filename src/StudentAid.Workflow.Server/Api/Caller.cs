using System.Globalization;
using Microsoft.Net.Http.Headers;
using StudentAid.Workflow.Casework.Organisations;

namespace StudentAid.Workflow.Server.Api;

/// <summary>
/// Who asks, and what the headers say of it: Idempotency-Key (required where something changes), If-Match (the ETag of a task or list),
/// Accept-Language, and <c>dryRun</c>.
/// </summary>
public sealed record Caller(Principal Principal, string Key, bool DryRun, long? Shown, string Language)
{
    public bool IsEnglish => Language == Languages.English;

    public static ValueTask<Caller> BindAsync(HttpContext context) => ValueTask.FromResult(Of(context));

    public static Caller Of(HttpContext context) => new(
        context.Features.Get<Principal>() ?? throw new InvalidOperationException("The door lets nobody in without a principal."),
        context.Request.Headers["Idempotency-Key"].ToString(),
        context.Request.Query["dryRun"] == "true",
        ShownBy(context.Request.Headers[HeaderNames.IfMatch].ToString()),
        Languages.Of(context));

    /// <summary>An ETag that is none of ours names no version that ever stood.</summary>
    private static long? ShownBy(string header) =>
        header.Length == 0 ? null : long.TryParse(header.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var seq) ? seq : -1;
}
