using StudentAid.Workflow.Casework.Payments;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Api;
using System.Globalization;

namespace StudentAid.Workflow.Server.Pages;

/// <summary>发放对账: who of the list was paid in full, and what was paid that the list does not bear out.</summary>
public sealed class PaymentsPage(PageFrame frame, RoundAccess rounds, PaymentRegister register)
{
    public async Task<string?> RenderAsync(HttpContext context, Id id)
    {
        var caller = Caller.Of(context);
        if ((await rounds.OfficeAsync(id, caller, context.RequestAborted)).Round is null || await register.LoadAsync(caller.Principal.Scope, id, context.RequestAborted) is not { } found)
            return null;
        var held = found.Reconciliation;
        var html = await frame.BeginAsync(context, $"发放对账：{RoundState.TitleOf(found.Round.SchoolYear, found.Round.Name)}");
        html.Paragraph($"名单 {held.Lines.Length} 人，应发 {PaymentSheet.Yuan(held.Owed)} 元，实发 {PaymentSheet.Yuan(held.Paid)} 元。{(held.Agrees ? "全部足额，与名单一致。" : "与名单不一致，请逐项核对。")}")
            .Link($"/api/rounds/{id}/payments/file?format=xlsx", "下载对账表")
            .Table(["编号", "姓名", "应发（元）", "实发（元）", "最近发放", "结果", "说明"], held.Lines.Select(l => new[]
            {
                l.Number, l.Name, PaymentSheet.Yuan(l.Owed), PaymentSheet.Yuan(l.Paid), $"{l.PaidOn:yyyy-MM-dd}", PaymentSheet.Say(l.State).ZhCn, l.Reason,
            }));
        if (!held.Findings.IsEmpty)
        {
            html.Heading(2, "需要核查的付款").Table(["姓名", "金额（元）", "情况", "发放批次", "行"], held.Findings.Select(f => new[]
            {
                f.Name, PaymentSheet.Yuan(f.Amount), PaymentSheet.Say(f.Kind).ZhCn, f.Batch, f.Row.ToString(CultureInfo.InvariantCulture),
            }));
        }

        return html.Heading(2, "发放批次").Table(["批次", "发放日期", "行数", "失败", "金额（元）", "状态"], found.Files.Select(f => new[]
        {
            f.Batch, $"{f.PaidOn:yyyy-MM-dd}", $"{f.Rows}", $"{f.Failed}", PaymentSheet.Yuan(f.Paid), f.WithdrawnOn is null ? "有效" : "已作废",
        })).Link($"/ui/rounds/{id}", "返回批次").ToString();
    }
}
