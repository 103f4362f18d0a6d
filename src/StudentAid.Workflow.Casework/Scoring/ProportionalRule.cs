using System.Collections.Frozen;
using System.Globalization;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Scoring;

/// <summary>
/// <c>proportional</c>: points for every <c>per</c> by which a number lies above <c>from</c>, or with <c>side</c> <c>below</c> beneath it; with <c>whole</c> only what is
/// full counts (每满一千元). More than <c>cap</c> points, up or where they are taken off down, there are never. Both amounts may be a dated value times a factor.
/// </summary>
public sealed record ProportionalRule(FactPath Of, BandEdge From, bool Below, BandEdge Per, decimal Points, bool Whole, decimal Cap, decimal Minimum, decimal Maximum, Rounding Round) : ItemRule
{
    /// <summary>A number beyond it is a slip of the pen.</summary>
    private const decimal Largest = 1_000_000_000_000m;

    private static readonly FrozenDictionary<string, bool> Sides = new Dictionary<string, bool>(StringComparer.Ordinal)
    {
        ["above"] = false, ["below"] = true,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public override IEnumerable<string> Reads => [Of.Text];

    public override IEnumerable<string> References => new[] { From.Reference, Per.Reference }.OfType<string>();

    public override Scored Score(Value facts, ReferenceValues references)
    {
        var answer = Of.Read(facts);
        if (answer.IsNull)
            return Scored.Nothing(ScoreReason.Missing);
        if (answer.AsNumber() is not { } number)
            return Scored.Nothing(ScoreReason.Unreadable);
        if (number < Minimum || number > Maximum)
            return Scored.Nothing(ScoreReason.OutOfRange, number.ToString(CultureInfo.InvariantCulture));
        return UnitsOf(number, references) is { } units
            ? new Scored(PointsOf(units), ScoreReason.Units, units.ToString("0.####", CultureInfo.InvariantCulture))
            : Scored.Nothing(ScoreReason.ReferenceMissing, References.FirstOrDefault(r => references.Read(r) is null) ?? Per.Reference);
    }

    public override PointSet Attainable(ReferenceValues references)
    {
        if (UnitsOf(Below ? Minimum : Maximum, references) is not { } most)
            return PointSet.Of(0m);
        if (Whole && PointsOf(PointSet.MostIntervals) == PointsOf(most))
            return PointSet.Of(Enumerable.Range(0, (int)Math.Min(most, PointSet.MostIntervals) + 1).Select(u => PointsOf(u)));
        var farthest = PointsOf(most);
        return PointSet.Between(Math.Min(farthest, 0), Math.Max(farthest, 0));
    }

    /// <summary>How many units a number lies beyond; null where a dated value is not known on the day, or is no amount to count by.</summary>
    private decimal? UnitsOf(decimal number, ReferenceValues references)
    {
        if (From.At(references) is not { } from || Per.At(references) is not { } per || per <= 0)
            return null;
        var units = Math.Max(0, Below ? from - number : number - from) / per;
        return Whole ? decimal.Truncate(units) : units;
    }

    private decimal PointsOf(decimal units) => Math.Clamp(Round.Apply(units * Points), -Cap, Cap);

    internal static ProportionalRule Read(FactPath of, DocumentNode node)
    {
        var range = node.Child("range");
        var (minimum, maximum) = (range?.OptionalNumber("minimum", -Largest, Largest) ?? 0, range?.OptionalNumber("maximum", -Largest, Largest) ?? Largest);
        range?.Close();
        return new ProportionalRule(
            of, Amount(node, "from", -Largest) ?? new BandEdge(0, null, Inclusive: true), node.Word("side", Sides, otherwise: false), Amount(node, "per", 0.01m) ?? Missing(node, "per"),
            node.RequiredNumber("points", -MostPoints, MostPoints), node.Flag("whole"), node.RequiredNumber("cap", 0, MostPoints), minimum, maximum,
            Rounding.Read(node) ?? new Rounding(2, RoundingMode.HalfUp));
    }

    private static BandEdge? Amount(DocumentNode node, string name, decimal least)
    {
        if (!node.Has(name))
            return null;
        if (node.Value[name] is not RecordValue)
            return new BandEdge(node.RequiredNumber(name, least, Largest), null, Inclusive: true);
        var child = node.Child(name)!;
        var edge = new BandEdge(child.OptionalNumber("times", 0.0001m, 1_000_000) ?? 1, child.Id("value"), Inclusive: true);
        child.Close();
        return edge;
    }

    private static BandEdge Missing(DocumentNode node, string name)
    {
        node.Findings.Error(PackCodes.Missing, node.Pointer, ("name", name));
        return new BandEdge(1, null, Inclusive: true);
    }
}
