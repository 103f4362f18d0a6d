using System.Security.Cryptography;
using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using StudentAid.Workflow.Casework.Complaints;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Api;
using StudentAid.Workflow.Server.Auth;
using StudentAid.Workflow.Server.Pages;
using Directory = StudentAid.Workflow.Casework.Organisations.Directory;

namespace StudentAid.Workflow.Server.Notices;

/// <summary>
/// The school's public page for complaints (投诉渠道): no account, no script. Whoever files is given a number, at which he later reads where it stands and the answer;
/// what was said is shown nowhere here.
/// </summary>
public static class ComplaintPage
{
    private const int KeyLength = 32;
    private const int MostBytes = 64 * 1024;

    private static readonly PublicPage Page = new("投诉")
    {
        Again = async (context, refused) => await TypedAsync(context) is { } typed ? await FormOfAsync(context, typed, refused) : null,
    };

    private static readonly PublicPage OfNumber = new("投诉办理情况");

    /// <summary>What was sent; the key makes a form that is sent twice one complaint.</summary>
    private sealed record Typed(string School, string Text, string Contact, string Key);

    public static void MapComplaintPage(this WebApplication app)
    {
        app.MapGet("/complaints", Form).ExcludeFromDescription();
        app.MapPost("/complaints", File).RequireRateLimiting(RateLimits.Complain).WithMetadata(Page).ExcludeFromDescription();
        app.MapGet("/complaints/{number}", Standing).RequireRateLimiting(RateLimits.SignIn).WithMetadata(OfNumber).ExcludeFromDescription();
    }

    /// <summary>The key in the form makes a form that is sent twice one complaint.</summary>
    private static async Task<Results<ContentHttpResult, NotFound>> Form(string? school, HttpContext context, Directory directory) =>
        school is { Length: > 1 } && await directory.UnitAsync(school) is { } unit
            ? PublicPage.Show(context, FormOf(school, unit.Name.ZhCn, RandomNumberGenerator.GetHexString(KeyLength)))
            : TypedResults.NotFound();

    private static async Task<ContentHttpResult> File(HttpContext context, IMediator mediator, CancellationToken cancellation)
    {
        if (await TypedAsync(context) is not { } typed)
            return PublicPage.Show(context, new Html("投诉").Heading(1, "没有提交").Paragraph("内容过长或格式不对，请返回后重新填写。"), StatusCodes.Status400BadRequest);
        var answer = await mediator.Send(new FileComplaint(typed.School, "web", typed.Text, typed.Contact) { Principal = FileComplaint.Public, Key = typed.Key }, cancellation);
        if (answer.Rejected is { } reason)
            return PublicPage.Show(context, await FormOfAsync(context, typed with { Key = RandomNumberGenerator.GetHexString(KeyLength) }, reason.In(Languages.Chinese)), StatusCodes.Status422UnprocessableEntity);
        return PublicPage.Show(context, new Html("投诉").Heading(1, "已收到").Paragraph($"编号：{answer.Stream}").Paragraph("请记下编号，凭编号查看受理、办理和反馈情况。").Link($"/complaints/{answer.Stream}", "查看办理情况"));
    }

    private static async Task<Results<ContentHttpResult, NotFound>> Standing(string number, HttpContext context, ComplaintRegister register, CancellationToken cancellation)
    {
        if (Id.TryParse(number) is not { } id || await register.ByNumberAsync(id, cancellation) is not { } found)
            return TypedResults.NotFound();
        var row = found.Row;
        var html = new Html("投诉办理情况").Heading(1, "投诉办理情况")
            .Table(["事项", "日期"], new (string What, DateOnly? Day)[] { ("提交", row.FiledOn), ("受理", row.AcceptedOn), ("反馈期限", row.Due), ("反馈", row.AnsweredOn) }
                .Where(s => s.Day is not null).Select(s => new[] { s.What, $"{s.Day:yyyy年M月d日}" }));
        return PublicPage.Show(context, found.Answer.Length > 0 ? html.Heading(2, "反馈").Paragraph(found.Answer) : html.Paragraph(row.AcceptedOn is null ? "尚未受理。" : "正在办理。"));
    }

    /// <summary>Null where it is too long or no form.</summary>
    private static async Task<Typed?> TypedAsync(HttpContext context)
    {
        if (context.Request.ContentLength is null or > MostBytes || !context.Request.HasFormContentType)
            return null;
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var key = form["key"].ToString();
        return new Typed(form["school"].ToString(), form["text"].ToString(), form["contact"].ToString(), key.Length == KeyLength ? key : RandomNumberGenerator.GetHexString(KeyLength));
    }

    private static async Task<Html> FormOfAsync(HttpContext context, Typed typed, string refused)
    {
        var unit = typed.School.Length > 1 ? await context.RequestServices.GetRequiredService<Directory>().UnitAsync(typed.School) : null;
        return FormOf(typed.School, unit?.Name.ZhCn ?? "", typed.Key, typed.Text, typed.Contact, refused);
    }

    private static Html FormOf(string school, string name, string key, string text = "", string contact = "", string refused = "")
    {
        var html = new Html("投诉").Heading(1, $"{name}资助工作投诉").Paragraph("可以不留姓名和联系方式。提交后得到编号，凭编号查看反馈。");
        if (refused.Length > 0)
            html.Block("refused", refused);
        return html.Form("/complaints", f => f.Hidden("school", school).Hidden("key", key).Area("text", "投诉内容", text).Input("contact", "联系方式（可不填）", contact).Button("提交"));
    }
}
