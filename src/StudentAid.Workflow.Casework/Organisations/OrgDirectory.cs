using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Organisations;

/// <summary>A unit on record. Parent is null for the root.</summary>
public sealed record OrgUnit(string Path, string Kind, string Name, string? Parent, string Code, Value Content);

/// <summary>A person on record, the sealed part opened.</summary>
public sealed record PersonRecord(Id Id, Id Stream, string Place, string Status, RecordValue Content)
{
    public string Name => Content["sealed"]["name"].AsText() ?? "";
}

/// <summary>Look-ups of units, people, principals and committees; what lies outside the scope does not exist.</summary>
public sealed class OrgDirectory(IStoreReader reader, Cipher cipher)
{
    public async Task<OrgUnit?> UnitAsync(Scope scope, string path) =>
        (await reader.DocumentsAsync(scope, new DocumentFilter(UnitFacts.OrgUnit) { Key = path })).Select(UnitOf).FirstOrDefault();

    /// <summary>The units right below, by code.</summary>
    public async Task<ImmutableArray<OrgUnit>> ChildrenAsync(Scope scope, string path) => [.. (await BelowAsync(scope, path)).Where(u => u.Parent == path)];

    /// <summary>The unit and all below it, by path.</summary>
    public async Task<ImmutableArray<OrgUnit>> BelowAsync(Scope scope, string path) =>
        [.. (await reader.DocumentsAsync(scope, new DocumentFilter(UnitFacts.OrgUnit) { Below = path })).Select(UnitOf).OrderBy(u => u.Path, StringComparer.Ordinal)];

    /// <summary>The unit and those above it that are on record, the topmost first; whatever the reader may see, for a path says as much.</summary>
    public async Task<ImmutableArray<OrgUnit>> LineAsync(string path)
    {
        var line = ImmutableArray.CreateBuilder<OrgUnit>();
        foreach (var at in UnitPath.Line(path))
        {
            if (await UnitAsync(Scope.All, at) is { } unit)
                line.Add(unit);
        }

        return line.ToImmutable();
    }

    /// <summary>The people of a unit and those below it, by pinyin.</summary>
    public async Task<ImmutableArray<PersonRecord>> PeopleAsync(Scope scope, string place) =>
        [.. (await reader.DocumentsAsync(scope, new DocumentFilter(UnitFacts.Person) { Below = place })).Select(PersonOf).OrderBy(p => p.Name, Pinyin.Order).ThenBy(p => p.Id)];

    public async Task<PersonRecord?> PersonAsync(Scope scope, Id person) =>
        (await reader.DocumentsAsync(scope, new DocumentFilter(UnitFacts.Person) { Key = person.ToString() })).Select(PersonOf).FirstOrDefault();

    /// <summary>People by part of the name or the initials of its pinyin, at most <paramref name="limit"/>, by pinyin.</summary>
    public async Task<ImmutableArray<PersonRecord>> SearchAsync(Scope scope, string place, string typed, int limit = 20) =>
        [.. (await PeopleAsync(scope, place)).Where(p => Pinyin.Matches(p.Name, typed)).Take(limit)];

    public async Task<Principal?> PrincipalAsync(Id id) =>
        (await reader.DocumentsAsync(Scope.All, new DocumentFilter(UnitFacts.Principal) { Key = id.ToString() })).Select(PrincipalOf).FirstOrDefault();

    /// <summary>Principals that a unit or one below it keeps, by pinyin.</summary>
    public async Task<ImmutableArray<Principal>> PrincipalsAsync(Scope scope, string place) =>
        [.. (await reader.DocumentsAsync(scope, new DocumentFilter(UnitFacts.Principal) { Below = place })).Select(PrincipalOf).OrderBy(p => p.Name, Pinyin.Order)];

    /// <summary>The committee of a body at a unit as it is kept, or null.</summary>
    public async Task<Value?> CommitteeAsync(Scope scope, string body, string unit) =>
        (await reader.DocumentsAsync(scope, new DocumentFilter(UnitFacts.Committee) { Key = $"{body}|{unit}" })).Select(d => d.Content).FirstOrDefault();

    private static OrgUnit UnitOf(DocumentRow row) => new(
        row.Key, row.Content["kind"].AsText() ?? "", row.Content["name"].AsText() ?? "", row.Content["parent"].AsText(), row.Content["code"].AsText() ?? "", row.Content);

    private PersonRecord PersonOf(DocumentRow row)
    {
        var person = Id.Parse(row.Key);
        return new PersonRecord(person, row.Stream, row.OrgPath, row.Content["status"].AsText() ?? "", People.Opened(row.Content, person, cipher));
    }

    private static Principal PrincipalOf(DocumentRow row) => new(
        Id.Parse(row.Key), row.Content["name"].AsText() ?? "",
        [.. row.Content["grants"].Items.Select(g => new Grant(g["role"].AsText() ?? "", g["unit"].AsText() ?? ""))])
    {
        Persons = [.. row.Content["persons"].Items.Select(p => Id.Parse(p.AsText()!))],
    };
}
