using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Activities;

namespace Sample.Activities.Lots;

public sealed record DrawLotsOptions
{
    [Option("签号", "Lots", Required = true, HelpZhCn = "参加抽签的编号，不得重复；先后次序不影响结果。", HelpEn = "The ids that take part, each once; their order does not matter.")]
    public ImmutableArray<string> Lots { get; init; } = [];

    [Option("抽取数", "Count", Required = true, Minimum = 1, Maximum = 100_000, HelpZhCn = "抽出几个。", HelpEn = "How many are drawn.")]
    public int Count { get; init; } = 1;

    [Option("种子", "Seed", Required = true, HelpZhCn = "事先公布的一段文字；同样的种子和签号，任何人都得到同样的结果。", HelpEn = "A text made public beforehand; with the same seed and lots anyone gets the same result.")]
    public string Seed { get; init; } = "";
}
