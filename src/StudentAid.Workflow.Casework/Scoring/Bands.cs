using System.Collections.Immutable;
using System.Globalization;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Scoring;

/// <summary>
/// A bound: a number, or a dated value times a factor (<c>{ "value": "subsistence-line", "times": 1.5 }</c>); of a condition also another fact times a factor
/// (<c>{ "of": "answers.family.expenses", "times": 0.5 }</c>).
/// </summary>
public sealed record BandEdge(decimal Number, string? Reference, bool Inclusive)
{
    /// <summary>The fact that it is a multiple of; null where it is none.</summary>
    public FactPath? Of { get; init; }

    /// <summary>The number on the reference date, or null where the dated value has none.</summary>
    public decimal? At(ReferenceValues references) => Reference is null ? Number : references.Read(Reference) * Number;

    /// <summary>The edge with its number on the reference date; as it is where the dated value has none.</summary>
    public BandEdge On(ReferenceValues references) => At(references) is { } number ? new BandEdge(number, null, Inclusive) : this;

    /// <summary>The edge with its number among these facts; as it is where the fact is missing or is no number.</summary>
    public BandEdge With(Value facts) => Of?.Read(facts).AsNumber() is { } number ? new BandEdge(Math.Clamp(number, -MostOfFact, MostOfFact) * Number, null, Inclusive) : this;

    private const decimal MostOfFact = 1_000_000_000_000_000m;

    internal static BandEdge? Read(DocumentNode node, string inclusive, string exclusive, bool dated = true, bool ofFacts = false)
    {
        var name = node.Has(inclusive) ? inclusive : exclusive;
        if (!node.Has(name))
            return null;
        var includes = string.Equals(name, inclusive, StringComparison.Ordinal);
        var isOfFact = ofFacts && !node.Value[name]["of"].IsNull;
        if (!(dated || isOfFact) || node.Value[name] is not RecordValue)
            return new BandEdge(node.RequiredNumber(name), null, includes);
        var child = node.Child(name)!;
        var times = child.OptionalNumber("times", 0, 1_000_000) ?? 1;
        var edge = isOfFact ? new BandEdge(times, null, includes) { Of = new FactPath(child.RequiredText("of")) } : new BandEdge(times, child.Id("value"), includes);
        child.Close();
        return edge;
    }
}

/// <summary>Points for the numbers between two bounds; without a bound the band goes on for ever.</summary>
public sealed record Band(BandEdge? Low, BandEdge? High, decimal Points)
{
    /// <summary>Where the band begins and ends on the reference date, or null where a dated value is missing.</summary>
    public (Cut Low, Cut High)? Cuts(ReferenceValues references)
    {
        var (low, high) = (Low?.At(references), High?.At(references));
        if ((Low is not null && low is null) || (High is not null && high is null))
            return null;
        return (
            low is { } l ? new Cut(l, After: !Low!.Inclusive) : Cut.Lowest,
            high is { } h ? new Cut(h, After: High!.Inclusive) : Cut.Highest);
    }

    internal static Band Read(DocumentNode node)
    {
        var band = new Band(
            BandEdge.Read(node, "minimum", "exclusiveMinimum"), BandEdge.Read(node, "maximum", "exclusiveMaximum"),
            node.RequiredNumber("points", -ItemRule.MostPoints, ItemRule.MostPoints));
        node.Close();
        return band;
    }
}

/// <summary>Which way points must go as the number rises.</summary>
public enum Monotone { Undeclared, Rising, Falling }

/// <summary>
/// <c>number</c> and <c>count</c>: points by the band in which a number lies. The declared range (0 and up when left out) must be covered without
/// gap and without overlap; a count is a whole number.
/// </summary>
public sealed record BandRule(FactPath Of, bool Whole, decimal? Minimum, decimal? Maximum, ImmutableArray<Band> Bands, Monotone Monotone) : ItemRule
{
    public override IEnumerable<string> Reads => [Of.Text];

    public override IEnumerable<string> References => Bands.SelectMany(b => new[] { b.Low?.Reference, b.High?.Reference }).OfType<string>();

    public override Scored Score(Value facts, ReferenceValues references)
    {
        var answer = Of.Read(facts);
        if (answer.IsNull)
            return Scored.Nothing(ScoreReason.Missing);
        if (answer.AsNumber() is not { } number || (Whole && number != decimal.Truncate(number)))
            return Scored.Nothing(ScoreReason.Unreadable);
        if (number < Minimum || number > Maximum)
            return Scored.Nothing(ScoreReason.OutOfRange);
        foreach (var band in Bands)
        {
            if (band.Cuts(references) is not var (low, high))
                return Scored.Nothing(ScoreReason.ReferenceMissing, band.Low?.Reference ?? band.High?.Reference);
            if (Cut.Before(number) >= low && Cut.Behind(number) <= high)
                return new Scored(band.Points, ScoreReason.Band, Cut.Between(low, high, whole: false));
        }

        return Scored.Nothing(ScoreReason.OutOfRange, number.ToString(CultureInfo.InvariantCulture));
    }

    public override PointSet Attainable(ReferenceValues references) =>
        PointSet.Of(Bands.Where(b => !BandProof.IsEmpty(this, b, references)).Select(b => b.Points).DefaultIfEmpty());

    public override void Prove(string item, string at, ReferenceValues references, Findings findings) =>
        BandProof.Prove(this, item, at, references, findings);
}
