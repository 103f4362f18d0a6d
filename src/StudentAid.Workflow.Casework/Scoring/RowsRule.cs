using System.Globalization;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Scoring;

/// <summary>Which points of several rows count.</summary>
public enum RowsTake { Sum, Highest, Lowest }

/// <summary>
/// <c>rows</c>: another rule for each row of a list (each member of the family, each parent), of the rows for which a condition holds,
/// at most <c>most</c> of them; together at most <c>cap</c>. The order of the rows does not matter: where there are more than <c>most</c>,
/// those with the highest points count. <c>Filter</c> is the condition as the document writes it.
/// </summary>
public sealed record RowsRule(FactPath Of, Condition? Where, ItemRule Each, RowsTake Take, int Most, decimal? Cap, string Filter) : ItemRule
{
    public const int MostRows = 64;

    public override IEnumerable<string> Reads => Each.Reads.Select(r => $"{Of.Text}[{Filter}].{r}");

    public override IEnumerable<string> References => Each.References.Concat(Where?.References ?? []);

    public override Scored Score(Value facts, ReferenceValues references)
    {
        var answer = Of.Read(facts);
        if (answer.IsNull)
            return Scored.Nothing(ScoreReason.Missing);
        if (answer is not ListValue rows)
            return Scored.Nothing(ScoreReason.Unreadable);
        var where = Where?.At(references);
        var scored = rows.Values.Where(r => where is null || where.Holds(r) == true).Select(r => Each.Score(r, references)).ToList();
        var points = Capped(Together(scored.Where(s => !s.IsMissing).Select(s => s.Points).OrderDescending().Take(Most).ToList()));
        return scored.FirstOrDefault(s => s.IsMissing) is { } missing
            ? new Scored(points, missing.Reason, missing.Detail)
            : new Scored(points, ScoreReason.Rows, scored.Count.ToString(CultureInfo.InvariantCulture));
    }

    public override PointSet Attainable(ReferenceValues references)
    {
        var one = Each.Attainable(references);
        var all = PointSet.Of(0m);
        if (Take != RowsTake.Sum)
            return all.Or(one).Through(Capped);
        var sum = all;
        for (var i = 0; i < Most; i++)
        {
            sum = sum.Plus(one);
            all = all.Or(sum);
        }

        return all.Through(Capped);
    }

    public override void Prove(string item, string at, ReferenceValues references, Findings findings) =>
        Each.Prove(item, $"{at}/each", references, findings);

    private decimal Together(List<decimal> points) => points.Count == 0 ? 0 : Take switch
    {
        RowsTake.Sum => points.Sum(),
        RowsTake.Highest => points[0],
        _ => points[^1],
    };

    private decimal Capped(decimal points) => Math.Min(points, Cap ?? points);
}
