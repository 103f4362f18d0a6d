using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Archiving;

/// <summary>One of the five numbers: its id, what people call it, and whose cases it counts.</summary>
public sealed record CountedSet(string Id, string Title, ImmutableHashSet<Id> Cases);

/// <summary>A case that is in some of the five and not in the others, by name, and in which it is missing.</summary>
public sealed record CountDifference(Id Case, string Name, ImmutableArray<string> In, ImmutableArray<string> MissingIn);

/// <summary>
/// 五数一致: decided = published = entered = archived = reported, and by name who differs. A number that is not due yet (nothing entered so far) is
/// a difference like any other: the sheet is green only at the end.
/// </summary>
public sealed record FiveCounts(ImmutableArray<CountedSet> Sets, ImmutableArray<CountDifference> Differences)
{
    public bool Agree => Differences.IsEmpty;

    public static FiveCounts Of(
        IEnumerable<Id> decided, IEnumerable<Id> published, IEnumerable<Id> entered, IEnumerable<Id> archived, IEnumerable<Id> reported, IReadOnlyDictionary<Id, string> names)
    {
        ImmutableArray<CountedSet> sets =
        [
            new("decided", "认定", [.. decided]), new("published", "公示", [.. published]), new("entered", "录入", [.. entered]),
            new("archived", "建档", [.. archived]), new("reported", "上报", [.. reported]),
        ];
        var everyone = sets.SelectMany(s => s.Cases).Distinct();
        var differences = everyone.Where(c => sets.Any(s => !s.Cases.Contains(c)))
            .Select(c => new CountDifference(c, names.GetValueOrDefault(c, ""), [.. sets.Where(s => s.Cases.Contains(c)).Select(s => s.Id)], [.. sets.Where(s => !s.Cases.Contains(c)).Select(s => s.Id)]));
        return new FiveCounts(sets, [.. differences.OrderBy(d => d.Name, Organisations.Pinyin.Order).ThenBy(d => d.Case)]);
    }
}
