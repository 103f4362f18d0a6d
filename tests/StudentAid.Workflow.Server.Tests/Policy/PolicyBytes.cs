using System.Text;
using StudentAid.Workflow.Server.Tests.Season;

namespace StudentAid.Workflow.Server.Tests.Policy;

/// <summary>
/// What the world's people are called, their numbers, and what was written of them: looked for in every file of the server's folder and in all that it logged, the address of each request
/// among it, when everybody has asked every operation.
/// </summary>
internal static class PolicyBytes
{
    private const int LinesAtOnce = 5_000;

    /// <summary>Where something stands, and what.</summary>
    public static IReadOnlyList<string> Standing(RunningServer server, IEnumerable<string> canaries)
    {
        var search = new ByteSearch(canaries.SelectMany(Of));
        // The lock is the server's alone, and empty.
        var found = Directory.GetFiles(server.Folder, "*", SearchOption.AllDirectories).Where(f => !f.EndsWith(".lock", StringComparison.Ordinal)).SelectMany(f => search.All(ByteSearch.Bytes(f)).Select(text => $"{Path.GetFileName(f)}: {text}")).ToList();
        foreach (var lines in server.Log.Lines.Chunk(LinesAtOnce))
            found.AddRange(search.All(Encoding.UTF8.GetBytes(string.Join('\n', lines))).Select(text => $"log: {text}"));
        return [.. found.Distinct(StringComparer.Ordinal)];
    }

    private static IEnumerable<string> Of(string canary)
    {
        var names = "甲乙丙丁戊己".Select(c => $"王{canary}{c}").Append($"李{canary}己").Append($"委员{canary}").Append($"赵{canary}");
        string[] numbers = [$"{canary}1380000", $"{canary}1390000"];
        string[] told =
        [
            "属实", "家里好转", "材料不实", "愿意退还", "不实", "请复议", "抽查", "照片缺失", "已补拍", "当众诉苦", "公示缺失", "材料不全", "核查", "重复", "家里有三套房", "另有收入", "只有一套", "父亲患病", "全年收入", "特殊群体",
        ];
        return names.Concat(numbers).Concat(numbers.Select(n => Uri.EscapeDataString(n))).Concat(told.Select(t => t + canary));
    }
}
