using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.HttpResults;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Prints;
using StudentAid.Workflow.Casework.Publicity;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Pages;

namespace StudentAid.Workflow.Server.Notices;

/// <summary>What stands on a notice: its title, its period and where to object, the columns with a row for each student, and the lines below.</summary>
public sealed record NoticeText(string Title, string Period, IReadOnlyList<string> Heads, IReadOnlyList<IReadOnlyList<string>> Rows, IReadOnlyList<string> Below);

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
    public async Task<string?> RenderAsync(Id roster, Principal? reader, CancellationToken cancellation) =>
        await notices.ShownToAsync(roster, reader, cancellation) is { } notice ? Page(notice) : null;

    public static void Forbid(HttpResponse response)
    {
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Robots-Tag"] = "noindex, nofollow, noarchive";
    }

    /// <summary>The words of a notice, the same on the page and before it is posted.</summary>
    public static NoticeText TextOf(Notice notice)
    {
        var columns = notice.Columns.SelectMany(c => Known.Where(k => k.Column == c)).ToList();
        return new NoticeText(
            notice.Title, $"公示期：{notice.Posted:yyyy年M月d日}至{notice.LastDay:yyyy年M月d日}。对公示内容有异议的，请在公示期内向学生资助管理机构提出。",
            columns.ConvertAll(c => c.Heading), [.. notice.Entries.Select(e => columns.ConvertAll(c => c.Of(e)))],
            [.. notice.Contacts.IsEmpty ? [] : (string[])[$"受理电话：{NoticeSheet.Said(notice.Contacts)}。"], .. notice.Errata.Select(e => NoticeSheet.Said(e) + "。")]);
    }

    private static string Page(Notice notice)
    {
        var text = TextOf(notice);
        var page = new Html($"{notice.Unit} 公示").Heading(1, text.Title).Paragraph(text.Period).Table([.. text.Heads], text.Rows.Select(r => r.ToArray()));
        return text.Below.Aggregate(page, (p, line) => p.Paragraph(line)).ToString();
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
