using System.Globalization;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Scoring;

/// <summary>
/// <c>manual</c>: points that a teacher gives within bounds. The fact is a number, or <c>{ "points", "evidence" }</c> where evidence (a text or a
/// list of ids) is needed; without it, or out of bounds, nothing counts.
/// </summary>
public sealed record ManualRule(FactPath Of, decimal Minimum, decimal? Maximum, bool EvidenceNeeded) : ItemRule
{
    public override IEnumerable<string> Reads => [Of.Text];

    public override Scored Score(Value facts, ReferenceValues references)
    {
        var given = Of.Read(facts);
        if (given.IsNull)
            return Scored.Nothing(ScoreReason.Unused);
        if ((given.AsNumber() ?? given["points"].AsNumber()) is not { } points)
            return Scored.Nothing(ScoreReason.Unreadable);
        if (points < Minimum || points > (Maximum ?? MostPoints))
            return Scored.Nothing(ScoreReason.OutOfRange, points.ToString(CultureInfo.InvariantCulture));
        return EvidenceNeeded && points != 0 && new Answered(Expected: true).Of(given["evidence"]) != true
            ? Scored.Nothing(ScoreReason.EvidenceMissing)
            : new Scored(points, ScoreReason.Manual);
    }

    public override PointSet Attainable(ReferenceValues references) => PointSet.Of(0m).Or(PointSet.Between(Minimum, Maximum ?? MostPoints));

    public override void Prove(string item, string at, ReferenceValues references, Findings findings)
    {
        if (Maximum is null)
            findings.Warning(ScoringCodes.ManualUnbounded, at, ("item", item));
    }
}
