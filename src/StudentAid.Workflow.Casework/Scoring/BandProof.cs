using StudentAid.Workflow.Casework.Packs;

namespace StudentAid.Workflow.Casework.Scoring;

/// <summary>Proves that bands cover their range once: every gap, overlap and empty band is reported with the numbers it holds.</summary>
internal static class BandProof
{
    public static void Prove(BandRule rule, string item, string at, ReferenceValues references, Findings findings)
    {
        var bands = new List<(Cut Low, Cut High, decimal Points, int Number)>();
        for (var i = 0; i < rule.Bands.Length; i++)
        {
            // A missing reference value is reported once by the table's check; there is nothing to prove then.
            if (Place(rule, rule.Bands[i], references) is not var (low, high))
                return;
            if (low < high)
                bands.Add((low, high, rule.Bands[i].Points, i + 1));
            else
                findings.Error(ScoringCodes.BandEmpty, at, ("item", item), ("number", i + 1));
        }

        bands.Sort((a, b) => a.Low.CompareTo(b.Low));
        Cover(rule, item, at, bands, findings);
        for (var i = 1; i < bands.Count; i++)
        {
            var step = bands[i].Points - bands[i - 1].Points;
            if ((rule.Monotone == Monotone.Rising && step < 0) || (rule.Monotone == Monotone.Falling && step > 0))
                findings.Error(ScoringCodes.NotMonotone, at, ("item", item), ("number", bands[i].Number));
        }
    }

    /// <summary>True where no number of the range lies in the band.</summary>
    public static bool IsEmpty(BandRule rule, Band band, ReferenceValues references) =>
        Place(rule, band, references) is not var (low, high) || low >= high;

    private static void Cover(
        BandRule rule, string item, string at, List<(Cut Low, Cut High, decimal Points, int Number)> bands, Findings findings)
    {
        var (reached, end) = Range(rule);
        foreach (var (low, high, _, _) in bands)
        {
            if (low > reached)
                findings.Error(ScoringCodes.BandGap, at, ("item", item), ("gap", Cut.Between(reached, low, rule.Whole)));
            if (low < reached)
                findings.Error(ScoringCodes.BandOverlap, at, ("item", item), ("overlap", Cut.Between(low, Min(reached, high), rule.Whole)));
            reached = high > reached ? high : reached;
        }

        if (reached < end)
            findings.Error(ScoringCodes.BandGap, at, ("item", item), ("gap", Cut.Between(reached, end, rule.Whole)));
    }

    private static (Cut Low, Cut High)? Place(BandRule rule, Band band, ReferenceValues references)
    {
        if (band.Cuts(references) is not var (low, high))
            return null;
        var (start, end) = Range(rule);
        (low, high) = rule.Whole ? (low.ToWhole(), high.ToWhole()) : (low, high);
        return (low < start ? start : low, Min(high, end));
    }

    private static (Cut Low, Cut High) Range(BandRule rule)
    {
        var low = rule.Minimum is { } minimum ? Cut.Before(minimum) : Cut.Lowest;
        var high = rule.Maximum is { } maximum ? Cut.Behind(maximum) : Cut.Highest;
        return rule.Whole ? (low.ToWhole(), high.ToWhole()) : (low, high);
    }

    private static Cut Min(Cut one, Cut other) => one < other ? one : other;
}
