using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Committees;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Scoring;

namespace StudentAid.Workflow.Casework.Rosters.Hints;

/// <summary>How many students of the unit a level is reckoned with.</summary>
public sealed record LevelQuota(string Level, Share Share);

/// <summary>
/// Numbers for a list's levels as information: who is in hardship is determined whatever they say (应认尽认). With <see cref="FlowBack"/> the places that a
/// graver level leaves go to the next one.
/// </summary>
public sealed record LevelQuotas(ImmutableArray<LevelQuota> Levels, Rounding Rounding, bool FlowBack)
{
    /// <summary>The places of each level, the gravest first, in a unit of so many students of whom so many stand at each level.</summary>
    public ImmutableArray<(string Level, int Places)> PlacesOf(int students, Scale scale, Func<string, int> taken)
    {
        var places = ImmutableArray.CreateBuilder<(string, int)>();
        var left = 0;
        foreach (var quota in Levels.Where(q => scale.RankOf(q.Level) is > 0).OrderByDescending(q => scale.RankOf(q.Level)))
        {
            var own = (int)Rounding.Apply((decimal)quota.Share.Part * students / quota.Share.Whole) + left;
            places.Add((quota.Level, own));
            left = FlowBack ? Math.Max(0, own - taken(quota.Level)) : 0;
        }

        return places.ToImmutable();
    }

    /// <summary>One hint for each level that has as many as its places or more.</summary>
    internal IEnumerable<Hint> Find(ImmutableArray<HintRow> rows, Scale scale, int students) =>
        PlacesOf(students, scale, level => rows.Count(r => r.Level == level))
            .Select(p => (p.Places, Rows: rows.Where(r => r.Level == p.Level).ToImmutableArray()))
            .Where(p => !p.Rows.IsEmpty && p.Rows.Length >= p.Places)
            .Select(p => new Hint(HintKinds.Quota, p.Rows) { Places = p.Places });
}
