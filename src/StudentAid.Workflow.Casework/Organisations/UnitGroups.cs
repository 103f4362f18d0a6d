using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Organisations;

/// <summary>Look-ups of groups. Which paths are groups is kept by their parent; what a group is, its unit's record alone says.</summary>
public sealed class UnitGroups(IStoreReader reader)
{
    /// <summary>The kind of document that names, by parent, the paths that are or once were groups.</summary>
    public const string Index = "groups";

    /// <summary>The groups that reach some of the people below this place, or people of it and others.</summary>
    public async Task<ImmutableArray<GroupRule>> AroundAsync(string place) => [.. (await RecordsAroundAsync(place)).Select(g => g.Rule)];

    /// <summary>The same with their records: those that stand beside the place's line first.</summary>
    internal async Task<ImmutableArray<(GroupRule Rule, Value Record)>> RecordsAroundAsync(string place)
    {
        var above = await reader.DocumentsAsync(Scope.All, new DocumentFilter(Index) { Keys = UnitPath.Line(place) });
        var below = await reader.DocumentsAsync(Scope.All, new DocumentFilter(Index) { Below = place });
        return await ReadAsync(PathsOf(above).Concat(PathsOf(below)));
    }

    /// <summary>The groups whose people are below this place.</summary>
    public async Task<ImmutableArray<GroupRule>> BelowAsync(string place) =>
        [.. (await ReadAsync(PathsOf(await reader.DocumentsAsync(Scope.All, new DocumentFilter(Index) { Below = place })))).Select(g => g.Rule)];

    /// <summary>Null where the unit is no group.</summary>
    public async Task<GroupRule?> OfAsync(string unit) => (await ReadAsync([unit])).Select(g => g.Rule).FirstOrDefault();

    /// <summary>The groups that take this person at this place.</summary>
    public async Task<ImmutableArray<GroupRule>> TakingAsync(Id person, string place)
    {
        var above = await reader.DocumentsAsync(Scope.All, new DocumentFilter(Index) { Keys = UnitPath.Line(place) });
        ImmutableArray<GroupRule> groups = [.. (await ReadAsync(PathsOf(above))).Select(g => g.Rule)];
        if (groups.IsEmpty)
            return groups;
        var said = await FactsOfAsync(place);
        var own = groups.Any(g => g.TakesAllOf(said.Grade, said.Major) is null) ? await OwnAsync([person]) : null;
        return [.. groups.Where(g => g.Takes(person, said, own?.GetValueOrDefault(person) ?? Value.Null))];
    }

    /// <summary>How many people a unit has: those at and below it, of a group those whom it takes.</summary>
    public async Task<int> PeopleOfAsync(string unit) => await OfAsync(unit) is { } group
        ? (int)(await PlacesAsync(group)).Sum(p => p.Value)
        : (int)(await reader.DocumentCountsAsync(Scope.All, new DocumentFilter(UnitFacts.Person) { Below = unit })).Sum(p => p.Value);

    /// <summary>The same of units below a place: one count serves all that are no groups.</summary>
    public async Task<IReadOnlyDictionary<string, int>> PeopleOfAsync(string place, IReadOnlyCollection<string> units)
    {
        var people = units.ToDictionary(u => u, _ => 0, StringComparer.Ordinal);
        foreach (var (at, count) in await reader.DocumentCountsAsync(Scope.All, new DocumentFilter(UnitFacts.Person) { Below = place }))
        {
            foreach (var unit in UnitPath.Line(at).Where(people.ContainsKey))
                people[unit] += (int)count;
        }

        foreach (var (group, _) in await ReadAsync(units))
            people[group.Unit] = (int)(await PlacesAsync(group)).Sum(p => p.Value);
        return people;
    }

    /// <summary>
    /// Where the people of the group are, with how many, by place. They are counted where the class's record decides who is taken; only where it leaves it to each
    /// person, and of those whom the group lists, the records are read.
    /// </summary>
    public async Task<IReadOnlyDictionary<string, long>> PlacesAsync(GroupRule group)
    {
        var facts = await FactsBelowAsync(group.Reach);
        var all = await reader.DocumentCountsAsync(Scope.All, new DocumentFilter(UnitFacts.Person) { Below = group.Reach });
        var taken = all.Where(p => Decides(p.Key) == true).ToDictionary(StringComparer.Ordinal);
        ImmutableArray<string> each = [.. all.Keys.Where(p => Decides(p) is null)];
        var people = each.IsEmpty ? [] : await reader.DocumentsAsync(Scope.All, new DocumentFilter(UnitFacts.Person) { Places = each });
        var listed = (await PersonRows.OfAsync(reader, group.Members)).SelectMany(p => p).Where(p => UnitPath.IsBelow(p.OrgPath, group.Reach) && Decides(p.OrgPath) == false);
        foreach (var person in people.Concat(listed).Where(p => group.Takes(Id.Parse(p.Key), facts.GetValueOrDefault(p.OrgPath, ("", "")), p.Content)))
            taken[person.OrgPath] = taken.GetValueOrDefault(person.OrgPath) + 1;
        return taken;

        bool? Decides(string place)
        {
            var (grade, major) = facts.GetValueOrDefault(place, ("", ""));
            return group.TakesAllOf(grade, major);
        }
    }

    /// <summary>Grade and major of every unit at and below a place.</summary>
    public async Task<IReadOnlyDictionary<string, (string Grade, string Major)>> FactsBelowAsync(string place)
    {
        var facts = new Dictionary<string, (string Grade, string Major)>(StringComparer.Ordinal) { [place] = await FactsOfAsync(place) };
        foreach (var unit in (await reader.DocumentsAsync(Scope.All, new DocumentFilter(UnitFacts.OrgUnit) { Below = place }))
            .Where(u => u.Key != place && !GroupRule.IsGroup(u.Content)).OrderBy(u => u.Key, StringComparer.Ordinal))
        {
            var (grade, major) = facts.GetValueOrDefault(UnitPath.Parent(unit.Key) ?? place, ("", ""));
            facts[unit.Key] = (unit.Content["grade"].AsText() ?? grade, unit.Content["major"].AsText() ?? major);
        }

        return facts;
    }

    /// <summary>Grade and major as the place's own record says, else the nearest above it; empty where none does.</summary>
    public async Task<(string Grade, string Major)> FactsOfAsync(string place)
    {
        var (grade, major) = ("", "");
        foreach (var unit in (await UnitsAsync(UnitPath.Line(place))).Values.Where(u => !GroupRule.IsGroup(u)))
            (grade, major) = (unit["grade"].AsText() ?? grade, unit["major"].AsText() ?? major);
        return (grade, major);
    }

    /// <summary>The records of these people, of whom there is one; for a class's record that is silent.</summary>
    internal async Task<IReadOnlyDictionary<Id, Value>> OwnAsync(IEnumerable<Id> people) =>
        (await PersonRows.OfAsync(reader, people)).ToDictionary(p => p.Key, p => p.First().Content);

    private static IEnumerable<string> PathsOf(IEnumerable<DocumentRow> rows) =>
        rows.SelectMany(r => r.Content["units"].Items.Select(p => p.AsText()!)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    private async Task<ImmutableArray<(GroupRule Rule, Value Record)>> ReadAsync(IEnumerable<string> paths)
    {
        var found = ImmutableArray.CreateBuilder<(GroupRule, Value)>();
        foreach (var (path, unit) in await UnitsAsync([.. paths.Distinct(StringComparer.Ordinal)]))
        {
            if (GroupRule.Of(path, unit) is { } group)
                found.Add((group, unit));
        }

        return found.ToImmutable();
    }

    /// <summary>The records of those units that have one, in the order in which they were asked for.</summary>
    private async Task<OrderedDictionary<string, Value>> UnitsAsync(ImmutableArray<string> paths)
    {
        var rows = paths.IsEmpty ? [] : await reader.DocumentsAsync(Scope.All, new DocumentFilter(UnitFacts.OrgUnit) { Keys = paths });
        var found = new OrderedDictionary<string, Value>(StringComparer.Ordinal);
        foreach (var path in paths)
        {
            if (rows.FirstOrDefault(r => r.Key == path) is { } row)
                found[path] = row.Content;
        }

        return found;
    }
}

/// <summary>The groups that take a person at a place ("person|place"), by kind: <c>{ "group": [{ unit, name }] }</c>. Two of one kind are the reader's to refuse.</summary>
public sealed class GroupsOfSource(UnitGroups groups) : FactSource(UnitFacts.Groups)
{
    public override async Task<Fact> LoadAsync(FactKey key, CancellationToken cancellation)
    {
        var bar = key.Id.IndexOf('|', StringComparison.Ordinal);
        var taking = await groups.TakingAsync(Id.Parse(key.Id[..bar]), key.Id[(bar + 1)..]);
        return new Fact(key, taking.GroupBy(g => g.Kind, StringComparer.Ordinal).Aggregate(Value.EmptyRecord, (all, kind) => all.With(
            kind.Key, Value.List(kind.Select(g => (Value)Value.Record(("unit", g.Unit), ("name", g.Name.ToValue())))))), "group");
    }
}

/// <summary>The groups that reach people at or below a place: a list of <c>{ unit, content }</c>.</summary>
public sealed class GroupsAroundSource(UnitGroups groups) : FactSource(UnitFacts.GroupsAroundKind)
{
    public override async Task<Fact> LoadAsync(FactKey key, CancellationToken cancellation)
    {
        var around = (await groups.RecordsAroundAsync(key.Id)).Select(g => (Value)Value.Record(("unit", g.Rule.Unit), ("content", g.Record)));
        return new Fact(key, Value.List(around), "group");
    }
}
