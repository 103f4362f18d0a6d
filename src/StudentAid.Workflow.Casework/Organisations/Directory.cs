using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Committees;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Roles;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Casework.Substitutions;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Organisations;

/// <summary>A unit on record. Parent is null for the root.</summary>
public sealed record OrgUnit(string Path, string Kind, Text Name, string Code, string? Parent, Value Content)
{
    /// <summary>The step of its stream that put it as it stands.</summary>
    public long Seq { get; init; }

    /// <summary>Not in use any more: nobody comes to it and nothing is named at it.</summary>
    public bool IsClosed => Content["closed"].AsBool() == true;

    /// <summary>The unit whose stream keeps it.</summary>
    public string Keeper { get; init; } = UnitPath.Root;

    /// <summary>True where it is of the kind, or stands in its place.</summary>
    public bool Is(string kind) => Is(Content, kind);

    public static bool Is(Value content, string? kind) => kind is { Length: > 0 } && KindsOf(content).Contains(kind, StringComparer.Ordinal);

    /// <summary>Its kind, and the one in whose place it stands.</summary>
    public static IEnumerable<string> KindsOf(Value content) => new[] { content["kind"].AsText(), content["standsFor"].AsText() }.OfType<string>();
}

/// <summary>A person on record: place (the class), status, and <see cref="Facts"/>, the opened sealed part (name, idNumber, sex, birth …).</summary>
public sealed record PersonRecord(Id Id, string Place, string Status, Value Facts, Id Stream, RecordValue Content)
{
    public bool IsErased => Facts["erased"].AsBool() == true;

    /// <summary>The step of its stream that put it as it stands.</summary>
    public long Seq { get; init; }

    /// <summary>已删除 of one whose facts were erased.</summary>
    public string Name => Facts["name"].AsText() ?? "";
}

/// <summary>A body's committee at a unit; it may meet once its list was published.</summary>
public sealed record CommitteeRecord(string Body, string Unit, ImmutableArray<CommitteeMember> Members, DateOnly? PublishedOn, ImmutableArray<CommitteeMember> Substitutes)
{
    /// <summary>For how long they are named.</summary>
    public Term Term { get; init; } = new("");

    /// <summary>The day on which the members elected their chair; null where none is on record.</summary>
    public DateOnly? Elected { get; init; }

    /// <summary>Categories that were invited.</summary>
    public ImmutableArray<string> Invited { get; init; } = [];

    /// <summary>The name under each id, substitutes too.</summary>
    public IReadOnlyDictionary<string, string> Names => Members.Concat(Substitutes).ToDictionary(m => m.Id, m => m.Name, StringComparer.Ordinal);
}

/// <summary>A principal as it is on record: which unit keeps it, and all its roles with their terms.</summary>
public sealed record KeptPrincipal(Id Id, string Name, string Unit, bool IsMachine, ImmutableArray<GrantTerm> Grants, ImmutableArray<Id> Persons)
{
    /// <summary>That of the event that put it.</summary>
    public long Seq { get; init; }
}

/// <summary>Names of principals that were looked up together.</summary>
public sealed class PrincipalNames(IReadOnlyDictionary<Id, string> names)
{
    public static readonly PrincipalNames None = new(new Dictionary<Id, string>());

    /// <summary>"" of one that is not on record.</summary>
    public string this[Id principal] => names.GetValueOrDefault(principal, "");

    /// <summary>Null of the system and of one that is not on record.</summary>
    public string? Find(Id principal) => names.GetValueOrDefault(principal);
}

/// <summary>Look-ups of units, people, principals and committees; what lies outside a scope does not exist. Without one the whole tree is looked through.</summary>
public sealed class Directory(IStoreReader reader, RoleShelf roles)
{
    public async Task<OrgUnit?> UnitAsync(string path) =>
        (await reader.DocumentsAsync(Scope.All, new DocumentFilter(UnitFacts.OrgUnit) { Key = path })).Select(UnitOf).FirstOrDefault();

    /// <summary>The units right below, by code.</summary>
    public async Task<ImmutableArray<OrgUnit>> ChildrenAsync(string path) => [.. (await UnitsBelowAsync(path)).Where(u => u.Parent == path)];

    /// <summary>The unit and all below it, by path.</summary>
    public async Task<IReadOnlyList<OrgUnit>> UnitsBelowAsync(string path) =>
        [.. (await reader.DocumentsAsync(Scope.All, new DocumentFilter(UnitFacts.OrgUnit) { Below = path })).Select(UnitOf).OrderBy(u => u.Path, StringComparer.Ordinal)];

    /// <summary>The unit and those above it that are on record, the topmost first.</summary>
    public async Task<ImmutableArray<OrgUnit>> LineAsync(string path)
    {
        var line = ImmutableArray.CreateBuilder<OrgUnit>();
        foreach (var at in UnitPath.Line(path))
        {
            if (await UnitAsync(at) is { } unit)
                line.Add(unit);
        }

        return line.ToImmutable();
    }

    /// <summary>The people of a unit and those below it, by pinyin.</summary>
    public async Task<IReadOnlyList<PersonRecord>> PeopleAsync(Scope scope, string below) =>
        [.. (await reader.DocumentsAsync(scope, new DocumentFilter(UnitFacts.Person) { Below = below })).Select(PersonOf).OrderBy(p => p.Name, Pinyin.Order).ThenBy(p => p.Id)];

    public async Task<PersonRecord?> PersonAsync(Id person) =>
        (await reader.DocumentsAsync(Scope.All, new DocumentFilter(UnitFacts.Person) { Key = person.ToString() })).Select(PersonOf).FirstOrDefault();

    /// <summary>People whose ID number, telephone or other number equals what was typed; nobody else's document is opened.</summary>
    public async Task<ImmutableArray<PersonRecord>> ByNumberAsync(Scope scope, string below, string typed)
    {
        var found = new List<PersonRecord>();
        foreach (var field in SealedMembers.Of(UnitFacts.Person)!.LookedUp)
            found.AddRange((await reader.DocumentsAsync(scope, new DocumentFilter(UnitFacts.Person) { Below = below, LookUp = new LookUp(field, typed) })).Select(PersonOf));
        return [.. found.DistinctBy(p => p.Id).OrderBy(p => p.Name, Pinyin.Order).ThenBy(p => p.Id)];
    }

    /// <summary>
    /// People by a whole number of theirs, or by part of the name or the initials of its pinyin, at most <paramref name="limit"/>, by pinyin. Whose facts
    /// were erased is not found.
    /// </summary>
    public async Task<ImmutableArray<PersonRecord>> SearchAsync(Scope scope, string below, string typed, int limit = 20)
    {
        if (typed.Any(char.IsAsciiDigit) && await ByNumberAsync(scope, below, typed) is { IsEmpty: false } found)
            return [.. found.Take(limit)];
        return [.. (await PeopleAsync(scope, below)).Where(p => !p.IsErased && Pinyin.Matches(p.Name, typed)).Take(limit)];
    }

    /// <summary>Who acts, with what his roles carry now.</summary>
    public async Task<Principal?> PrincipalAsync(Id id)
    {
        var (book, day) = await roles.TodayAsync();
        return (await reader.DocumentsAsync(Scope.All, new DocumentFilter(UnitFacts.Principal) { Key = id.ToString() })).Select(p => PrincipalOf(p, book, day)).FirstOrDefault() is { } found
            ? await SupervisingAsync(await StandingInAsync(found)) : null;
    }

    /// <summary>
    /// What the principals of a page are called, in one look and without what they may do; "" of one that is not on record. For those who are shown beside what they
    /// did or hold.
    /// </summary>
    public async Task<PrincipalNames> NamesOfAsync(IEnumerable<Id> principals)
    {
        ImmutableArray<string> wanted = [.. principals.Where(p => !p.IsNone && p != Principal.System.Id).Distinct().Select(p => p.ToString())];
        if (wanted.IsEmpty)
            return PrincipalNames.None;
        var rows = await reader.DocumentsAsync(Scope.All, new DocumentFilter(UnitFacts.Principal) { Keys = wanted });
        return new PrincipalNames(rows.ToDictionary(r => Id.Parse(r.Key), NameOf));
    }

    /// <summary>With those for whom it was ever named to stand in, and the posts that they hold now.</summary>
    public async Task<Principal> StandingInAsync(Principal principal)
    {
        var named = (await reader.DocumentsAsync(Scope.All, new DocumentFilter(Substitution.Kind) { Key = principal.Id.ToString() })).SelectMany(d => Substitution.Read(d.Content)).ToList();
        if (named.Count == 0)
            return principal;
        var day = (await roles.TodayAsync()).Day;
        var standing = ImmutableArray.CreateBuilder<Substitution>();
        foreach (var substitution in named)
        {
            var of = await reader.DocumentsAsync(Scope.All, new DocumentFilter(UnitFacts.Principal) { Key = substitution.Of.ToString() });
            standing.AddRange(of.Select(o => substitution with { Grants = PrincipalOf(o, principal.Roles, day).Grants }));
        }

        return principal with { StandsFor = standing.ToImmutable() };
    }

    /// <summary>With the units whose record names one of its authorities, or one below it, as theirs. Who oversees nothing is not looked up for.</summary>
    public async Task<Principal> SupervisingAsync(Principal principal)
    {
        if (principal.Grants.Where(principal.Oversees).ToList() is not { Count: > 0 } overseeing)
            return principal;
        return principal with
        {
            Supervises =
            [
                .. (await UnitsBelowAsync(UnitPath.Root)).SelectMany(u => u.Content["supervisedBy"].Items.Select(s => s["unit"].AsText() ?? "")
                    .SelectMany(by => overseeing.Where(g => UnitPath.IsBelow(by, g.Unit))).Select(g => new Supervision(g, u.Path))).Distinct(),
            ],
        };
    }

    /// <summary>Those with roles among the principals that exactly these units keep; who only acts for himself or a child is not read.</summary>
    public async Task<ImmutableArray<Principal>> HoldersAsync(ImmutableArray<string> units)
    {
        var (book, day) = await roles.TodayAsync();
        return units.IsEmpty
            ? []
            : [.. (await reader.DocumentsAsync(Scope.All, new DocumentFilter(UnitFacts.Principal) { Places = units, Granting = true })).Select(p => PrincipalOf(p, book, day))];
    }

    /// <summary>Principals that a unit or one below it keeps, by pinyin; of those with roles alone, families' accounts are not read.</summary>
    public async Task<ImmutableArray<Principal>> PrincipalsAsync(Scope scope, string below, bool granting = false)
    {
        var (book, day) = await roles.TodayAsync();
        return [.. (await reader.DocumentsAsync(scope, new DocumentFilter(UnitFacts.Principal) { Below = below, Granting = granting })).Select(p => PrincipalOf(p, book, day)).OrderBy(p => p.Name, Pinyin.Order)];
    }

    /// <summary>The same with all that is on record of their roles, over or still to come, and the unit that keeps each; by pinyin.</summary>
    public async Task<ImmutableArray<KeptPrincipal>> KeptBelowAsync(Scope scope, string below, bool granting) =>
        [.. (await reader.DocumentsAsync(scope, new DocumentFilter(UnitFacts.Principal) { Below = below, Granting = granting })).Select(r => new KeptPrincipal(
            Id.Parse(r.Key), NameOf(r), r.OrgPath, r.Content["kind"].AsText() == PutPrincipal.Machine, [.. r.Content["grants"].Items.Select(GrantTerm.Read)],
            [.. r.Content["persons"].Items.Select(p => Id.Parse(p.AsText()!))]) { Seq = r.Seq }).OrderBy(p => p.Name, Pinyin.Order).ThenBy(p => p.Id)];

    /// <summary>Principals that exactly this unit keeps.</summary>
    public async Task<ImmutableArray<Principal>> KeptByAsync(string unit)
    {
        var (book, day) = await roles.TodayAsync();
        return [.. (await reader.DocumentsAsync(Scope.All, new DocumentFilter(UnitFacts.Principal) { Stream = UnitState.IdOf(unit) })).Select(p => PrincipalOf(p, book, day))];
    }

    public async Task<CommitteeRecord?> CommitteeAsync(string body, string unit) =>
        (await reader.DocumentsAsync(Scope.All, new DocumentFilter(UnitFacts.Committee) { Key = $"{body}|{unit}" }))
            .Select(d => new CommitteeRecord(
                body, unit, [.. d.Content["members"].Items.Select(CommitteeMember.From)], d.Content["published"].AsDay(),
                [.. d.Content["substitutes"].Items.Select(CommitteeMember.From)])
            {
                Term = Term.Of(d.Content), Elected = d.Content["elected"].AsDay(), Invited = [.. d.Content["invited"].Items.Select(c => c.AsText()).OfType<string>()],
            }).FirstOrDefault();

    private static OrgUnit UnitOf(DocumentRow row) => new(
        row.Key, row.Content["kind"].AsText() ?? "", Text.From(row.Content["name"]) ?? row.Key, row.Content["code"].AsText() ?? "", row.Content["parent"].AsText(), row.Content)
    {
        Seq = row.Seq, Keeper = UnitPath.Line(row.Key).FirstOrDefault(u => UnitState.IdOf(u) == row.Stream) ?? UnitPath.Root,
    };

    private PersonRecord PersonOf(DocumentRow row)
    {
        var person = Id.Parse(row.Key);
        var content = (RecordValue)row.Content;
        return new PersonRecord(person, row.OrgPath, row.Content["status"].AsText() ?? "", content["sealed"], row.Stream, content) { Seq = row.Seq };
    }

    private static string NameOf(DocumentRow row) => row.Content["name"].AsText() ?? row.Content["name"]["name"].AsText() ?? "";

    private static Principal PrincipalOf(DocumentRow row, RoleBook book, DateOnly day) => new(Id.Parse(row.Key), NameOf(row), GrantTerm.HeldOn(row.Content, day))
    {
        IsMachine = row.Content["kind"].AsText() == PutPrincipal.Machine,
        Persons = [.. row.Content["persons"].Items.Select(p => Id.Parse(p.AsText()!))],
        Roles = book,
    };
}
