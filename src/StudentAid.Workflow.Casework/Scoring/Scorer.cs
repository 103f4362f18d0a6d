using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Scoring;

/// <summary>Scores a case: pure, exact, and blind to the order of answers and rows.</summary>
public static class Scorer
{
    public static ScoreResult Score(ScoreTable table, Scale scale, Value facts, ReferenceValues references)
    {
        var known = references.And(table.Values);
        var scored = table.Items.Select(i => (Item: i, Scored: i.Rule.Score(facts, known))).ToList();
        var items = Exclude(table, scored);
        var points = items.ToDictionary(i => i.Item, i => i.Points, StringComparer.Ordinal);
        var factors = table.Factors.Select(f => ScoreFactor(table, f, points)).ToImmutableArray();
        var holding = table.Vetoes.Where(v => v.When.At(known).Holds(facts) == true).ToList();
        var veto = holding.Find(v => v.Effect == VetoEffect.NotDetermined) ?? holding.Find(v => v.Effect == VetoEffect.Clear);
        var times = holding.Aggregate(1m, (product, v) => product * v.Times);
        var total = holding.Exists(v => v.Effect == VetoEffect.Clear) ? 0 : TotalOf(table, factors.Zip(table.Factors, (f, of) => f.Capped * of.Weight).Sum() * times / (table.WeightsSum ?? 1));
        var missing = scored.Where(s => s.Scored.IsMissing)
            .Select(s => new MissingAnswer(s.Item.Id, s.Scored.Reason, [.. s.Item.Rule.Reads])).ToImmutableArray();
        var suggested = Suggest(table, scale, DirectOf(table, scale, facts, known), total, veto, missing.Length > 0);
        var level = suggested is null ? null : AtMost(scale, veto is null ? Moved(scale, suggested, holding) : suggested, holding);
        return new ScoreResult(total, items, factors, level, veto?.Id, missing, table.Missing) { Vetoes = [.. holding.Select(v => v.Id)] };
    }

    /// <summary>
    /// The farthest way down and the farthest way up, one against the other, within the scale; 不予认定 with the veto's reason below the lowest. What is 不予认定 already stays.
    /// </summary>
    private static SuggestedLevel Moved(Scale scale, SuggestedLevel suggested, List<Veto> holding)
    {
        if (scale.RankOf(suggested.Level) is not { } rank || rank == 0)
            return suggested;
        var (down, up) = (Farthest(holding, VetoEffect.Down), Farthest(holding, VetoEffect.Up));
        var moved = Math.Clamp(rank + (up?.Levels ?? 0) - (down?.Levels ?? 0), 0, scale.Levels.Length);
        return moved == rank ? suggested : At(scale, moved, moved < rank ? down! : up!);
    }

    /// <summary>The lowest of the levels that are allowed at most, after everything else.</summary>
    private static SuggestedLevel AtMost(Scale scale, SuggestedLevel suggested, List<Veto> holding)
    {
        var most = holding.Where(v => v.Effect == VetoEffect.AtMost && scale.RankOf(v.Level) is not null)
            .OrderBy(v => scale.RankOf(v.Level)).ThenBy(v => v.Id, StringComparer.Ordinal).FirstOrDefault();
        return most is not null && scale.RankOf(most.Level) is { } rank && rank < scale.RankOf(suggested.Level) ? At(scale, rank, most) : suggested;
    }

    private static Veto? Farthest(List<Veto> holding, VetoEffect effect) =>
        holding.Where(v => v.Effect == effect).OrderByDescending(v => v.Levels).ThenBy(v => v.Id, StringComparer.Ordinal).FirstOrDefault();

    private static SuggestedLevel At(Scale scale, int rank, Veto veto) => rank == 0
        ? new SuggestedLevel(scale.NotDetermined.Id, SuggestionSource.Veto, veto.Id, veto.Reason)
        : new SuggestedLevel(scale.Levels[^rank].Id, SuggestionSource.Veto, veto.Id, null);

    /// <summary>The level that a total alone suggests: null where it lies below every threshold and the table says nothing for that.</summary>
    public static string? LevelOf(ScoreTable table, decimal total) =>
        table.Thresholds.FirstOrDefault(t => t.Inclusive ? total >= t.From : total > t.From)?.Level ?? table.Otherwise;

    /// <summary>Of the direct levels whose condition holds, the gravest; null where none does.</summary>
    /// <param name="known">The values that the table refers to, its own among them.</param>
    internal static DirectLevel? DirectOf(ScoreTable table, Scale scale, Value facts, ReferenceValues known) =>
        table.Direct.Where(d => d.When.At(known).Holds(facts) == true).OrderByDescending(d => scale.RankOf(d.Level) ?? -1).FirstOrDefault();

    internal static decimal TotalOf(ScoreTable table, decimal sum)
    {
        var total = Math.Min(Math.Max(sum, table.Floor ?? sum), table.Cap ?? decimal.MaxValue);
        return table.Rounding?.Apply(total) ?? total;
    }

    private static ImmutableArray<ItemScore> Exclude(ScoreTable table, List<(ScoreItem Item, Scored Scored)> scored)
    {
        var instead = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var set in table.Exclusive.Where(s => s.Take != ExclusiveTake.All))
        {
            var inSet = set.Items.SelectMany(id => scored.Where(s => string.Equals(s.Item.Id, id, StringComparison.Ordinal))).ToList();
            var winner = set.Take == ExclusiveTake.First
                ? inSet.Find(s => s.Scored.Points != 0)
                : inSet.OrderByDescending(s => s.Scored.Points).FirstOrDefault();
            foreach (var (item, _) in inSet.Where(s => s.Scored.Points != 0 && s.Item != winner.Item))
                instead[item.Id] = winner.Item.Id;
        }

        return
        [
            .. scored.Select(s => instead.TryGetValue(s.Item.Id, out var winner)
                ? new ItemScore(s.Item.Id, 0, ScoreReason.Excluded, winner, [.. s.Item.Rule.Reads])
                : new ItemScore(s.Item.Id, s.Scored.Points, s.Scored.Reason, s.Scored.Detail, [.. s.Item.Rule.Reads])),
        ];
    }

    private static FactorScore ScoreFactor(ScoreTable table, Factor factor, Dictionary<string, decimal> points)
    {
        var sum = table.Items.Where(i => IsIn(i.Factor, factor.Id) && i.Group is null).Sum(i => points[i.Id])
            + table.Groups.Where(g => IsIn(g.Factor, factor.Id) && g.Within is null).Sum(g => ScoreGroup(table, g, points, 0));
        var capped = Math.Min(sum, factor.Cap ?? sum);
        return new FactorScore(factor.Id, sum, capped, capped * factor.Weight / (table.WeightsSum ?? 1));
    }

    private static decimal ScoreGroup(ScoreTable table, ItemGroup group, Dictionary<string, decimal> points, int depth)
    {
        // A group within itself is refused at publish; the bound keeps an unpublished table from running for ever.
        if (depth > table.Groups.Length)
            return 0;
        var sum = table.Items.Where(i => IsIn(i.Group, group.Id)).Sum(i => points[i.Id])
            + table.Groups.Where(g => IsIn(g.Within, group.Id)).Sum(g => ScoreGroup(table, g, points, depth + 1));
        return Math.Min(sum, group.Cap ?? sum);
    }

    private static SuggestedLevel? Suggest(ScoreTable table, Scale scale, DirectLevel? direct, decimal total, Veto? veto, bool missing)
    {
        var refused = scale.NotDetermined.Id;
        if (veto is { Effect: VetoEffect.NotDetermined })
            return new SuggestedLevel(refused, SuggestionSource.Veto, veto.Id, veto.Reason);
        var byScore = LevelOf(table, total);
        if (veto is not null)
            return byScore is null ? null : new SuggestedLevel(byScore, SuggestionSource.Veto, veto.Id, IsIn(byScore, refused) ? veto.Reason : null);

        if (missing && table.Missing == MissingRule.NotScored)
            byScore = null;
        if (direct is not null && (byScore is null || IsIn(scale.Higher(direct.Level, byScore), direct.Level)))
            return new SuggestedLevel(direct.Level, SuggestionSource.Direct, direct.Id, null);
        return byScore is null
            ? null
            : new SuggestedLevel(byScore, SuggestionSource.Score, null, IsIn(byScore, refused) ? table.OtherwiseReason : null);
    }

    private static bool IsIn(string? one, string other) => string.Equals(one, other, StringComparison.Ordinal);
}
