using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Casework.Scoring;

/// <summary>The totals with which a level can be reached by score; null where none can.</summary>
public sealed record LevelBounds(string Level, decimal? Least, decimal? Most, bool Direct);

/// <summary>
/// What a table can lead to: findings, the least and most attainable total, per factor (weighted) and per level. <see cref="Exact"/> is false where
/// items share a fact or there are too many totals to list; the bounds are then outer bounds.
/// </summary>
public sealed record ScoreTableProof(
    ImmutableArray<Diagnostic> Diagnostics,
    decimal Least,
    decimal Most,
    ImmutableSortedDictionary<string, (decimal Least, decimal Most)> Factors,
    ImmutableArray<LevelBounds> Levels,
    bool Exact)
{
    public bool Holds => !Diagnostics.Any(d => d.Severity == Severity.Error);
}

/// <summary>Proves a table before it is published, on every date from which one of its dated values changes.</summary>
public static class ScoreTableCheck
{
    /// <param name="table">The table.</param>
    /// <param name="scale">The scale that the table names.</param>
    /// <param name="references">Dated values of the packs around it, read on the day from which the table holds; bounds are of that day.</param>
    public static ScoreTableProof Prove(ScoreTable table, Scale scale, ReferenceValues references)
    {
        var findings = new Findings();
        var known = references.And(table.Values);
        StructureProof.Prove(table, scale, known, findings);
        ProveItems(table, known, findings);
        for (var i = 0; i < table.Direct.Length; i++)
            ProveValues(table.Direct[i].Id, table.Direct[i].When.References, $"/direct/{i}", known, findings);
        for (var i = 0; i < table.Vetoes.Length; i++)
            ProveValues(table.Vetoes[i].Id, table.Vetoes[i].When.References, $"/vetoes/{i}", known, findings);
        var totals = new AttainableTotals(table, known);
        var (total, shared) = (totals.Total(), Shared(table).ToList());
        foreach (var fact in shared)
            findings.Info(ScoringCodes.SharedFact, "/items", ("fact", fact));
        totals.ProveExclusive(findings);
        var levels = Levels(table, scale, total);
        foreach (var level in levels.Where(l => l.Least is null && !l.Direct))
            findings.Warning(ScoringCodes.LevelUnreachable, "/thresholds", ("level", level.Level));
        var factors = table.Factors.ToImmutableSortedDictionary(
            f => f.Id, f => totals.Of(f) is var set ? (set.Least, set.Most) : default, StringComparer.Ordinal);
        return new ScoreTableProof(Distinct(findings.All), total.Least, total.Most, factors, levels, total.Exact && shared.Count == 0);
    }

    private static void ProveItems(ScoreTable table, ReferenceValues references, Findings findings)
    {
        for (var i = 0; i < table.Items.Length; i++)
        {
            var item = table.Items[i];
            foreach (var then in ProveValues(item.Id, item.Rule.References, $"/items/{i}", references, findings))
                item.Rule.Prove(item.Id, $"/items/{i}", then, findings);

            if (item.Rule.Attainable(references) is { Least: 0, Most: 0 })
                findings.Warning(ScoringCodes.NeverScores, $"/items/{i}", ("item", item.Id));
        }
    }

    /// <summary>Finds the values that have no number on a day from which one of them changes; the values as they are on each of these days.</summary>
    private static List<ReferenceValues> ProveValues(string id, IEnumerable<string> named, string at, ReferenceValues references, Findings findings)
    {
        var used = named.Distinct(StringComparer.Ordinal).ToList();
        List<ReferenceValues> days = [.. Days(used, references).Select(day => references with { Day = day })];
        foreach (var then in days)
        {
            foreach (var value in used.Where(v => then.Read(v) is null))
                findings.Error(ScoringCodes.ReferenceMissing, at, ("item", id), ("value", value), ("day", then.Day.ToString("O", null)));
        }

        return days;
    }

    private static IEnumerable<DateOnly> Days(List<string> used, ReferenceValues references) =>
        used.SelectMany(id => references.ById.GetValueOrDefault(id)?.Entries ?? [])
            .Select(e => e.From).Where(d => d > references.Day).Append(references.Day).Distinct().Order();

    private static IEnumerable<string> Shared(ScoreTable table) =>
        table.Items.SelectMany(i => i.Rule.Reads.Distinct(StringComparer.Ordinal))
            .GroupBy(r => r, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => g.Key);

    private static ImmutableArray<LevelBounds> Levels(ScoreTable table, Scale scale, PointSet total)
    {
        var found = new Dictionary<string, (decimal Least, decimal Most)>(StringComparer.Ordinal);
        var top = Cut.Highest;
        foreach (var threshold in table.Thresholds)
        {
            if (total.Within(threshold.Cut, top) is { } bounds)
                found.TryAdd(threshold.Level, bounds);
            top = threshold.Cut;
        }

        if (table.Otherwise is { } otherwise && total.Within(Cut.Lowest, top) is { } rest)
            found[otherwise] = found.TryGetValue(otherwise, out var upper) ? (rest.Least, upper.Most) : rest;
        return
        [
            .. scale.Levels.Select(l => l.Id).Append(scale.NotDetermined.Id).Select(id => new LevelBounds(
                id,
                found.TryGetValue(id, out var b) ? b.Least : null,
                found.TryGetValue(id, out b) ? b.Most : null,
                table.Direct.Any(d => string.Equals(d.Level, id, StringComparison.Ordinal))
                    || string.Equals(id, scale.NotDetermined.Id, StringComparison.Ordinal))),
        ];
    }

    private static ImmutableArray<Diagnostic> Distinct(ImmutableArray<Diagnostic> all) => [.. all.DistinctBy(d => d.ToString(), StringComparer.Ordinal)];
}
