using System.Globalization;
using System.Text;
using StudentAid.Workflow.Casework.Applications;
using StudentAid.Workflow.Casework.Payments;
using StudentAid.Workflow.Casework.Prints;

namespace StudentAid.Workflow.Casework.Archiving;

/// <summary>发放 of the archive: the list held against what was paid (实施办法 第二十一条), and the hashes of the files that the bank or finance office sent; whoever did not get all is named.</summary>
internal static class ArchivePayments
{
    private const string Title = "发放";

    public static async Task<ArchiveSection> SectionAsync(DecidedList list, PaymentRegister register, CancellationToken cancellation)
    {
        if (await register.OfAsync(list, cancellation) is not { } payments)
            return new ArchiveSection(Title, [new ArchiveFile("本批次不发放资金.txt", Encoding.UTF8.GetBytes("认定批次不发放资金；发放情况见各资助项目批次的档案。\n"))], []);
        var files = payments.Files.Where(f => f.WithdrawnOn is null).ToList();
        var (header, rows) = PaymentSheet.Of(payments.Reconciliation, "zh-CN");
        var batches = files.Select(f => (IReadOnlyList<string>)
            [f.Batch, ApplicationSheet.DayOf(f.PaidOn), f.Rows.ToString(CultureInfo.InvariantCulture), PaymentSheet.Yuan(f.Paid), f.Failed.ToString(CultureInfo.InvariantCulture), f.Paper]);
        return new ArchiveSection(
            Title,
            [ArchiveTable.File(PaymentSheet.Name.ZhCn, header, rows), ArchiveTable.File("发放批次", ["批次", "发放日期", "笔数", "实发（元）", "失败笔数", "原件校验值"], batches)],
            [.. files.Count == 0 ? ["发放结果"] : Array.Empty<string>(), .. Unpaid(payments.Reconciliation)]);
    }

    private static IEnumerable<string> Unpaid(PaymentReconciliation reconciliation) => reconciliation.Lines
        .Where(l => l.State is not (PaymentReconciliation.InFull or PaymentReconciliation.Stopped)).Select(l => $"{l.Name}的足额发放（{PaymentSheet.Say(l.State).ZhCn}）")
        .Concat(reconciliation.Findings.Select(f => $"{f.Batch} 第 {f.Row.ToString(CultureInfo.InvariantCulture)} 行的说明（{f.Name} {PaymentSheet.Say(f.Kind).ZhCn}）"));
}
