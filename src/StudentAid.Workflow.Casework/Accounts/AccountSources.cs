using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Accounts;

/// <summary>
/// Whose account it is: <c>{ name, kind, place, grants: [{ role, unit }], persons: [{ place, known: [text…] }] }</c>; known is what others know of him and a
/// password must not hold, units' names among it.
/// </summary>
public sealed class AccountHolderSource(IStoreReader reader, Organisations.Directory directory) : FactSource("account-holder")
{
    private static readonly string[] Known = ["name", "idNumber", "registerNumber", "studentNumber", "admissionNumber", "phone", "guardianName", "guardianPhone"];

    public static FactKey FactOf(Id holder) => new("account-holder", holder.ToString());

    public override async Task<Fact> LoadAsync(FactKey key, CancellationToken cancellation)
    {
        if (key == FactOf(Account.Nobody))
            return new Fact(key, Value.Record(("name", ""), ("place", UnitPath.Root)));
        if (await reader.DocumentsAsync(Scope.All, new DocumentFilter(UnitFacts.Principal) { Key = key.Id }) is not [var row, ..])
            return None(key);
        var persons = new List<Value>();
        foreach (var id in row.Content["persons"].Items)
        {
            if (await directory.PersonAsync(Id.Parse(id.AsText()!)) is { } person)
            {
                persons.Add(Value.Record(
                    ("place", person.Place),
                    ("known", Value.List(Known.Select(k => person.Facts[k].AsText()).Where(t => !string.IsNullOrEmpty(t)).Select(Value.Of).Concat(await NamesAsync(person.Place))))));
            }
        }

        var grants = row.Content["grants"];
        var units = new List<Value>();
        foreach (var grant in grants.Items)
            units.AddRange(await NamesAsync(grant["unit"].AsText() ?? ""));
        return new Fact(key, Value.Record(
            ("name", row.Content["name"]), ("kind", row.Content["kind"]), ("place", row.OrgPath), ("grants", grants), ("applicants", row.Content["persons"]), ("persons", Value.List(persons)), ("units", Value.List(units))), Version: row.Seq);
    }

    private async Task<IEnumerable<Value>> NamesAsync(string place) => (await directory.LineAsync(place)).SelectMany(u => new[] { u.Name.ZhCn, u.Code }).Select(Value.Of);
}

/// <summary>The account's document; null where it has none.</summary>
public sealed class AccountSource(IStoreReader reader) : FactSource("account")
{
    public override async Task<Fact> LoadAsync(FactKey key, CancellationToken cancellation) =>
        await reader.DocumentAsync(Scope.All, AccountState.IdOf(Id.Parse(key.Id)), Account.Document, key.Id) is { } row ? new Fact(key, row.Content) : None(key);
}

/// <summary>The holder's sessions: <c>[{ hash, content }]</c>.</summary>
public sealed class SessionsSource(IStoreReader reader) : FactSource("sessions")
{
    public override async Task<Fact> LoadAsync(FactKey key, CancellationToken cancellation) => new(key, Value.List(
        (await reader.DocumentsAsync(Scope.All, new DocumentFilter(Session.Document) { Stream = AccountState.IdOf(Id.Parse(key.Id)) }))
            .Select(d => (Value)Value.Record(("hash", d.Key), ("content", d.Content)))));
}
