using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using StudentAid.Workflow.Server.Api;
using StudentAid.Workflow.Server.Hosting;
using StudentAid.Workflow.Server.Pages;

namespace StudentAid.Workflow.Server.Notices;

/// <summary>
/// A page with a form for whoever has no account: no script, nothing of it is kept by a browser. As metadata of an endpoint it says that who asks too often is told so on
/// a page, too, and not in a document for programs.
/// </summary>
public sealed record PublicPage(string Title)
{
    /// <summary>The style sheet and forms of its own, and nothing else.</summary>
    public const string Policy = $"default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'{SafeHeaders.Reported}";

    /// <summary>
    /// Draws the form that was sent with what stands in it and why it was not taken: a browser that goes back to such a page fetches it anew, empty. Answers null where
    /// nothing can be read; the member is null where no form is sent.
    /// </summary>
    public Func<HttpContext, string, Task<Html?>>? Again { get; init; }

    /// <summary>With the headers that such a page has.</summary>
    public static ContentHttpResult Show(HttpContext context, Html page, int status = StatusCodes.Status200OK)
    {
        NoticePage.Forbid(context.Response);
        context.Response.Headers.ContentSecurityPolicy = Policy;
        return TypedResults.Content(page.ToString(), "text/html; charset=utf-8", statusCode: status);
    }

    /// <summary>429: come again after so many seconds.</summary>
    public async Task<ContentHttpResult> TooManyAsync(HttpContext context, int seconds)
    {
        context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        var reason = DoorCodes.TooMany.With(("seconds", seconds)).In(Languages.Chinese);
        var form = Again is null ? null : await Again(context, $"{reason}填写的内容都还在下面，到时直接提交即可。");
        return Show(context, form ?? new Html(Title).Heading(1, Title).Block("refused", reason), StatusCodes.Status429TooManyRequests);
    }
}
