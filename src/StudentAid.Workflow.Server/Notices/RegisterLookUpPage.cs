using Microsoft.AspNetCore.Http.HttpResults;
using StudentAid.Workflow.Casework.Registrations;
using StudentAid.Workflow.Server.Api;
using StudentAid.Workflow.Server.Auth;
using StudentAid.Workflow.Server.Pages;
using Directory = StudentAid.Workflow.Casework.Organisations.Directory;

namespace StudentAid.Workflow.Server.Notices;

/// <summary>
/// The public look-up of a registration (学籍公开查询, 人社厅发〔2020〕20号 (二)): no account, no script. Whoever knows name and ID number of a student sees what the rules of the
/// school open; a wrong name and an unknown number get the same answer.
/// </summary>
public static class RegisterLookUpPage
{
    private const string Title = "学籍查询";
    private const int MostBytes = 4 * 1024;

    private static readonly PublicPage Page = new(Title)
    {
        Again = async (context, refused) => await TypedAsync(context) is var (school, name, number) ? await FormOfAsync(context, school, name, number, refused) : null,
    };

    public static void MapRegisterLookUp(this WebApplication app)
    {
        app.MapGet("/register", Form).ExcludeFromDescription();
        app.MapPost("/register", Find).RequireRateLimiting(RateLimits.LookUp).WithMetadata(Page).ExcludeFromDescription();
    }

    /// <summary>Not found where the school's rules open no look-up.</summary>
    private static async Task<Results<ContentHttpResult, NotFound>> Form(
        string? school, HttpContext context, Directory directory, RegistrationRegister register, RoundAccess rounds, CancellationToken cancellation) =>
        school is { Length: > 1 } && await directory.UnitAsync(school) is { } unit
        && await register.RulesAsync(school, await rounds.TodayAsync(school), cancellation) is { Registration.LookUp.IsEmpty: false }
            ? PublicPage.Show(context, FormOf(school, unit.Name.ZhCn))
            : TypedResults.NotFound();

    private static async Task<Results<ContentHttpResult, NotFound>> Find(
        HttpContext context, LookUpLimit limit, RegistrationRegister register, RoundAccess rounds, CancellationToken cancellation)
    {
        if (await TypedAsync(context) is not var (school, name, number))
            return TypedResults.NotFound();
        if (limit.WaitFor(context, number) is { } wait)
            return await Page.TooManyAsync(context, wait);
        var found = school.Length < 2 ? null : await register.LookUpAsync(school, name, number, await rounds.TodayAsync(school), cancellation);
        var html = new Html(Title).Heading(1, Title);
        if (found is null)
            return PublicPage.Show(context, html.Paragraph("没有查到：姓名和身份证号应与学籍登记一致。").Link($"/register?school={Uri.EscapeDataString(school)}", "重新查询"));
        return PublicPage.Show(context, html.Table(["项目", "内容"],
        [
            ["姓名", name.Trim()], ["学校", found.School.ZhCn], ["学籍注册", found.Window is { } window ? $"{found.Year} 年{window.ZhCn}已注册" : "尚未注册"],
            .. found.Facts.Select(f => new[] { f.Name.ZhCn, f.Value }),
        ]));
    }

    /// <summary>Null where it is too long or no form.</summary>
    private static async Task<(string School, string Name, string Number)?> TypedAsync(HttpContext context)
    {
        if (context.Request.ContentLength is null or > MostBytes || !context.Request.HasFormContentType)
            return null;
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        return (form["school"].ToString(), form["name"].ToString(), form["idNumber"].ToString());
    }

    private static async Task<Html> FormOfAsync(HttpContext context, string school, string name, string number, string refused)
    {
        var unit = school.Length > 1 ? await context.RequestServices.GetRequiredService<Directory>().UnitAsync(school) : null;
        return FormOf(school, unit?.Name.ZhCn ?? "", name, number, refused);
    }

    private static Html FormOf(string school, string schoolName, string name = "", string number = "", string refused = "")
    {
        var html = new Html(Title).Heading(1, $"{schoolName}{Title}").Paragraph("请填写学生本人的姓名和身份证号。");
        if (refused.Length > 0)
            html.Block("refused", refused);
        return html.Form("/register", f => f.Hidden("school", school).Input("name", "姓名", name).Input("idNumber", "身份证号", number).Button("查询"));
    }
}
