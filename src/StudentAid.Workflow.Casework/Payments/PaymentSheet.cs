using System.Collections.Immutable;
using System.Globalization;
using StudentAid.Workflow.Engine.Definitions;

namespace StudentAid.Workflow.Casework.Payments;

/// <summary>A reconciliation as a table for people: a line each, then what the list does not bear out. Amounts in 元.</summary>
public static class PaymentSheet
{
    public static readonly Text Name = new("发放对账", "Payments");

    private static readonly ImmutableArray<Text> Header =
        [new("编号", "Number"), new("姓名", "Name"), new("应发（元）", "Granted"), new("实发（元）", "Paid"), new("最近发放日期", "Last paid on"), new("结果", "Result"), new("说明", "Remark")];

    private static readonly ImmutableDictionary<string, Text> Words = ImmutableDictionary.CreateRange(StringComparer.Ordinal,
    [
        KeyValuePair.Create("in-full", new Text("足额", "In full")), KeyValuePair.Create("short", new Text("未足额", "Short")), KeyValuePair.Create("unpaid", new Text("未发放", "Unpaid")),
        KeyValuePair.Create("failed", new Text("发放失败", "Failed")), KeyValuePair.Create("over", new Text("多发", "Too much")), KeyValuePair.Create("stopped", new Text("异动停发", "Stopped")),
        KeyValuePair.Create("no-amount", new Text("未定金额", "No amount in force")), KeyValuePair.Create("not-on-list", new Text("不在名单上", "Not on the list")),
        KeyValuePair.Create("name-differs", new Text("姓名与学籍不一致", "Another name than on the register")),
        KeyValuePair.Create("other-card", new Text("卡号与登记不一致", "Another account than on the register")), KeyValuePair.Create("shared-card", new Text("多人共用一卡", "One account for several")),
        KeyValuePair.Create("after-stop", new Text("异动停发后仍发放", "Paid after the aid was stopped")),
    ]);

    /// <summary>A state or a kind of finding in words.</summary>
    public static Text Say(string word) => Words.GetValueOrDefault(word, word);

    public static (IReadOnlyList<string> Header, IReadOnlyList<IReadOnlyList<string>> Rows) Of(PaymentReconciliation reconciliation, string language) =>
    (
        [.. Header.Select(h => h.In(language))],
        [
            .. reconciliation.Lines.Select(l => (IReadOnlyList<string>)[l.Number, l.Name, Yuan(l.Owed), Yuan(l.Paid), Day(l.PaidOn), Say(l.State).In(language), l.Reason]),
            .. reconciliation.Findings.Select(f => (IReadOnlyList<string>)["", f.Name, "", Yuan(f.Amount), "", Say(f.Kind).In(language), $"{f.Batch} #{f.Row.ToString(CultureInfo.InvariantCulture)}"]),
        ]
    );

    /// <summary>分 as 元 with two places.</summary>
    public static string Yuan(long amount) => (amount / 100m).ToString("0.00", CultureInfo.InvariantCulture);

    private static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
}
