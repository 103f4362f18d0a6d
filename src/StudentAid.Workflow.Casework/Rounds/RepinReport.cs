using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;

namespace StudentAid.Workflow.Casework.Rounds;

/// <summary>What another pin does to the cases of a round: of each activity where cases wait, how many, and where they wait then (empty: nowhere).</summary>
public sealed record RepinReport(ImmutableArray<RepinnedActivity> Waiting, ImmutableArray<Renaming> Wrong)
{
    public Rejection? Refusal =>
        Wrong.FirstOrDefault() is { } wrong ? RoundCodes.MappingWrong.With(("from", wrong.From), ("to", wrong.To))
        : Waiting.Where(w => w.To.Length == 0).Select(w => w.From).ToList() is { Count: > 0 } lost ? RoundCodes.MappingIncomplete.With(("activities", string.Join("、", lost)))
        : null;

    public static RepinReport Of(Definition old, Definition next, ImmutableArray<Renaming> mapping, IEnumerable<RoundStanding> standing)
    {
        var (before, after) = (Ids(old), Ids(next));
        var renamed = mapping.GroupBy(m => m.From, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First().To, StringComparer.Ordinal);
        return new RepinReport(
            [
                .. standing.Where(s => s.IsLiveCase).SelectMany(s => s.At.Select(a => (Activity: a, s.Count))).GroupBy(s => s.Activity, StringComparer.Ordinal)
                    .OrderBy(g => g.Key, StringComparer.Ordinal)
                    .Select(g => new RepinnedActivity(g.Key, To(g.Key), g.Sum(s => s.Count))),
            ],
            [.. mapping.Where(m => !before.Contains(m.From) || !after.Contains(m.To))]);

        string To(string activity) => renamed.GetValueOrDefault(activity, activity) is var to && after.Contains(to) ? to : "";
    }

    private static HashSet<string> Ids(Definition definition) => definition.Root.All().Select(n => n.Id).ToHashSet(StringComparer.Ordinal);
}

/// <summary>Cases that wait at an activity of the old definition and at which of the new one they go on.</summary>
public sealed record RepinnedActivity(string From, string To, long Cases);
