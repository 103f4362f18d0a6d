using System.Collections.Frozen;
using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Committees;

/// <summary>An item of a score sheet and the points that a member may give for it.</summary>
public sealed record SheetItem(string Id, Text Name, decimal Minimum, decimal Maximum);

/// <summary>How much of the result each is: the total that the student came with, of the score table, and what the meeting gave.</summary>
public sealed record SheetShares(decimal Total, decimal Sheet);

/// <summary>
/// A score sheet (评分表, kind <c>review-sheet</c>): every member who sits at the meeting gives points for each item to each student; his sum is one sheet. Of the sheets on a
/// student the highest and lowest are left out as often as is said, of the others mean or sum is the result: the place on the list where it <see cref="Ranks"/>, else the total.
/// With <see cref="Shares"/> that result and the total of the score table count together.
/// </summary>
public sealed record ReviewSheet(string Id, ImmutableArray<SheetItem> Items, int DropHighest, int DropLowest, bool Mean, Rounding Round, bool Ranks)
{
    /// <summary>Null where the sheets alone are the result.</summary>
    public SheetShares? Shares { get; init; }

    public static readonly DocumentKind<ReviewSheet> Kind = new("review-sheet", new Text("评分表", "Score sheet"), (n, d) => Read(n, d.Id), Value.Parse("""
        { "type": "object", "required": ["items"], "properties": {
            "items": { "type": "array", "minItems": 1, "items": { "type": "object", "required": ["id", "name", "maximum"], "additionalProperties": false, "properties": {
              "id": { "type": "string" }, "name": { "type": ["string", "object"], "additionalProperties": true }, "minimum": { "type": "number" }, "maximum": { "type": "number" },
              "note": { "type": "string" } } } },
            "drop": { "type": "object", "additionalProperties": false, "properties": {
              "highest": { "type": "integer", "minimum": 0 }, "lowest": { "type": "integer", "minimum": 0 }, "note": { "type": "string" } } },
            "of": { "enum": ["mean", "sum"] },
            "round": { "type": "object", "additionalProperties": false, "properties": {
              "digits": { "type": "integer" }, "mode": { "enum": ["half-up", "half-even", "down", "up"] }, "note": { "type": "string" } } },
            "shares": { "type": "object", "required": ["total", "sheet"], "additionalProperties": false, "properties": {
              "total": { "type": "number", "minimum": 0, "maximum": 100 }, "sheet": { "type": "number", "minimum": 0, "maximum": 100 }, "note": { "type": "string" } } },
            "becomes": { "enum": ["total", "rank"] } } }
        """));

    private static readonly FrozenDictionary<string, bool> Means = new Dictionary<string, bool>(StringComparer.Ordinal) { ["mean"] = true, ["sum"] = false }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, bool> Results = new Dictionary<string, bool>(StringComparer.Ordinal) { ["total"] = false, ["rank"] = true }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The result of a student's sheets, whatever their order; null where none is left after the highest and lowest, or a total is to count and there is none.</summary>
    public decimal? ResultOf(IEnumerable<decimal> sheets, decimal? total = null)
    {
        var kept = sheets.Order().Skip(DropLowest).SkipLast(DropHighest).ToList();
        if (kept.Count == 0)
            return null;
        var given = Mean ? kept.Sum() / kept.Count : kept.Sum();
        if (Shares is null)
            return Round.Apply(given);
        return total is { } came ? Round.Apply((came * Shares.Total) + (given * Shares.Sheet)) : null;
    }

    /// <summary>Null where every item has its points within its bounds, and nothing else has any.</summary>
    public Rejection? Refuse(IReadOnlyDictionary<string, decimal> points)
    {
        if (points.Keys.Except(Items.Select(i => i.Id), StringComparer.Ordinal).FirstOrDefault() is { } unknown)
            return ReviewSheetCodes.UnknownItem.With(("item", unknown), ("known", Text.Listed(Items.Select(i => i.Id))));
        foreach (var item in Items)
        {
            if (!points.TryGetValue(item.Id, out var given))
                return ReviewSheetCodes.ItemMissing.With(("item", item.Name));
            if (given < item.Minimum || given > item.Maximum)
                return ReviewSheetCodes.OutOfBounds.With(("item", item.Name), ("minimum", item.Minimum), ("maximum", item.Maximum), ("points", given));
        }

        return null;
    }

    private static ReviewSheet Read(DocumentNode node, string id)
    {
        _ = node.RequiredChildren("items");
        var drop = node.Child("drop");
        var sheet = new ReviewSheet(
            id, node.Each("items", i => new SheetItem(i.Id(), i.Label(), i.OptionalNumber("minimum") ?? 0, i.RequiredNumber("maximum")), i => i.Id, required: true),
            drop?.OptionalWhole("highest", 0, 10) ?? 0, drop?.OptionalWhole("lowest", 0, 10) ?? 0, node.Word("of", Means, otherwise: true),
            Rounding.Read(node) ?? new Rounding(2, RoundingMode.HalfUp), node.Word("becomes", Results, otherwise: false));
        drop?.Close();
        if (node.Child("shares") is { } shares)
        {
            sheet = sheet with { Shares = new SheetShares(shares.RequiredNumber("total", 0, 100), shares.RequiredNumber("sheet", 0, 100)) };
            shares.Close();
        }

        foreach (var item in sheet.Items.Where(i => i.Maximum < i.Minimum))
            node.Error(ReviewSheetCodes.BoundsBackwards, "items", ("item", item.Id), ("minimum", item.Minimum), ("maximum", item.Maximum));
        node.Close();
        return sheet;
    }
}

/// <summary>What can be wrong with a score sheet, or with what a member enters in it.</summary>
public static class ReviewSheetCodes
{
    public static readonly Code BoundsBackwards = Code.Input("sheet-bounds-backwards", "评分项“{item}”的最高分应不低于最低分 {minimum}，但写的是 {maximum}。", "Expected the most points of '{item}' to be at least the fewest, {minimum}, but they are {maximum}.");
    public static readonly Code UnknownItem = Code.Input("sheet-unknown-item", "评分项应是 {known} 之一，但“{item}”不是。", "Expected the sheet's items {known}, but '{item}' is none.");
    public static readonly Code ItemMissing = Code.Input("sheet-item-missing", "每一项都应评分，但“{item}”没有分数。", "Expected points for every item, but '{item}' has none.");
    public static readonly Code OutOfBounds = Code.Input("sheet-out-of-bounds", "“{item}”的分数应在 {minimum} 至 {maximum} 之间，但为 {points}。", "Expected between {minimum} and {maximum} points for '{item}', but they are {points}.");
    public static readonly Code OwnStands = Code.State("sheet-own-stands", "成员 {member} 已本人评分，不能由他人代填或改动；更正由本人重新评分。", "Expected nobody to replace the sheet that {member} filled in himself, but one was sent for him; he corrects it himself.");
    public static readonly Code NoSheet = Code.State("sheet-not-asked", "本环节应按评分表评分，但没有评分表。", "Expected a step that scores by a sheet, but it has none.");
    public static readonly Code StudentMissing = Code.Input("sheet-student-missing", "评分表应包括名单上每一名待定的学生各一次，但不是。", "Expected the sheet to have every open student of the list once, but it has not.");
    public static readonly Code Outstanding = Code.State("sheets-outstanding", "到会的每位成员都应评分，但还有 {count} 位没有评分。", "Expected a sheet of everybody who sits at the meeting, but {count} are outstanding.");
    public static readonly Code TooFew = Code.State("sheets-too-few", "去掉最高分和最低分后应还有评分，但只有 {count} 份。", "Expected some sheets to be left without the highest and lowest, but there are only {count}.");
    public static readonly Code NoTotal = Code.State("sheet-without-total", "评分表把量化得分一并计入，名单上的学生都应有量化得分，但有 {count} 名没有；请先完成量化评估。", "Expected everybody on the list to have a total of the score table, which counts with the sheets, but {count} have none; they are to be scored first.");
    public static readonly Code Tied = Code.Input("sheet-tied", "得分相同的学生应由会议排出先后，但没有写名次。", "Expected the body to order who has the same result, but there are no ranks.");
    public static readonly Code AgainstSheet = Code.Input("ranking-against-sheet", "名次应与评分结果一致，得分高的在前，但不是。", "Expected the ranks to follow the results of the sheets, the higher first, but they do not.");
    public static readonly Code RankWithoutRanking = Code.Input("sheet-without-ranking", "评分结果作为名次的，本环节的“ranking”应是 true，但不是。", "Expected 'ranking' of the step whose sheet becomes the rank to be true, but it is not.");
}
