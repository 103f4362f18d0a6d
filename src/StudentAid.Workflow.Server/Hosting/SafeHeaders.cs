using Microsoft.Extensions.Primitives;

namespace StudentAid.Workflow.Server.Hosting;

/// <summary>
/// What every answer says to a browser before any handler speaks: load and run nothing, be shown in no frame, be nothing but the type that is written, be read by no other site.
/// A page that needs more says so in place of it.
/// </summary>
public sealed class SafeHeaders(RequestDelegate next)
{
    /// <summary>At the end of every policy: where to say what it kept from a page.</summary>
    public const string Reported = "; report-to csp";

    /// <summary>Of an answer that is no page.</summary>
    public const string Nothing = $"default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'{Reported}";

    private static readonly KeyValuePair<string, StringValues>[] Always =
    [
        new("Content-Security-Policy", Nothing), new("Reporting-Endpoints", PolicyReports.Endpoints), new("X-Content-Type-Options", "nosniff"), new("Referrer-Policy", "same-origin"),
        new("Cross-Origin-Opener-Policy", "same-origin"), new("Cross-Origin-Resource-Policy", "same-origin"), new("Permissions-Policy", "camera=(self), geolocation=(), microphone=()"),
    ];

    /// <summary>A year, as browsers' lists of such hosts ask for it.</summary>
    private static readonly StringValues HttpsOnly = "max-age=31536000; includeSubDomains";

    public Task InvokeAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        foreach (var (name, value) in Always)
            headers[name] = value;
        if (context.Request.IsHttps)
            headers.StrictTransportSecurity = HttpsOnly;
        // What the API answers names people as a rule; a handler whose answer may be kept says so.
        if (context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal))
            headers.CacheControl = "no-store";
        return next(context);
    }
}
