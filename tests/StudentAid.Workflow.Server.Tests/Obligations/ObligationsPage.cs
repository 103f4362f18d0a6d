using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace StudentAid.Workflow.Server.Tests.Obligations;

/// <summary>The list of obligations as a page of Markdown.</summary>
internal sealed class ObligationsPage(bool chinese)
{
    private static readonly (string Prefix, Sentence Title)[] Chapters =
    [
        ("H-", new("实施办法第一条至第二十五条", "Implementation measures, Articles 1 to 25")),
        ("J-", new("人社厅发〔2020〕20号（技工院校）", "人社厅发〔2020〕20号 (technician schools)")),
        ("S", new("两份文件点到的系统、名单和材料", "Systems, lists and papers that the two texts name")),
        ("R", new("两份文件点到的人和机构", "People and bodies that the two texts name")),
    ];

    public string Of(ImmutableArray<Obligation> rows)
    {
        var page = new StringBuilder();
        page.Append(Say("# 义务清单\n\n英文版：[obligations.md](obligations.md)。", "# Obligations\n\nChinese: [obligations.zh-CN.md](obligations.zh-CN.md)."));
        page.Append(Say(
            "本页由 [obligations.json](obligations.json) 生成，`ObligationsTests` 核对：依据所在的要素、命令、接口、页面都在，证明用的测试都在；标有“去除即失败”的，去掉该要素后所列用例必定失败。用 `UPDATE=1` 重新生成。\n\n",
            " Made of [obligations.json](obligations.json) and held against the product by `ObligationsTests`: every element, command, operation, screen and test named here exists, and where a row says “fails without it” the case named was run without that element and failed. `UPDATE=1` writes it anew.\n\n"));
        var (open, mutants) = (rows.Count(r => r.IsOpen), rows.Count(r => r.Mutants.Length > 0));
        page.Append(CultureInfo.InvariantCulture, $"{(chinese ? $"共 {rows.Length} 条：已证明 {rows.Length - open} 条（其中去除即失败 {mutants} 条），未完成 {open} 条" : $"{rows.Length} rows: {rows.Length - open} proven, {mutants} of them with elements without which they fail, {open} open")}");
        page.Append(open == 0 ? "" : $"{(chinese ? "：" : ": ")}{string.Join(chinese ? "、" : ", ", rows.Where(r => r.IsOpen).Select(r => r.Id))}").Append(Say("。\n", ".\n"));
        foreach (var (prefix, title) in Chapters)
            Chapter(page, title, rows.Where(r => r.Id.StartsWith(prefix, StringComparison.Ordinal)));
        return page.ToString();
    }

    private void Chapter(StringBuilder page, Sentence title, IEnumerable<Obligation> rows)
    {
        page.Append(CultureInfo.InvariantCulture, $"\n## {title.In(chinese)}\n\n");
        page.Append(Say("| 编号 | 条款 | 要求 | 由什么承担 | 由什么证明 |\n", "| id | article | demand | carried by | proved by |\n")).Append("|---|---|---|---|---|\n");
        foreach (var row in rows)
            page.Append(CultureInfo.InvariantCulture, $"| {row.Id} | {row.Article.In(chinese)} | {Demand(row)} | {Lines(row.Carriers.Select(Carrier))} | {Proofs(row)} |\n");
    }

    private string Demand(Obligation row)
    {
        var lines = new List<string> { row.Text.In(chinese) };
        if (row.Outside is { } outside)
            lines.Add($"{Say("**外部系统**：", "**Outside system**: ")}{outside.In(chinese)}");
        if (row.Missing is { } missing)
            lines.Add($"{Say("**未完成**：", "**Open**: ")}{missing.In(chinese)}");
        return Lines(lines);
    }

    private string Proofs(Obligation row)
    {
        var broken = row.Mutants.SelectMany(m => m.Do.Select(e => e.Without.Length > 0 ? $"{e.File}#/activities/{e.Without}" : $"{e.File}#{e.At}")).Distinct(StringComparer.Ordinal);
        return Lines(row.Proof.Select(Proof)
            .Concat(broken.Select(b => $"{Say("去除即失败：", "fails without it: ")}{Carrier(b)}")));
    }

    private static string Proof(string proof) => proof.EndsWith(".case.json", StringComparison.Ordinal)
        ? $"[{Short(proof)}](../{proof}) {Written.CaseFile(proof)["title"]}" : $"`{proof}`";

    private string Carrier(string carrier) => carrier.Split(':', 2) switch
    {
        ["command", var name] => $"{Say("命令", "command")} `{name}`",
        ["type", var name] => $"`{name}`",
        ["operation", var name] => $"{Say("接口", "operation")} `{name}`",
        ["screen", var name] => $"{Say("页面", "screen")} [{name}](../src/StudentAid.Workflow.Web/src/{name})",
        _ => $"[{Short(carrier)}](../{carrier.Split('#')[0]})",
    };

    private static string Short(string file) => file.Replace("workflows/", "", StringComparison.Ordinal);

    private static string Lines(IEnumerable<string> lines) => string.Join("<br>", lines);

    private string Say(string zh, string en) => chinese ? zh : en;
}
