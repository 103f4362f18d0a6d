using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using StudentAid.Workflow.Server.Api;
using StudentAid.Workflow.Server.Pages;

namespace StudentAid.Workflow.Server.Notices;

/// <summary>
/// A page with a form for whoever has no account: no script, nothing of it is kept by a browser. As metadata of an endpoint it says that who asks too often is told so on
/// a page, too, and not in a document for programs.
/// </summary>
public sealed record PublicPage(string Title)
{
    private const string Policy = "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'";

    /// <summary>With the headers that such a page has.</summary>
    public static ContentHttpResult Show(HttpContext context, Html page, int status = StatusCodes.Status200OK)
    {
        NoticePage.Forbid(context.Response);
        context.Response.Headers.ContentSecurityPolicy = Policy;
        return TypedResults.Content(page.ToString(), "text/html; charset=utf-8", statusCode: status);
    }

    /// <summary>429: come again after so many seconds.</summary>
    public ContentHttpResult TooMany(HttpContext context, int seconds)
    {
        context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        var html = new Html(Title).Heading(1, Title).Block("refused", DoorCodes.TooMany.With(("seconds", seconds)).In(Languages.Chinese)).Paragraph("填写的内容还在上一页：请返回，稍后再提交。");
        return Show(context, html, StatusCodes.Status429TooManyRequests);
    }
}
