using System.Collections.Immutable;

namespace StudentAid.Workflow.Casework.Scoring;

/// <summary>
/// The totals that answers can lead to: disjoint closed intervals in rising order, a single total being an interval of one point. Where there
/// would be more than <see cref="MostIntervals"/> the hull is kept and <see cref="Exact"/> is false.
/// </summary>
public sealed class PointSet
{
    public const int MostIntervals = 4_096;

    private PointSet(ImmutableArray<(decimal Low, decimal High)> intervals, bool exact)
    {
        Intervals = intervals;
        Exact = exact;
    }

    public ImmutableArray<(decimal Low, decimal High)> Intervals { get; }

    /// <summary>False where this is only an outer bound.</summary>
    public bool Exact { get; }

    public decimal Least => Intervals[0].Low;

    public decimal Most => Intervals[^1].High;

    /// <summary>Needs at least one point.</summary>
    public static PointSet Of(params IEnumerable<decimal> points) => From(points.Select(p => (p, p)), exact: true);

    public static PointSet Between(decimal low, decimal high) => From([(low, high)], exact: true);

    public PointSet Inexact() => new(Intervals, exact: false);

    public PointSet Or(PointSet other) => From(Intervals.Concat(other.Intervals), Exact && other.Exact);

    public PointSet Plus(PointSet other)
    {
        // Beyond this the sum would be collapsed anyway; the hull costs nothing.
        if ((long)Intervals.Length * other.Intervals.Length > 16L * MostIntervals)
            return From([(Least + other.Least, Most + other.Most)], exact: false);
        return From(Intervals.SelectMany(a => other.Intervals.Select(b => (a.Low + b.Low, a.High + b.High))), Exact && other.Exact);
    }

    /// <summary>What <paramref name="pick"/> makes of every pair; pairs of real intervals are taken as the hull of both.</summary>
    public PointSet Pick(PointSet other, Func<decimal, decimal, decimal> pick)
    {
        if (Intervals.Any(i => i.Low != i.High) || other.Intervals.Any(i => i.Low != i.High))
            return Or(other).Inexact();
        return Of(Intervals.SelectMany(a => other.Intervals.Select(b => pick(a.Low, b.Low))));
    }

    /// <summary>Every point through a function that never falls (clamping, weighting, rounding).</summary>
    public PointSet Through(Func<decimal, decimal> rising) => From(Intervals.Select(i => (rising(i.Low), rising(i.High))), Exact);

    /// <summary>Least and most between two cuts, or null where no point lies there.</summary>
    public (decimal Least, decimal Most)? Within(Cut low, Cut high)
    {
        var inside = Intervals.Where(i => Cut.Before(i.Low) < high && Cut.Behind(i.High) > low).ToList();
        if (inside.Count == 0)
            return null;
        var least = low.Infinite == 0 ? Math.Max(inside[0].Low, low.At) : inside[0].Low;
        var most = high.Infinite == 0 ? Math.Min(inside[^1].High, high.At) : inside[^1].High;
        return (least, most);
    }

    private static PointSet From(IEnumerable<(decimal Low, decimal High)> intervals, bool exact)
    {
        var merged = ImmutableArray.CreateBuilder<(decimal Low, decimal High)>();
        foreach (var interval in intervals.Order())
        {
            if (merged.Count > 0 && interval.Low <= merged[^1].High)
                merged[^1] = (merged[^1].Low, Math.Max(merged[^1].High, interval.High));
            else
                merged.Add(interval);
        }

        return merged.Count <= MostIntervals
            ? new PointSet(merged.ToImmutable(), exact)
            : new PointSet([(merged[0].Low, merged[^1].High)], exact: false);
    }
}
