using System.Collections.Frozen;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Scoring;

/// <summary>Reads the rule of an item by its <c>type</c>; a new type is one line here.</summary>
internal static class ItemRuleReader
{
    private const int Deepest = 4;

    private static readonly FrozenDictionary<string, Func<DocumentNode, int, ItemRule>> Types =
        new Dictionary<string, Func<DocumentNode, int, ItemRule>>(StringComparer.Ordinal)
        {
            ["single"] = (n, _) => new SingleChoice(Of(n), ScoreOption.ReadAll(n)),
            ["multiple"] = (n, _) => new MultipleChoice(Of(n), ScoreOption.ReadAll(n), n.OptionalNumber("cap")),
            ["yes-no"] = (n, _) => new YesNo(Condition.Read(n, dated: true), Points(n, "points") ?? Missing(n, "points"), Points(n, "otherwise") ?? 0),
            ["number"] = (n, _) => Bands(n, whole: false),
            ["count"] = (n, _) => Bands(n, whole: true),
            ["proportional"] = (n, _) => ProportionalRule.Read(Of(n), n),
            ["rows"] = Rows,
            ["manual"] = (n, _) => new ManualRule(Of(n), Points(n, "minimum") ?? 0, Points(n, "maximum"), n.Flag("evidenceNeeded", otherwise: true)),
        }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, Monotone> Ways = new Dictionary<string, Monotone>(StringComparer.Ordinal)
    {
        ["rising"] = Monotone.Rising, ["falling"] = Monotone.Falling,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, RowsTake> Takes = new Dictionary<string, RowsTake>(StringComparer.Ordinal)
    {
        ["sum"] = RowsTake.Sum, ["highest"] = RowsTake.Highest, ["lowest"] = RowsTake.Lowest,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static ItemRule Read(DocumentNode node, int depth = 0)
    {
        var type = node.RequiredText("type");
        if (Types.TryGetValue(type, out var read))
            return read(node, depth);
        if (type.Length > 0)
            node.Error(PackCodes.UnknownWord, "type", ("word", type), ("known", string.Join(", ", Types.Keys.Order(StringComparer.Ordinal))));
        return Nothing;
    }

    private static ManualRule Nothing => new(new FactPath(""), 0, 0, EvidenceNeeded: false);

    private static FactPath Of(DocumentNode node) => new(node.RequiredText("of"));

    private static decimal? Points(DocumentNode node, string name) => node.OptionalNumber(name, -ItemRule.MostPoints, ItemRule.MostPoints);

    private static decimal Missing(DocumentNode node, string name) => node.RequiredNumber(name);

    private static BandRule Bands(DocumentNode node, bool whole)
    {
        var of = Of(node);
        var range = node.Child("range");
        var (minimum, maximum) = range is null ? (0m, null) : (range.OptionalNumber("minimum"), range.OptionalNumber("maximum"));
        range?.Close();
        return new BandRule(
            of, whole, minimum, maximum, [.. node.RequiredChildren("bands").Where(b => b.IsRecord()).Select(Band.Read)],
            node.Word("monotone", Ways, Monotone.Undeclared));
    }

    private static ItemRule Rows(DocumentNode node, int depth)
    {
        var where = node.Child("where");
        var condition = where is null ? null : Condition.Read(where, dated: true);
        where?.Close();
        if (depth >= Deepest || node.Child("each") is not { } each)
        {
            node.Findings.Error(PackCodes.Missing, node.Pointer, ("name", "each"));
            return Nothing;
        }

        var rule = Read(each, depth + 1);
        each.Close();
        return new RowsRule(
            Of(node), condition, rule, node.Word("take", Takes, RowsTake.Sum),
            node.OptionalWhole("most", 1, RowsRule.MostRows) ?? RowsRule.MostRows, Points(node, "cap"), where?.Value.ToJson() ?? "");
    }
}
