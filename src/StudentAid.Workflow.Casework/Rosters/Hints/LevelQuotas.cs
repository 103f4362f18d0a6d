using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Committees;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Scoring;

namespace StudentAid.Workflow.Casework.Rosters.Hints;

/// <summary>How many students a level is reckoned with: a share of them, a number, or a number of each unit by its code.</summary>
public sealed record LevelQuota(string Level, Share? Share)
{
    public int? Places { get; init; }

    public ImmutableDictionary<string, int> Units { get; init; } = ImmutableDictionary.Create<string, int>(StringComparer.Ordinal);

    /// <summary>The nearest of what is said: the unit's own number, the number for all, the share.</summary>
    public int PlacesFor(string unit, int students, Rounding rounding) =>
        unit.Length > 0 && Units.TryGetValue(UnitPath.Code(unit), out var own) ? own
        : Places ?? (Share is null ? 0 : (int)rounding.Apply((decimal)Share.Part * students / Share.Whole));
}

/// <summary>
/// Numbers for a list's levels as information: who is in hardship is determined whatever they say (应认尽认). With <see cref="FlowBack"/> the places that a
/// graver level leaves go to the next one.
/// </summary>
public sealed record LevelQuotas(ImmutableArray<LevelQuota> Levels, Rounding Rounding, bool FlowBack)
{
    /// <summary>Shares are of those on the list and not of all students of the unit.</summary>
    public bool OfListed { get; init; }

    /// <summary>The places of each level, the gravest first, in a unit of so many students of whom so many stand at each level.</summary>
    public ImmutableArray<(string Level, int Places)> PlacesOf(int students, Scale scale, Func<string, int> taken, string unit = "")
    {
        var places = ImmutableArray.CreateBuilder<(string, int)>();
        var left = 0;
        foreach (var quota in Levels.Where(q => scale.RankOf(q.Level) is > 0).OrderByDescending(q => scale.RankOf(q.Level)))
        {
            var own = quota.PlacesFor(unit, students, Rounding) + left;
            places.Add((quota.Level, own));
            left = FlowBack ? Math.Max(0, own - taken(quota.Level)) : 0;
        }

        return places.ToImmutable();
    }

    /// <summary>One hint for each level that has as many as its places or more, and one where all levels together have exactly as many as theirs.</summary>
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

        var total = (this with { FlowBack = false }).PlacesOf(students, scale, _ => 0, unit).Sum(p => p.Places);
        ImmutableArray<HintRow> all = [.. rows.Where(r => places.Any(p => p.Level == r.Level))];
        if (total > 0 && all.Length == total)
            yield return new Hint(HintKinds.QuotaTotal, all) { Places = total };
    }
}
