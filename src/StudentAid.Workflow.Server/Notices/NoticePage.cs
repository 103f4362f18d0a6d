using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.HttpResults;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Prints;
using StudentAid.Workflow.Casework.Publicity;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Pages;

namespace StudentAid.Workflow.Server.Notices;

/// <summary>
/// The public notice (公示): a page without script that shows the allowed columns and nothing else, from the posting on and gone at the very
/// instant at which the period ends. No cache may keep it.
/// </summary>
public sealed class NoticePage(Casework.Publicity.Notices notices)
{
    private static readonly ImmutableArray<(string Column, string Heading, Func<NoticeEntry, string> Of)> Known =
    [
        ("name", "姓名", e => e.Name), ("school", "学校", e => e.School), ("department", "院（系）", e => e.Department), ("class", "班级", e => e.Class),
        ("grade", "年级", e => e.Grade), ("major", "专业", e => e.Major), ("level", "等级", e => e.Level),
    ];

    /// <summary>Null where no notice is posted here, for this reader, now.</summary>
    public async Task<string?> RenderAsync(Id roster, Principal? reader, CancellationToken cancellation)
    {
        var notice = await notices.ShownAsync(roster, "open", cancellation);
        if (notice is null && reader is not null)
            notice = await notices.ShownAsync(roster, "signed-in", cancellation);
        return notice is null ? null : Page(notice);
    }

    public static void Forbid(HttpResponse response)
    {
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Robots-Tag"] = "noindex, nofollow, noarchive";
    }

    private static string Page(Notice notice)
    {
        var columns = notice.Columns.SelectMany(c => Known.Where(k => k.Column == c)).ToList();
        var page = new Html($"{notice.Unit} 公示")
            .Heading(1, notice.Title)
            .Paragraph($"公示期：{notice.Posted:yyyy年M月d日}至{notice.LastDay:yyyy年M月d日}。对公示内容有异议的，请在公示期内向学生资助管理机构提出。")
            .Table([.. columns.Select(c => c.Heading)], notice.Entries.Select(e => columns.ConvertAll(c => c.Of(e)).ToArray()));
        if (!notice.Contacts.IsEmpty)
            page = page.Paragraph($"受理电话：{NoticeSheet.Said(notice.Contacts)}。");
        return notice.Errata.Aggregate(page, (p, e) => p.Paragraph(NoticeSheet.Said(e) + "。")).ToString();
    }
}

public static class NoticeMap
{
    public static void MapNotices(this WebApplication app) => app.MapGet("/notices/{roster}", Get).ExcludeFromDescription();

    private static async Task<Results<ContentHttpResult, NotFound>> Get(string roster, HttpContext context, NoticePage page, CancellationToken cancellation)
    {
        NoticePage.Forbid(context.Response);
        context.Response.Headers.ContentSecurityPolicy = PublicPage.Policy;
        return Id.TryParse(roster) is { } id && await page.RenderAsync(id, context.Features.Get<Principal>(), cancellation) is { } html
            ? TypedResults.Content(html, "text/html; charset=utf-8")
            : TypedResults.NotFound();
    }
}
