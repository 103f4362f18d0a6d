using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Rosters;

/// <summary>
/// Where the people of a group stand in a round: they are counted by class where the class's record decides who is taken, and one by one where it does not.
/// </summary>
public sealed class GroupStanding(IStoreReader reader)
{
    private readonly UnitGroups groups = new(reader);

    /// <summary>How many of these cases are the group's, by place; of who stands outside the readiness of lists none.</summary>
    /// <param name="round">The round's id.</param>
    /// <param name="group">Whom to look for.</param>
    /// <param name="open">The round's cases in numbers.</param>
    /// <param name="beside">People whose cases do not count.</param>
    public async Task<IReadOnlyList<(string Place, long Count)>> CasesAsync(Id round, GroupRule group, IEnumerable<StreamCount> open, IReadOnlySet<Id> beside)
    {
        var facts = await groups.FactsBelowAsync(group.Reach);
        var found = new List<(string, long)>();
        foreach (var place in open.Where(c => UnitPath.IsBelow(c.OrgPath, group.Reach)).GroupBy(c => c.OrgPath, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var (grade, major) = facts.GetValueOrDefault(place.Key, ("", ""));
            var count = group.TakesAllOf(grade, major) == true ? place.Sum(c => c.Count) : await EachAsync(round, group, (grade, major), [.. place], beside);
            if (count > 0)
                found.Add((place.Key, count));
        }

        return found;
    }

    private async Task<long> EachAsync(Id round, GroupRule group, (string Grade, string Major) said, ImmutableArray<StreamCount> cases, IReadOnlySet<Id> beside)
    {
        var byEach = group.TakesAllOf(said.Grade, said.Major) is null;
        if (!byEach && group.Members.IsEmpty)
            return 0;
        var filter = new StreamFilter { Group = round, Kind = InstanceSteps.Kind, Places = [cases[0].OrgPath], Practice = true };
        long count = 0;
        foreach (var row in (await reader.StreamsAsync(Scope.All, filter, PageRequest.Everything)).Items
            .Where(r => !beside.Contains(r.Subject) && cases.Any(c => c.Status == r.Status && c.At == r.At)))
        {
            var (grade, major) = byEach && !group.Members.Contains(row.Subject) ? await groups.OwnAsync(row.Subject, said.Grade, said.Major) : said;
            count += group.Takes(row.Subject, grade, major) ? 1 : 0;
        }

        return count;
    }
}

/// <summary>"group-cases" of "round|unit": how many live cases the group's people have in the round; null where the unit is no group.</summary>
public sealed class GroupCasesSource(GroupStanding standing, UnitGroups groups, IStoreReader reader) : FactSource(RoundFacts.GroupCasesKind)
{
    public override async Task<Fact> LoadAsync(FactKey key, CancellationToken cancellation)
    {
        var bar = key.Id.IndexOf('|', StringComparison.Ordinal);
        if (await groups.OfAsync(key.Id[(bar + 1)..]) is not { } group)
            return None(key);
        var round = Id.Parse(key.Id[..bar]);
        var live = (await reader.StreamCountsAsync(Scope.All, round, practice: true)).Where(c => c.Kind == InstanceSteps.Kind && c.Status is not ("finished" or "cancelled"));
        return new Fact(key, (await standing.CasesAsync(round, group, live, ImmutableHashSet<Id>.Empty)).Sum(c => c.Count), "group");
    }
}
