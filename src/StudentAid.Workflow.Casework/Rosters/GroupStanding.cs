using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Rosters;

/// <summary>
/// Where the people of a group stand in a round: they are counted by class where the class's record decides who is taken, and one by one where it does not.
/// </summary>
public sealed class GroupStanding(UnitGroups groups, IStoreReader reader)
{
    /// <summary>How many of these cases are the group's, by place; of who stands outside the readiness of lists none.</summary>
    /// <param name="round">The round's id.</param>
    /// <param name="group">Whom to look for.</param>
    /// <param name="open">The round's cases in numbers.</param>
    /// <param name="beside">People whose cases do not count, and are not among the numbers.</param>
    public async Task<IReadOnlyList<(string Place, long Count)>> CasesAsync(Id round, GroupRule group, IEnumerable<StreamCount> open, IReadOnlySet<Id> beside)
    {
        var facts = await groups.FactsBelowAsync(group.Reach);
        var below = open.Where(c => UnitPath.IsBelow(c.OrgPath, group.Reach)).ToLookup(c => Decides(c.OrgPath));
        var found = below[true].GroupBy(c => c.OrgPath, StringComparer.Ordinal).ToDictionary(p => p.Key, p => p.Sum(c => c.Count), StringComparer.Ordinal);
        ImmutableArray<StreamCount> each = [.. below[null], .. group.Members.IsEmpty ? [] : below[false]];
        var rows = (await RowsAsync(round, each)).Where(r => !beside.Contains(r.Subject)).ToList();
        var own = await groups.OwnAsync(rows.Where(r => Decides(r.OrgPath) is null && !group.Members.Contains(r.Subject)).Select(r => r.Subject));
        foreach (var row in rows.Where(r => group.Takes(r.Subject, facts.GetValueOrDefault(r.OrgPath, ("", "")), own.GetValueOrDefault(r.Subject) ?? Value.Null)))
            found[row.OrgPath] = found.GetValueOrDefault(row.OrgPath) + 1;
        return [.. found.Where(p => p.Value > 0).OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => (p.Key, p.Value))];

        bool? Decides(string place)
        {
            var (grade, major) = facts.GetValueOrDefault(place, ("", ""));
            return group.TakesAllOf(grade, major);
        }
    }

    /// <summary>The cases that these numbers count; those that have ended are not read.</summary>
    private async Task<List<StreamRow>> RowsAsync(Id round, ImmutableArray<StreamCount> counted)
    {
        var (wanted, rows) = (counted.Select(c => (c.OrgPath, c.Status, c.At)).ToHashSet(), new List<StreamRow>());
        foreach (var status in counted.GroupBy(c => c.Status, StringComparer.Ordinal))
        {
            var filter = new StreamFilter
            {
                Group = round, Kind = InstanceSteps.Kind, Status = status.Key, Places = [.. status.Select(c => c.OrgPath).Distinct(StringComparer.Ordinal)], Practice = true,
            };
            rows.AddRange((await reader.StreamsAsync(Scope.All, filter, PageRequest.Everything)).Items.Where(r => wanted.Contains((r.OrgPath, r.Status, r.At))));
        }

        return rows;
    }
}

/// <summary>"group-cases" of "round|unit|activities": how many live cases the group's people have there; null where the unit is no group.</summary>
public sealed class GroupCasesSource(GroupStanding standing, UnitGroups groups, IStoreReader reader) : FactSource(RoundFacts.GroupCasesKind)
{
    public override async Task<Fact> LoadAsync(FactKey key, CancellationToken cancellation)
    {
        var parts = key.Id.Split('|');
        if (await groups.OfAsync(parts[1]) is not { } group)
            return None(key);
        var (round, at) = (Id.Parse(parts[0]), parts[2].Split(',').ToHashSet(StringComparer.Ordinal));
        var live = (await reader.StreamCountsAsync(Scope.All, round, practice: true)).Select(c => (Count: c, Standing: RoundStanding.Of(c)))
            .Where(c => c.Standing.IsLiveCase && c.Standing.IsAt(at)).Select(c => c.Count);
        return new Fact(key, (await standing.CasesAsync(round, group, live, ImmutableHashSet<Id>.Empty)).Sum(c => c.Count), "group");
    }
}
