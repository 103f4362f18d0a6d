using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;

namespace Sample.Activities.Lots;

/// <summary>
/// Draws the first n lots by SHA-256(seed ‖ lot): without chance, so that a replay and everyone who knows the seed gets the same ones.
/// Ends with Drawn, or with TooFew where there are fewer lots than asked for; then all are drawn.
/// </summary>
public sealed class DrawLots() : ActivityType<DrawLotsOptions>(new ActivityDescription
{
    Type = "Sample.DrawLots",
    Title = new Text("抽签", "Draw lots"),
    Summary = new Text("按公布的种子抽出若干个签号，任何人都能验证。", "Draws lots by a public seed; anyone can verify it."),
    Category = new Text("示例", "Samples"),
    Outputs = [new OutputDescription("drawn", new Text("抽中的", "Drawn"), OptionKind.List), new OutputDescription("left", new Text("未抽中的", "Not drawn"), OptionKind.List)],
    Outcomes = [Drawn, TooFew],
})
{
    private const string Drawn = "Drawn";
    private const string TooFew = "TooFew";

    public override IEnumerable<Rejection> Check(ActivityNode node)
    {
        if (node.Input("seed") is { Kind: InputKind.Literal } seed && (seed.Value.AsText() ?? "x").Length == 0)
            yield return LotCodes.NoSeed.With(("activity", node.Id));
        if (node.Input("lots") is { Kind: InputKind.Literal } lots && Repeated(lots.Value.Items.Select(l => l.AsText() ?? l.ToJson())) is { } lot)
            yield return LotCodes.Repeated.With(("activity", node.Id), ("lot", lot));
    }

    protected override ActivityResult Enter(ActivityContext context, DrawLotsOptions options)
    {
        if (options.Seed.Length == 0)
            return ActivityResult.Faulted(LotCodes.NoSeed.With(("activity", context.Node.Id)));
        if (Repeated(options.Lots) is { } lot)
            return ActivityResult.Faulted(LotCodes.Repeated.With(("activity", context.Node.Id), ("lot", lot)));
        var order = InOrder(options.Seed, options.Lots);
        context.SetOutput("drawn", Value.List(order.Take(options.Count).Select(Value.Of)));
        context.SetOutput("left", Value.List(order.Skip(options.Count).Select(Value.Of)));
        return ActivityResult.Completed(order.Length < options.Count ? TooFew : Drawn);
    }

    /// <summary>All lots as they would be drawn.</summary>
    public static ImmutableArray<string> InOrder(string seed, IEnumerable<string> lots) =>
        [.. lots.OrderBy(l => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(seed + l))), StringComparer.Ordinal).ThenBy(l => l, StringComparer.Ordinal)];

    private static string? Repeated(IEnumerable<string> lots) =>
        lots.GroupBy(l => l, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1)?.Key;
}
