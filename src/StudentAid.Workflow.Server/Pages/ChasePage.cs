using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Api;
using StudentAid.Workflow.Server.Api.After;

namespace StudentAid.Workflow.Server.Pages;

/// <summary>应助尽助: those on a provider's list who have not applied, and what was done about each.</summary>
public sealed class ChasePage(PageFrame frame, ChaseReading chase, UnitNames units)
{
    public async Task<string?> RenderAsync(HttpContext context, Id id)
    {
        var caller = Caller.Of(context);
        if (await chase.RowsAsync(id, caller, all: false, context.RequestAborted) is not { } rows)
            return null;
        var names = await units.BelowAsync("/");
        var html = await frame.BeginAsync(context, "应助尽助：名单上未申请的学生");
        return html.Paragraph($"共 {rows.Count} 人，其中待办 {rows.Count(r => r.Open)} 人。名单只用于提醒，不代替本人申请。")
            .Table(["姓名", "优先", "单位", "比对", "情况", "邀请日期", "邀请人", "放弃材料"], rows.Select(r => new[]
            {
                r.Name, r.Priority ? "优先" : "", names.GetValueOrDefault(r.Unit, r.Unit), r.Match == "matched" ? "匹配成功" : "匹配存疑", Said(r.Result), $"{r.InvitedOn:yyyy-MM-dd}", r.InvitedBy ?? "",
                r.Result != "waived" ? "" : r.Signed is null ? "本人确认" : "已签字",
            }))
            .Link($"/ui/rounds/{id}", "返回批次").ToString();
    }

    private static string Said(string result) => result switch
    {
        "applied" => "已申请", "waived" => "自愿放弃", "not-reached" => "未联系上", "invited" => "已邀请", "taken-back" => "放弃已收回", _ => "待邀请",
    };
}
