using StudentAid.Workflow.Casework.Packs;

namespace StudentAid.Workflow.Casework.Scoring;

/// <summary>Weights, groups, exclusive sets, thresholds and levels of a table against each other.</summary>
internal static class StructureProof
{
    private const int Percent = 100;

    public static void Prove(ScoreTable table, Scale scale, ReferenceValues references, Findings findings)
    {
        Factors(table, findings);
        Groups(table, findings);
        Exclusive(table, references, findings);
        Thresholds(table, scale, findings);
    }

    private static void Factors(ScoreTable table, Findings findings)
    {
        var sum = table.Factors.Sum(f => f.Weight);
        if (table.WeightsSum is null && sum == Percent && table.Factors.Any(f => f.Weight > 1))
            findings.Warning(ScoringCodes.WeightsWithoutSum, "/factors", ("sum", sum));
        foreach (var factor in table.Factors.Where(f => !table.Items.Any(i => Same(i.Factor, f.Id))))
            findings.Warning(ScoringCodes.FactorUnused, "/factors", ("factor", factor.Id));
    }

    private static void Groups(ScoreTable table, Findings findings)
    {
        var groups = table.Groups.DistinctBy(g => g.Id, StringComparer.Ordinal).ToDictionary(g => g.Id, StringComparer.Ordinal);
        foreach (var item in table.Items)
        {
            if (item.Group is { } id && groups.TryGetValue(id, out var group) && !Same(group.Factor, item.Factor))
                findings.Error(ScoringCodes.GroupAcross, "/items", ("item", item.Id), ("group", id));
        }

        foreach (var group in table.Groups)
        {
            if (group.Within is { } id && groups.TryGetValue(id, out var outer) && !Same(outer.Factor, group.Factor))
                findings.Error(ScoringCodes.GroupAcross, "/groups", ("item", group.Id), ("group", id));
            if (Circles(group, groups))
                findings.Error(ScoringCodes.GroupCycle, "/groups", ("group", group.Id));
        }
    }

    private static bool Circles(ItemGroup group, Dictionary<string, ItemGroup> groups)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var at = group; at is not null; at = at.Within is { } id ? groups.GetValueOrDefault(id) : null)
        {
            if (!seen.Add(at.Id))
                return true;
        }

        return false;
    }

    private static void Exclusive(ScoreTable table, ReferenceValues references, Findings findings)
    {
        var items = table.Items.DistinctBy(i => i.Id, StringComparer.Ordinal).ToDictionary(i => i.Id, StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var s = 0; s < table.Exclusive.Length; s++)
        {
            var set = table.Exclusive[s];
            foreach (var id in set.Items.Where(id => !seen.Add(id)))
                findings.Error(ScoringCodes.ExclusiveTwice, $"/exclusive/{s}", ("item", id));
            var members = set.Items.Select(items.GetValueOrDefault).OfType<ScoreItem>().ToList();
            if (members.Select(m => (m.Factor, m.Group)).Distinct().Count() > 1)
                findings.Error(ScoringCodes.ExclusiveAcross, $"/exclusive/{s}", ("set", set.Id));
            foreach (var member in members.Where(m => set.Take == ExclusiveTake.Highest && m.Rule.Attainable(references).Least < 0))
                findings.Error(ScoringCodes.ExclusiveNegative, $"/exclusive/{s}", ("set", set.Id), ("item", member.Id));
        }
    }

    private static void Thresholds(ScoreTable table, Scale scale, Findings findings)
    {
        var named = table.Thresholds.Select(t => t.Level).Concat(table.Direct.Select(d => d.Level));
        foreach (var level in named.Append(table.Otherwise).OfType<string>().Distinct(StringComparer.Ordinal).Where(l => scale.RankOf(l) is null))
            findings.Error(ScoringCodes.LevelUnknown, "/thresholds", ("level", level));
        for (var i = 0; i < table.Vetoes.Length; i++)
        {
            if (table.Vetoes[i] is { Effect: VetoEffect.AtMost, Level: var most } && scale.RankOf(most) is null)
                findings.Error(ScoringCodes.LevelUnknown, $"/vetoes/{i}", ("level", most));
        }

        for (var i = 1; i < table.Thresholds.Length; i++)
        {
            var (upper, lower) = (table.Thresholds[i - 1], table.Thresholds[i]);
            if (upper.Cut <= lower.Cut || scale.RankOf(upper.Level) <= scale.RankOf(lower.Level))
                findings.Error(ScoringCodes.ThresholdsUnordered, $"/thresholds/{i}", ("level", lower.Level));
        }

        if (table.Otherwise is null)
            findings.Error(ScoringCodes.OtherwiseMissing, "/thresholds");
    }

    private static bool Same(string? one, string? other) => string.Equals(one, other, StringComparison.Ordinal);
}
