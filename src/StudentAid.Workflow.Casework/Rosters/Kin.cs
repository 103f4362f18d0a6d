using StudentAid.Workflow.Casework.Accounts;
using StudentAid.Workflow.Casework.Committees;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Rosters;

/// <summary>
/// Children for whom one guardian's account acts, found from those who are decided about: the account may have been made for any of them. A student of a body withdraws from the cases of his brothers and sisters.
/// </summary>
public static class Kin
{
    internal const string Kind = "kin";

    private const string Person = "person:";

    /// <summary>Of everybody on a list.</summary>
    internal static FactKey FactOf(Id list) => new(Kind, list.ToString());

    /// <summary>Of one person.</summary>
    internal static FactKey FactOfPerson(Id person) => new(Kind, $"{Person}{person}");

    /// <summary>The person of such a key; null where it is of a list.</summary>
    internal static Id? PersonOf(FactKey key) => key.Id.StartsWith(Person, StringComparison.Ordinal) ? Id.Parse(key.Id[Person.Length..]) : null;

    /// <summary>Whether a student sits in the body; nobody else is looked for by his guardians.</summary>
    internal static bool IsAsked(Value committee) => Everybody(committee).Any(m => !m["studentPerson"].IsNull);

    /// <summary><c>[[person, …], …]</c>, one for each guardian who acts for several.</summary>
    internal static async Task<Value> OfAsync(IStoreReader reader, IEnumerable<Id> persons)
    {
        string[] accounts = [.. persons.SelectMany(FamilyAccount.GuardianIds).Select(i => i.ToString())];
        return accounts.Length == 0 ? Value.List() : Value.List((await reader.DocumentsAsync(Scope.All, new DocumentFilter(UnitFacts.Principal) { Keys = [.. accounts] }))
            .Select(d => d.Content["persons"]).Where(p => p.Items.Length > 1));
    }

    /// <summary>The committee, its students with the brothers and sisters that these guardians make them.</summary>
    internal static Value With(Value committee, Value kin) => kin.Items.IsEmpty ? committee
        : ((RecordValue)committee).With("members", Of(committee["members"], kin)).With("substitutes", Of(committee["substitutes"], kin));

    private static ListValue Of(Value members, Value kin) => Value.List(members.Items.Select(m =>
        CommitteeMember.From(m).StudentPerson is { IsNone: false } student && kin.Items.Where(g => g.Items.Contains(m["studentPerson"])).SelectMany(g => g.Items).Where(p => p.AsText() != student.ToString()).ToList() is { Count: > 0 } others
            ? ((RecordValue)m).With("persons", Value.List(m["persons"].Items.Concat(others).DistinctBy(p => p.AsText()))) : m));

    private static IEnumerable<Value> Everybody(Value committee) => committee["members"].Items.Concat(committee["substitutes"].Items);
}

/// <summary>"kin" of a list, or of <c>person:id</c>: see <see cref="Kin.OfAsync"/>.</summary>
public sealed class KinFactSource(StepRunner runner, IStepStore store, IStoreReader reader) : FactSource(Kin.Kind)
{
    public override async Task<Fact> LoadAsync(FactKey key, CancellationToken cancellation) =>
        Kin.PersonOf(key) is { } person ? new Fact(key, await Kin.OfAsync(reader, [person]))
        : await runner.StateAsync<RosterState>(await store.LoadAsync(Id.Parse(key.Id), cancellation), cancellation) is { } state
            ? new Fact(key, await Kin.OfAsync(reader, state.Entries.Select(e => e.Person).Distinct()))
        : None(key);
}
