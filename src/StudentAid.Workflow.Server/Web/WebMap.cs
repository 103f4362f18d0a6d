using Microsoft.AspNetCore.Http.HttpResults;
using StudentAid.Workflow.Server.Hosting;

namespace StudentAid.Workflow.Server.Web;

/// <summary>
/// Serves the dashboard's two doors. A page is never kept without asking, what lies under <c>/assets</c> has its content's hash in its name and is kept
/// for ever. Where there is no build nothing is mapped, and the plain pages stand at <c>/</c>.
/// </summary>
public static class WebMap
{
    /// <summary>Scripts only from here and none inline; Ant Design writes its styles at run time.</summary>
    private const string Policy =
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; worker-src 'self' blob:; font-src 'self' data:; "
        + "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    private static readonly string[] WorkPlaces =
    [
        "/", "/sign-in", "/tasks", "/search", "/rounds/{**rest}", "/rosters/{**rest}", "/cases/{**rest}", "/publicities/{**rest}", "/rules/{**rest}", "/oversight/{**rest}", "/operations/{**rest}", "/setup/{**rest}",
        "/hardship-base", "/students/{**rest}", "/places", "/stand-ins", "/account", "/slips", "/reconsiderations/{**rest}", "/revocations/{**rest}", "/samples/{**rest}", "/enrolment/{**rest}",
    ];

    private static readonly string[] FamilyPlaces = ["/family", "/family/{**rest}"];

    public static void AddWeb(this IServiceCollection services, ServerSettings settings) => services.AddSingleton(new WebFiles(settings.Web));

    /// <summary>Whether the doors stand; if not, the plain pages do.</summary>
    public static bool MapWeb(this WebApplication app)
    {
        var files = app.Services.GetRequiredService<WebFiles>();
        if (!files.IsBuilt)
            return false;
        foreach (var place in WorkPlaces)
            app.MapMethods(place, Methods, (HttpContext c) => Page(c, files, WebFiles.Work)).ExcludeFromDescription();
        foreach (var place in FamilyPlaces)
            app.MapMethods(place, Methods, (HttpContext c) => Page(c, files, WebFiles.Family)).ExcludeFromDescription();
        app.MapMethods("/assets/{name}", Methods, (string name, HttpContext c) => Send(c, files.Find("assets/" + name), "public, max-age=31536000, immutable")).ExcludeFromDescription();
        app.MapMethods("/favicon.svg", Methods, (HttpContext c) => Send(c, files.Find("favicon.svg"), "public, max-age=86400")).ExcludeFromDescription();
        return true;
    }

    private static Results<PhysicalFileHttpResult, NotFound> Page(HttpContext context, WebFiles files, string name)
    {
        context.Response.Headers.ContentSecurityPolicy = Policy;
        context.Response.Headers["Referrer-Policy"] = "same-origin";
        return Send(context, files.Find(name), "no-cache");
    }

    private static Results<PhysicalFileHttpResult, NotFound> Send(HttpContext context, WebFile? file, string cache)
    {
        if (file is null)
            return TypedResults.NotFound();
        var (path, encoding) = file.For(context.Request.Headers.AcceptEncoding.ToString());
        var headers = context.Response.Headers;
        headers.CacheControl = cache;
        headers.Vary = "Accept-Encoding";
        headers.XContentTypeOptions = "nosniff";
        if (encoding is not null)
            headers.ContentEncoding = encoding;
        return TypedResults.PhysicalFile(path, file.Type, lastModified: new DateTimeOffset(File.GetLastWriteTimeUtc(path)));
    }
}
