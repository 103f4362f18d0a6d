using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Rounds;

/// <summary>
/// What another pin does to the cases of a round: of each activity of the old definition where it goes on (empty: nowhere) and how many cases wait
/// there now, those with cases first; the mappings that are wrong; and activities at which cases wait at once and which would become one.
/// </summary>
public sealed record RepinReport(ImmutableArray<RepinnedActivity> Activities, ImmutableArray<Renaming> Wrong, RepinnedTogether? Together = null)
{
    /// <summary>Activities at which cases wait now.</summary>
    public IEnumerable<RepinnedActivity> Waiting => Activities.Where(a => a.Cases > 0);

    public Rejection? Refusal =>
        Wrong.FirstOrDefault() is { } wrong ? RoundCodes.MappingWrong.With(("from", wrong.From), ("to", wrong.To))
        : Activities.Where(w => w.To.Length == 0).Select(w => w.From).ToList() is { Count: > 0 } lost ? RoundCodes.MappingIncomplete.With(("activities", Text.Listed(lost)))
        : Together is { } together ? RoundCodes.MappingApart.With(("activities", Text.Listed(together.From)), ("to", together.To))
        : null;

    /// <summary>As a dry run tells it: a list of <c>{ from, to, cases }</c>.</summary>
    public Value ToValue() => Value.List(Activities.Select(a => (Value)Value.Record(("from", a.From), ("to", a.To), ("cases", a.Cases))));

    public static RepinReport Of(Definition old, Definition next, ImmutableArray<Renaming> mapping, IEnumerable<RoundStanding> standing)
    {
        var (before, after) = (Ids(old), Ids(next));
        var renamed = mapping.GroupBy(m => m.From, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First().To, StringComparer.Ordinal);
        var live = standing.Where(s => s.IsLiveCase).ToList();
        var waiting = live.SelectMany(s => s.At.Select(a => (Activity: a, s.Count))).GroupBy(s => s.Activity, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Sum(s => s.Count), StringComparer.Ordinal);
        return new RepinReport(
            [
                .. before.Select(id => new RepinnedActivity(id, To(id), waiting.GetValueOrDefault(id)))
                    .OrderBy(a => a.Cases == 0).ThenBy(a => a.From, StringComparer.Ordinal),
            ],
            [.. mapping.Where(m => !before.Contains(m.From) || !after.Contains(m.To) || renamed[m.From] != m.To)],
            live.SelectMany(s => s.At.GroupBy(To, StringComparer.Ordinal)).Where(g => g.Key.Length > 0 && g.Count() > 1)
                .Select(g => new RepinnedTogether([.. g], g.Key)).FirstOrDefault());

        string To(string activity) => renamed.GetValueOrDefault(activity, activity) is var to && after.Contains(to) ? to : "";
    }

    private static HashSet<string> Ids(Definition definition) => definition.Root.All().Select(n => n.Id).ToHashSet(StringComparer.Ordinal);
}

/// <summary>An activity of the old definition, the one of the new at which its cases go on, and how many wait there now.</summary>
public sealed record RepinnedActivity(string From, string To, long Cases);

/// <summary>Activities at which the same cases wait and that one activity would take the place of.</summary>
public sealed record RepinnedTogether(ImmutableArray<string> From, string To);
