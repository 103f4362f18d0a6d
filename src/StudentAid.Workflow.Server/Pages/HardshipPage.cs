using System.Globalization;
using StudentAid.Workflow.Casework.Hardship;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Payments;
using StudentAid.Workflow.Casework.Roles;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Api;

namespace StudentAid.Workflow.Server.Pages;

/// <summary>基础信息库: student by student the levels and the aid of a school year.</summary>
public sealed class HardshipPage(PageFrame frame, HardshipBase hardship)
{
    public async Task<string?> RenderAsync(HttpContext context, string unit, string schoolYear, string? cursor)
    {
        var caller = Caller.Of(context);
        if (!caller.Principal.Carries(Duty.HandOutPapers) && !caller.Principal.Carries(Duty.Oversee))
            return null;
        var page = await hardship.LoadAsync(caller.Principal, unit, schoolYear, "", new PageRequest(cursor), context.RequestAborted);
        var html = (await frame.BeginAsync(context, $"家庭经济困难学生基础信息库 {schoolYear}"))
            .Table(["姓名", "学校", "困难等级", "所获资助", "实发合计（元）", "追回（元）"], page.Rows.Select(r => new[]
            {
                r.Name, r.SchoolName, string.Join('、', r.Levels.Select(l => $"{l.Name.ZhCn}（{l.From:yyyy-MM-dd} 至 {(l.Until == DateOnly.MaxValue ? "毕业或离校" : l.Until.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))}）")),
                string.Join('、', r.Aid.Select(a => $"{a.Name.ZhCn} {PaymentSheet.Yuan(a.Granted)} 元（{PaymentSheet.Say(a.State).ZhCn}）")), PaymentSheet.Yuan(r.Paid),
                string.Join('、', r.Recoveries.Select(x => $"应追回 {PaymentSheet.Yuan(x.Amount)}，已到账 {PaymentSheet.Yuan(x.Paid)}")),
            }));
        return page.Next is null ? html.ToString()
            : html.Link($"/ui/hardship-base?unit={Uri.EscapeDataString(unit)}&schoolYear={Uri.EscapeDataString(schoolYear)}&cursor={Uri.EscapeDataString(page.Next)}", "下一页").ToString();
    }
}
