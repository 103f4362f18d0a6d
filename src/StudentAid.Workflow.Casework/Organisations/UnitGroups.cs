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
    public async Task<ImmutableArray<GroupRule>> AroundAsync(string place)
    {
        var above = await AboveAsync(place);
        return [.. above, .. (await BelowAsync(place)).Where(g => above.All(a => a.Unit != g.Unit))];
    }

    /// <summary>The groups whose people are below this place.</summary>
    public async Task<ImmutableArray<GroupRule>> BelowAsync(string place) =>
        await ReadAsync(await reader.DocumentsAsync(Scope.All, new DocumentFilter(Index) { Below = place }));

    /// <summary>Null where the unit is no group.</summary>
    public async Task<GroupRule?> OfAsync(string unit) => await UnitAsync(unit) is { } found ? GroupRule.Of(unit, found) : null;

    /// <summary>The groups that take this person at this place.</summary>
    public async Task<ImmutableArray<GroupRule>> TakingAsync(Id person, string place)
    {
        var groups = await AboveAsync(place);
        if (groups.IsEmpty)
            return groups;
        var (grade, major) = await FactsOfAsync(place);
        if (groups.Any(g => g.TakesAllOf(grade, major) is null))
            (grade, major) = await OwnAsync(person, grade, major);
        return [.. groups.Where(g => g.Takes(person, grade, major))];
    }

    /// <summary>How many people a unit has: those at and below it, of a group those whom it takes.</summary>
    public async Task<int> PeopleOfAsync(string unit) => await OfAsync(unit) is { } group
        ? (await PlacesAsync(group)).Sum(p => p.Value)
        : (await reader.DocumentsAsync(Scope.All, new DocumentFilter(UnitFacts.Person) { Below = unit })).Count;

    /// <summary>Where the people of the group are, with how many, by place.</summary>
    public async Task<IReadOnlyDictionary<string, int>> PlacesAsync(GroupRule group)
    {
        var facts = await FactsBelowAsync(group.Reach);
        var taken = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var person in await reader.DocumentsAsync(Scope.All, new DocumentFilter(UnitFacts.Person) { Below = group.Reach }))
        {
            var (grade, major) = facts.GetValueOrDefault(person.OrgPath, ("", ""));
            if (group.Takes(Id.Parse(person.Key), Or(grade, person.Content["grade"]), Or(major, person.Content["major"])))
                taken[person.OrgPath] = taken.GetValueOrDefault(person.OrgPath) + 1;
        }

        return taken;
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
        foreach (var path in UnitPath.Line(place))
        {
            if (await UnitAsync(path) is { } unit && !GroupRule.IsGroup(unit))
                (grade, major) = (unit["grade"].AsText() ?? grade, unit["major"].AsText() ?? major);
        }

        return (grade, major);
    }

    /// <summary>With what his own record says where the class's is silent.</summary>
    public async Task<(string Grade, string Major)> OwnAsync(Id person, string grade, string major)
    {
        var record = (await reader.DocumentsAsync(Scope.All, new DocumentFilter(UnitFacts.Person) { Key = person.ToString() })).FirstOrDefault()?.Content ?? Value.Null;
        return (Or(grade, record["grade"]), Or(major, record["major"]));
    }

    /// <summary>A unit's record; null where there is none.</summary>
    internal async Task<Value?> UnitAsync(string path) =>
        (await reader.DocumentsAsync(Scope.All, new DocumentFilter(UnitFacts.OrgUnit) { Key = path })).FirstOrDefault()?.Content;

    private static string Or(string said, Value own) => said.Length > 0 ? said : own.AsText() ?? "";

    /// <summary>The groups that stand beside the line of a place, whose people may be there.</summary>
    private async Task<ImmutableArray<GroupRule>> AboveAsync(string place)
    {
        var rows = new List<DocumentRow>();
        foreach (var parent in UnitPath.Line(place))
            rows.AddRange(await reader.DocumentsAsync(Scope.All, new DocumentFilter(Index) { Key = parent }));
        return await ReadAsync(rows);
    }

    private async Task<ImmutableArray<GroupRule>> ReadAsync(IEnumerable<DocumentRow> rows)
    {
        var groups = ImmutableArray.CreateBuilder<GroupRule>();
        foreach (var path in rows.SelectMany(r => r.Content["units"].Items.Select(p => p.AsText()!)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            if (await OfAsync(path) is { } group)
                groups.Add(group);
        }

        return groups.ToImmutable();
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
        var around = new List<Value>();
        foreach (var group in await groups.AroundAsync(key.Id))
            around.Add(Value.Record(("unit", group.Unit), ("content", await groups.UnitAsync(group.Unit) ?? Value.Null)));
        return new Fact(key, Value.List(around), "group");
    }
}
