using Microsoft.AspNetCore.Http.HttpResults;
using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Server.Api;

/// <summary>Refusals as RFC 9457 problem documents, in the reader's language, with <c>code</c> and, where a rule refused, <c>article</c>.</summary>
public static class Problems
{
    public const string ContentType = "application/problem+json";

    private static readonly (int Status, string ZhCn, string En)[] Titles =
    [
        (400, "请求不合格式", "The request is malformed"),
        (401, "需要登录", "Sign-in is needed"),
        (403, "没有权限", "Not permitted"),
        (404, "没有找到", "Not found"),
        (405, "不接受此方法", "Method not allowed"),
        (409, "当前状态不允许", "The state does not allow it"),
        (412, "内容已有变化", "It has changed since"),
        (413, "内容过大", "The body is too large"),
        (415, "内容类型不对", "Unsupported content type"),
        (422, "填写的内容不符合要求", "The input breaks a rule"),
        (428, "缺少 If-Match", "If-Match is needed"),
        (429, "过于频繁", "Too many requests"),
        (500, "系统出错", "The server failed"),
        (503, "暂时繁忙", "Busy, try again"),
    ];

    /// <summary>The problem of a refusal; the status is its kind's unless the door says otherwise.</summary>
    public static ProblemHttpResult Of(Rejection reason, string language, int? status = null)
    {
        var code = status ?? (int)reason.Code.Kind;
        var title = Titles.FirstOrDefault(t => t.Status == code);
        var extensions = new Dictionary<string, object?>(StringComparer.Ordinal) { ["code"] = reason.Code.Id };
        if (reason.Code.Article is { } article)
            extensions["article"] = article;
        var isEnglish = language.StartsWith("en", StringComparison.OrdinalIgnoreCase);
        return TypedResults.Problem(reason.In(language), null, code, isEnglish ? title.En : title.ZhCn, $"urn:student-aid:problem:{reason.Code.Id}", extensions);
    }

    /// <summary>Writes the problem as the whole answer.</summary>
    public static Task WriteAsync(HttpContext context, Rejection reason, int? status = null)
    {
        if (context.Response.HasStarted)
            return Task.CompletedTask;
        if ((status ?? (int)reason.Code.Kind) == StatusCodes.Status503ServiceUnavailable)
            context.Response.Headers.RetryAfter = "1";
        return Of(reason, Languages.Of(context), status).ExecuteAsync(context);
    }
}
