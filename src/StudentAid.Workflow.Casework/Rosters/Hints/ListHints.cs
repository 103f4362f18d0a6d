using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Scoring;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Rosters.Hints;

/// <summary>Looks a list through for what a body should think about once more (提示). Pure; the order of the rows does not matter.</summary>
public static class ListHints
{
    private const int FewestOfALevel = 2;

    /// <summary>The hints of these kinds, in the kinds' order, then by case. Rows without a level are left out.</summary>
    /// <param name="rules">What is looked for.</param>
    /// <param name="rows">The rows with the level that each would get.</param>
    /// <param name="scale">The list's levels.</param>
    /// <param name="students">The students of the list's unit, where quotas are shares of them.</param>
    /// <param name="unit">The list's unit, where quotas are given by unit.</param>
    public static ImmutableArray<Hint> Find(IEnumerable<HintRule> rules, IEnumerable<HintRow> rows, Scale scale, int students = 0, string unit = "")
    {
        ImmutableArray<HintRow> known = [.. rows.Where(r => scale.RankOf(r.Level) is not null).OrderBy(r => r.Case)];
        return [.. rules.SelectMany(rule => rule.Id switch
        {
            HintKinds.Inverted => Inverted(known, scale),
            HintKinds.BelowDirect => known.Where(r => r.Direct.Length > 0 && Rank(scale, r.Level) < Rank(scale, r.Direct)).Select(r => new Hint(HintKinds.BelowDirect, [r])),
            HintKinds.Equal => Equal(known, scale),
            HintKinds.Rotating => Rotating(known),
            HintKinds.Siblings => Siblings(known, rule),
            HintKinds.SameTexts => SameTexts(known, rule),
            HintKinds.Quota => rule.Quotas?.Find(known, scale, students, unit) ?? [],
            _ => [],
        })];
    }

    /// <summary>One hint for each row that a row with a lower score stands above, beside the nearest such; a level that a group has directly explains itself.</summary>
    private static IEnumerable<Hint> Inverted(ImmutableArray<HintRow> rows, Scale scale)
    {
        foreach (var row in rows.Where(r => r.Total is not null))
        {
            var above = rows.Where(o => o.Total < row.Total && Rank(scale, o.Level) > Rank(scale, row.Level) && !(o.Direct.Length > 0 && Rank(scale, o.Level) <= Rank(scale, o.Direct)))
                .OrderBy(o => Rank(scale, o.Level)).ThenByDescending(o => o.Total).ThenBy(o => o.Case).FirstOrDefault();
            if (above is not null)
                yield return new Hint(HintKinds.Inverted, [row, above]);
        }
    }

    private static IEnumerable<Hint> Equal(ImmutableArray<HintRow> rows, Scale scale)
    {
        var counts = scale.Levels.Select(l => rows.Count(r => r.Level == l.Id)).Distinct().ToList();
        return scale.Levels.Length > 1 && counts is [>= FewestOfALevel] ? [new Hint(HintKinds.Equal, [.. rows.Where(r => r.Level != scale.NotDetermined.Id)])] : [];
    }

    /// <summary>One hint for every two that changed places, and one for each longer ring of those whom no such pair has.</summary>
    private static IEnumerable<Hint> Rotating(ImmutableArray<HintRow> rows)
    {
        ImmutableArray<HintRow> moved = [.. rows.Where(r => r.LastLevel.Length > 0 && r.LastLevel != r.Level && r.LastTotal == r.Total)];
        var hinted = new HashSet<Id>();
        for (var i = 0; i < moved.Length; i++)
        {
            foreach (var other in moved.Skip(i + 1).Where(o => o.Level == moved[i].LastLevel && o.LastLevel == moved[i].Level))
            {
                hinted.UnionWith([moved[i].Case, other.Case]);
                yield return new Hint(HintKinds.Rotating, [moved[i], other]);
            }
        }

        foreach (var first in moved)
        {
            if (hinted.Contains(first.Case) || RingOf(first, [.. moved.Where(r => !hinted.Contains(r.Case))]) is not { } ring)
                continue;
            hinted.UnionWith(ring.Select(r => r.Case));
            yield return new Hint(HintKinds.Rotating, ring);
        }
    }

    /// <summary>The shortest row of rows each of which stood last year where the one before stands now, the first after the last too; null where there is none.</summary>
    private static ImmutableArray<HintRow>? RingOf(HintRow first, ImmutableArray<HintRow> rows)
    {
        var ways = new Queue<ImmutableArray<HintRow>>([[first]]);
        var seen = new HashSet<string>(StringComparer.Ordinal) { first.Level };
        while (ways.TryDequeue(out var way))
        {
            if (way[^1].Level == first.LastLevel)
                return way;
            foreach (var next in rows.Where(r => r.LastLevel == way[^1].Level && seen.Add(r.Level)))
                ways.Enqueue(way.Add(next));
        }

        return null;
    }

    private static IEnumerable<Hint> Siblings(ImmutableArray<HintRow> rows, HintRule rule) =>
        rule.Same.IsEmpty ? [] : rows.Select(r => (Row: r, Family: At(r, rule.Same))).Where(r => r.Family.All(v => !v.IsNull && v.AsText() is not ""))
            .GroupBy(r => Value.List(r.Family).ToJson(), r => r.Row, StringComparer.Ordinal)
            .Where(g => g.Select(r => Value.List(At(r, rule.Differ)).ToJson()).Distinct(StringComparer.Ordinal).Skip(1).Any())
            .Select(g => new Hint(HintKinds.Siblings, [.. g]));

    private static IEnumerable<Hint> SameTexts(ImmutableArray<HintRow> rows, HintRule rule) => rule.Same.SelectMany(field => rows
        .Select(r => (Row: r, Text: new FactPath(field).Read(r.Answers).AsText()?.Trim() ?? "")).Where(r => r.Text.Length >= rule.Minimum)
        .GroupBy(r => r.Text, r => r.Row, StringComparer.Ordinal).Where(g => g.Skip(1).Any()).Select(g => new Hint(HintKinds.SameTexts, [.. g])));

    private static Value[] At(HintRow row, ImmutableArray<string> paths) => [.. paths.Select(p => new FactPath(p).Read(row.Answers))];

    private static int Rank(Scale scale, string level) => scale.RankOf(level) ?? -1;
}
