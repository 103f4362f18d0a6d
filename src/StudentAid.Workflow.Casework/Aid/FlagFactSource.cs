using StudentAid.Workflow.Casework.Calendars;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Enrolment;
using StudentAid.Workflow.Casework.Matching;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Aid;

/// <summary>"red-flags" of a roster by id: the register of each case, and of the school what flags look at. Personal: it is looked at and nowhere kept.
/// Its version is those of the round and of where the register is kept, added up: none of them ever falls.</summary>
public sealed class FlagFactSource(StepRunner runner, IStepStore store, IStoreReader reader, Organisations.Directory directory, SchoolDays days) : FactSource(Kinds)
{
    public const string Kinds = "red-flags";

    public static FactKey Of(Id roster) => new(Kinds, roster.ToString());

    public override async Task<Fact> LoadAsync(FactKey key, CancellationToken cancellation)
    {
        if (await runner.StateAsync<RosterState>(await store.LoadAsync(Id.Parse(key.Id), cancellation), cancellation) is not { } list
            || await runner.StateAsync<RoundState>(await store.LoadAsync(list.Round, cancellation), cancellation) is not { } round)
            return None(key);
        var people = (await directory.PeopleAsync(Scope.All, round.School)).ToDictionary(p => p.Id);
        var rows = list.Entries.Where(e => people.ContainsKey(e.Person)).Select(e => (e.Case.ToString(), (Value)RegisterOf(people[e.Person])));
        var changes = (await reader.DocumentsAsync(Scope.All, new DocumentFilter(EnrolmentChangeState.Document) { Below = round.School })).Select(d => d.Content["occurredOn"]);
        var listed = list.Entries.Select(e => e.Person).ToHashSet();
        var matched = (await reader.DocumentsAsync(Scope.All, new DocumentFilter(RunMatchingHandler.Document) { Stream = list.Round }))
            .Where(m => m.Content["state"].AsText() == "matched").Select(m => Id.Parse(m.Key)).Where(p => !listed.Contains(p) && people.ContainsKey(p));
        var version = round.Version;
        foreach (var kept in people.Values.Select(p => p.Stream).Distinct())
            version += (await store.LoadAsync(kept, cancellation))?.Version ?? 0;
        return new Fact(key, Value.Record(
            ("rows", Value.Record(rows)), ("referenceDay", Iso(round.ReferenceDay)), ("termStart", Iso(round.TermStart)), ("students", people.Count),
            ("changes", Value.List(changes)), ("excluded", Value.List(matched.Select(p => Value.Of(people[p].Name)))),
            ("accounts", Value.List(await AccountsAsync(round, cancellation)))), "red-flags", version);
    }

    /// <summary>Who changed records how many times since the day on which the term began: an import is one; what the system itself wrote is nobody's account.</summary>
    private async Task<IEnumerable<Value>> AccountsAsync(RoundState round, CancellationToken cancellation)
    {
        var calendar = await days.CalendarAsync(round.School, cancellation);
        var changes = (await reader.DocumentsAsync(Scope.All, new DocumentFilter(PersonHistory.Kind) { Below = round.School }))
            .Select(d => (By: Id.TryParse(d.Content["by"].AsText()) ?? default, At: DateTimeOffset.FromUnixTimeMilliseconds((long)(d.Content["at"].AsNumber() ?? 0)), Step: d.Key[d.Key.LastIndexOf('-')..]))
            .Where(c => !c.By.IsNone && c.By != Principal.System.Id && SchoolDays.DayOf(calendar, c.At) >= round.TermStart).Distinct().CountBy(c => c.By).ToList();
        var names = await directory.NamesOfAsync(changes.Select(c => c.Key));
        return changes.Select(c => (Value)Value.List(names[c.Key], c.Value));
    }

    private static RecordValue RegisterOf(PersonRecord person) =>
        person.Content.Members.Where(m => m.Key != "sealed").Aggregate(person.Facts as RecordValue ?? Value.EmptyRecord, (all, m) => all.With(m.Key, m.Value));

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
