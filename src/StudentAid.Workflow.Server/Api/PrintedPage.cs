using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using StudentAid.Workflow.Server.Hosting;

namespace StudentAid.Workflow.Server.Api;

/// <summary>A sheet for print bears its style in itself. The policy names that style by its hash, so that nothing else styles, runs or loads, whatever a name or an answer on the sheet says.</summary>
public static class PrintedPage
{
    private const string Open = "<style>";
    private const string Close = "</style>";

    public static ContentHttpResult Show(HttpResponse response, string html)
    {
        response.Headers.ContentSecurityPolicy = PolicyOf(html);
        return TypedResults.Content(html, "text/html; charset=utf-8");
    }

    /// <summary>Of a sheet with one style block, which stands before anything that people wrote.</summary>
    public static string PolicyOf(string html)
    {
        var start = html.IndexOf(Open, StringComparison.Ordinal) + Open.Length;
        var style = html[start..html.IndexOf(Close, start, StringComparison.Ordinal)];
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)));
        return $"default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'{SafeHeaders.Reported}";
    }
}
