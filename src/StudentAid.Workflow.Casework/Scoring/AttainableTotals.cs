using StudentAid.Workflow.Casework.Packs;

namespace StudentAid.Workflow.Casework.Scoring;

/// <summary>Every total that a table can give, by the structure of the table: items, exclusive sets, groups, factors, total.</summary>
internal sealed class AttainableTotals(ScoreTable table, ReferenceValues references)
{
    public PointSet Total() =>
        Multiplied(table.Factors.Select(Unshared).Aggregate(PointSet.Of(0m), (sum, f) => sum.Plus(f))).Through(t => Scorer.TotalOf(table, t / Whole));

    /// <summary>Each multiplier holds or does not.</summary>
    private PointSet Multiplied(PointSet sums) =>
        table.Vetoes.Where(v => v.Effect == VetoEffect.Times).Aggregate(sums, (all, veto) => all.Or(all.Through(t => t * veto.Times)));

    /// <summary>What all weights are shares of.</summary>
    private decimal Whole => table.WeightsSum ?? 1;

    /// <summary>A factor's points after cap and weight.</summary>
    public PointSet Of(Factor factor) => Unshared(factor).Through(p => p / Whole);

    /// <summary>The same before the sum is divided by that of the weights, so that thirds make a whole again.</summary>
    private PointSet Unshared(Factor factor)
    {
        var sum = table.Groups.Where(g => Same(g.Factor, factor.Id) && g.Within is null)
            .Aggregate(Items(i => Same(i.Factor, factor.Id) && i.Group is null), (all, g) => all.Plus(Of(g, 0)));
        return sum.Through(p => Math.Min(p, factor.Cap ?? p) * factor.Weight);
    }

    /// <summary>Reports sets of which all items count, with the points by which the maximum is too high.</summary>
    public void ProveExclusive(Findings findings)
    {
        for (var s = 0; s < table.Exclusive.Length; s++)
        {
            var set = table.Exclusive[s];
            var most = table.Items.Where(i => set.Items.Contains(i.Id, StringComparer.Ordinal)).Select(i => Of(i).Most).Where(p => p > 0).ToList();
            if (set.Take == ExclusiveTake.All && most.Count > 1)
            {
                findings.Warning(ScoringCodes.ExclusiveNotEnforced, $"/exclusive/{s}",
                    ("items", string.Join(", ", set.Items)), ("excess", most.Sum() - most.Max()));
            }
        }
    }

    private PointSet Of(ItemGroup group, int depth)
    {
        if (depth > table.Groups.Length)
            return PointSet.Of(0m);
        return table.Groups.Where(g => Same(g.Within, group.Id))
            .Aggregate(Items(i => Same(i.Group, group.Id)), (all, g) => all.Plus(Of(g, depth + 1)))
            .Through(p => Math.Min(p, group.Cap ?? p));
    }

    private PointSet Items(Func<ScoreItem, bool> belongs)
    {
        var members = table.Items.Where(belongs).ToList();
        var sets = table.Exclusive.Where(e => e.Take != ExclusiveTake.All)
            .Select(e => (e.Take, Items: e.Items.SelectMany(id => members.Where(m => Same(m.Id, id))).ToList())).Where(e => e.Items.Count > 0).ToList();
        var free = members.Where(m => !sets.Exists(s => s.Items.Contains(m))).Select(Of);
        return sets.Select(s => OneOf(s.Items, s.Take)).Concat(free).Aggregate(PointSet.Of(0m), (sum, p) => sum.Plus(p));
    }

    private PointSet OneOf(List<ScoreItem> items, ExclusiveTake take) => items.Select(Of).Aggregate((one, other) =>
        one.Pick(other, take == ExclusiveTake.First ? (a, b) => a != 0 ? a : b : Math.Max));

    /// <summary>A missing answer counts 0 unless it leaves the case without a suggestion.</summary>
    private PointSet Of(ScoreItem item)
    {
        var points = item.Rule.Attainable(references);
        return table.Missing == MissingRule.Zero ? points.Or(PointSet.Of(0m)) : points;
    }

    private static bool Same(string? one, string? other) => string.Equals(one, other, StringComparison.Ordinal);
}
