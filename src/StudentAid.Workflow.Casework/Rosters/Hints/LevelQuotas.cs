using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Committees;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Scoring;

namespace StudentAid.Workflow.Casework.Rosters.Hints;

/// <summary>How many students a level, or several together, are reckoned with: a share of them, a number, or a number or share of each unit by its code.</summary>
public sealed record LevelQuota(string Level, Share? Share)
{
    /// <summary>The levels that are counted together, of which <see cref="Level"/> is the first; empty for one alone.</summary>
    public ImmutableArray<string> Together { get; init; } = [];

    public int? Places { get; init; }

    public ImmutableDictionary<string, int> Units { get; init; } = ImmutableDictionary.Create<string, int>(StringComparer.Ordinal);

    public ImmutableDictionary<string, Share> UnitShares { get; init; } = ImmutableDictionary.Create<string, Share>(StringComparer.Ordinal);

    /// <summary>The nearest of what is said: the unit's own number or share, the number for all, the share for all.</summary>
    public int PlacesFor(string unit, int students, Rounding rounding)
    {
        var code = unit.Length > 0 ? UnitPath.Code(unit) : "";
        return Units.TryGetValue(code, out var own) ? own
            : UnitShares.TryGetValue(code, out var ofUnit) ? PartOf(ofUnit, students, rounding)
            : Places ?? (Share is null ? 0 : PartOf(Share, students, rounding));
    }

    private static int PartOf(Share share, int students, Rounding rounding) => (int)rounding.Apply((decimal)share.Part * students / share.Whole);
}

/// <summary>
/// Numbers for a list's levels as information: who is in hardship is determined whatever they say (应认尽认). With <see cref="FlowBack"/> the places that a
/// graver level leaves go to the next one.
/// </summary>
public sealed record LevelQuotas(ImmutableArray<LevelQuota> Levels, Rounding Rounding, bool FlowBack)
{
    /// <summary>Shares are of those on the list and not of all students of the unit.</summary>
    public bool OfListed { get; init; }

    /// <summary>The places of each level that has a number of its own, the gravest first, in a unit of so many students of whom so many stand at each level.</summary>
    public ImmutableArray<(string Level, int Places)> PlacesOf(int students, Scale scale, Func<string, int> taken, string unit = "")
    {
        var places = ImmutableArray.CreateBuilder<(string, int)>();
        var left = 0;
        foreach (var quota in Levels.Where(q => q.Together.IsEmpty && scale.RankOf(q.Level) is > 0).OrderByDescending(q => scale.RankOf(q.Level)))
        {
            var own = quota.PlacesFor(unit, students, Rounding) + left;
            places.Add((quota.Level, own));
            left = FlowBack ? Math.Max(0, own - taken(quota.Level)) : 0;
        }

        return places.ToImmutable();
    }

    /// <summary>One hint for each level, and for several that are counted together, that has as many as its places or more, and one where all levels together have exactly as many as theirs.</summary>
    internal IEnumerable<Hint> Find(ImmutableArray<HintRow> rows, Scale scale, int students, string unit)
    {
        students = OfListed ? rows.Length : students;
        var places = PlacesOf(students, scale, level => rows.Count(r => r.Level == level), unit);
        foreach (var (level, most) in places)
        {
            ImmutableArray<HintRow> at = [.. rows.Where(r => r.Level == level)];
            if (!at.IsEmpty && at.Length >= most)
                yield return new Hint(HintKinds.Quota, at) { Places = most };
        }

        foreach (var quota in Levels.Where(q => !q.Together.IsEmpty))
        {
            var most = quota.PlacesFor(unit, students, Rounding);
            ImmutableArray<HintRow> together = [.. rows.Where(r => quota.Together.Contains(r.Level, StringComparer.Ordinal))];
            if (!together.IsEmpty && together.Length >= most)
                yield return new Hint(HintKinds.Quota, together) { Places = most, Levels = quota.Together };
        }

        var total = (this with { FlowBack = false }).PlacesOf(students, scale, _ => 0, unit).Sum(p => p.Places);
        ImmutableArray<HintRow> all = [.. rows.Where(r => places.Any(p => p.Level == r.Level))];
        if (total > 0 && all.Length == total)
            yield return new Hint(HintKinds.QuotaTotal, all) { Places = total };
    }
}
