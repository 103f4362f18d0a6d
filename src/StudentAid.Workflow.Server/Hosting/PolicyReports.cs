using System.Collections.Frozen;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing.Template;
using StudentAid.Workflow.Server.Auth;

namespace StudentAid.Workflow.Server.Hosting;

/// <summary>
/// Where a browser tells what a page's Content-Security-Policy kept from it: a line of the log, of which directive and on what kind of page. Anybody may send anything here, and a
/// page's address names a case: what goes on is a directive that there is and the pattern of a page that there is, and no address, query, name or sample.
/// </summary>
public sealed partial class PolicyReports(EndpointDataSource endpoints, ILogger<PolicyReports> logger)
{
    /// <summary>The header by which a browser knows where to; the policies name it as <c>csp</c>.</summary>
    public const string Endpoints = $"csp=\"{Place}\"";

    private const string Place = "/policy-reports";
    private const string Elsewhere = "elsewhere";
    private const int MaxBytes = 16 * 1024;
    private const int MaxReports = 20;

    private static readonly FrozenSet<string> Directives = FrozenSet.Create(
        StringComparer.Ordinal, "default-src", "script-src", "script-src-elem", "script-src-attr", "style-src", "style-src-elem", "style-src-attr", "img-src", "font-src", "connect-src", "media-src", "object-src",
        "frame-src", "child-src", "worker-src", "manifest-src", "base-uri", "form-action", "frame-ancestors");

    private readonly Lazy<(string Pattern, TemplateMatcher Matcher)[]> pages = new(() =>
    [
        .. endpoints.Endpoints.OfType<RouteEndpoint>().Where(e => e.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains(HttpMethods.Get) == true)
            .OrderBy(e => e.RoutePattern.InboundPrecedence).Select(e => (e.RoutePattern.RawText ?? Elsewhere, new TemplateMatcher(new RouteTemplate(e.RoutePattern), []))),
    ]);

    public static void Map(WebApplication app) => app.MapPost(Place, (HttpContext context, PolicyReports reports) => reports.TakeAsync(context))
        .RequireRateLimiting(RateLimits.Report).WithMetadata(new RequestSizeLimitAttribute(MaxBytes)).ExcludeFromDescription();

    private async Task<Results<NoContent, BadRequest>> TakeAsync(HttpContext context)
    {
        try
        {
            foreach (var report in (await JsonSerializer.DeserializeAsync<Report[]>(context.Request.Body, JsonSerializerOptions.Web, context.RequestAborted) ?? []).Take(MaxReports))
                Write(report);
            return TypedResults.NoContent();
        }
        catch (JsonException)
        {
            return TypedResults.BadRequest();
        }
    }

    private void Write(Report? report)
    {
        if (report is { Type: "csp-violation", Body.EffectiveDirective: { } named } && Directives.TryGetValue(named, out var directive))
            Kept(logger, directive, PageOf(report.Url));
    }

    private string PageOf(string? url) => Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
        ? pages.Value.FirstOrDefault(p => p.Matcher.TryMatch(new PathString(address.AbsolutePath), [])).Pattern ?? Elsewhere
        : Elsewhere;

    [LoggerMessage(Level = LogLevel.Warning, Message = "A browser's policy kept something of {Directive} from a page at {Page}.")]
    private static partial void Kept(ILogger logger, string directive, string page);

    /// <summary>As the Reporting API sends it; what else it says is not read.</summary>
    private sealed record Report(string? Type, string? Url, ReportBody? Body);

    private sealed record ReportBody(string? EffectiveDirective);
}
