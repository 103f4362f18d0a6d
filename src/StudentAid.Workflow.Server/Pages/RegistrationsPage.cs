using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Server.Api;

namespace StudentAid.Workflow.Server.Pages;

/// <summary>学籍注册: the window and who is not registered yet, with what has to be collected first.</summary>
public sealed class RegistrationsPage(PageFrame frame, RegistrationReading reading, UnitNames units)
{
    public async Task<string?> RenderAsync(HttpContext context, string school)
    {
        var caller = Caller.Of(context);
        if (!caller.Principal.Scope.Covers(school) || Duties.Rounds(caller.Principal, school) is not null || await reading.FindAsync(school, context.RequestAborted) is not { } view)
            return null;
        var names = await units.BelowAsync(school);
        var html = await frame.BeginAsync(context, "学籍注册");
        return html.Paragraph(view.Opens is null ? "没有注册时限。" : $"{view.Name?.ZhCn}注册时限 {view.Opens:yyyy-MM-dd} 至 {view.Closes:yyyy-MM-dd}，{(view.Open ? "正在办理" : "尚未开始")}；未注册 {view.Pending.Count} 人。")
            .Table(["姓名", "班级", "学籍", "待采集", "重复"], view.Pending.Select(p => new[]
            {
                p.Name, names.GetValueOrDefault(p.Place, p.Place), p.Register == "full-time" ? "全日制" : "非全日制", string.Join('、', p.Missing.Select(m => m.ZhCn)), p.Twice ? "身份证号与另一在籍学生相同" : "",
            })).ToString();
    }
}
