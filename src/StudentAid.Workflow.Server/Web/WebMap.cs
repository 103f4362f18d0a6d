using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;
using StudentAid.Workflow.Server.Hosting;

namespace StudentAid.Workflow.Server.Web;

/// <summary>
/// Serves the dashboard's two doors. A page is never kept without asking, what lies under <c>/assets</c> has its content's hash in its name and is kept
/// for ever. Where there is no build nothing is mapped, and the plain pages stand at <c>/</c>.
/// </summary>
public static class WebMap
{
    private const string Nonce = "%nonce%";
    private const string StyleAttributes = "%style-attributes%";
    private const int NonceLength = 16;

    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    private static readonly string[] WorkPlaces =
    [
        "/", "/sign-in", "/tasks", "/search", "/rounds/{**rest}", "/rosters/{**rest}", "/cases/{**rest}", "/publicities/{**rest}", "/rules/{**rest}", "/oversight/{**rest}", "/operations/{**rest}", "/setup/{**rest}",
        "/hardship-base", "/paper", "/students/{**rest}", "/places", "/desk", "/minutes", "/filing", "/organisation/{**rest}", "/audit", "/settings", "/stand-ins", "/account", "/slips", "/reconsiderations/{**rest}", "/revocations/{**rest}", "/samples/{**rest}", "/enrolment/{**rest}",
    ];

    /// <summary>Where the text editor stands: it puts style elements in at run time and writes its lines as markup with style attributes, which no other page may.</summary>
    private static readonly string[] EditorPlaces = ["/rules/{layer}/{key}", "/rules/{layer}/{key}/edit", "/rules/units/{unit}/{procedure}"];

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
        foreach (var place in EditorPlaces)
            app.MapMethods(place, Methods, (HttpContext c) => Page(c, files, WebFiles.Work, isEditor: true)).ExcludeFromDescription();
        foreach (var place in FamilyPlaces)
            app.MapMethods(place, Methods, (HttpContext c) => Page(c, files, WebFiles.Family)).ExcludeFromDescription();
        app.MapMethods("/assets/{name}", Methods, (string name, HttpContext c) => Send(c, files.Find("assets/" + name), "public, max-age=31536000, immutable")).ExcludeFromDescription();
        app.MapMethods("/favicon.svg", Methods, (HttpContext c) => Send(c, files.Find("favicon.svg"), "public, max-age=86400")).ExcludeFromDescription();
        return true;
    }

    /// <summary>
    /// The page, with a nonce of its own for the editor's styles where the editor stands. It is made anew each time, and has no date by which a browser could keep an older one
    /// under a newer policy.
    /// </summary>
    private static ContentHttpResult Page(HttpContext context, WebFiles files, string name, bool isEditor = false)
    {
        var nonce = isEditor ? Convert.ToBase64String(RandomNumberGenerator.GetBytes(NonceLength)) : "";
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = PolicyOf(nonce, isEditor);
        headers.CacheControl = "no-cache";
        var page = files.Page(name).Replace(Nonce, nonce, StringComparison.Ordinal).Replace(StyleAttributes, isEditor ? "allowed" : "none", StringComparison.Ordinal);
        return TypedResults.Content(page, "text/html; charset=utf-8");
    }

    /// <summary>Scripts only from here and none inline; styles only from here, save that the editor's elements bear the page's nonce and its markup may have style attributes.</summary>
    private static string PolicyOf(string nonce, bool isEditor) =>
        $"default-src 'self'; script-src 'self'; style-src 'self'{(isEditor ? $" 'nonce-{nonce}'" : "")}; style-src-attr '{(isEditor ? "unsafe-inline" : "none")}'; img-src 'self' data: blob:; "
        + "connect-src 'self'; worker-src 'self' blob:; font-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'" + SafeHeaders.Reported;

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
