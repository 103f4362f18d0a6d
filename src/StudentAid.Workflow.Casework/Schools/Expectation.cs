using System.Globalization;
using StudentAid.Workflow.Casework.Aid;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Schools;

/// <summary>
/// Holds what is expected of a case, list, task, document or round against what is there. Only the fields that are given are looked at; a due day is the last one,
/// and text says "–" where there is nothing.
/// </summary>
internal sealed class Expectation(LiveSchool school, SchoolStep step)
{
    private const string Nothing = "–";
    private const int Many = 1000;

    public async Task<IReadOnlyList<Rejection>> CheckAsync(RecordValue expected)
    {
        if (school.RoundOf(step.Round) is not { } round)
            return [SchoolCodes.UnknownRound.With(("round", step.Round))];
        return expected switch
        {
            _ when AfterExpectation.HeadOf(expected) is { } head => Compare(
                expected[head].AsText()!, expected, head, await new AfterExpectation(school).FindAsync(round, head, expected[head].AsText()!, expected), "on", "seed", "of"),
            _ when expected["round"].AsText() is { } name => Compare(name, expected, "round", await RoundAsync(name)),
            _ when expected["incident"].AsText() is { } incident => Compare(incident, expected, "incident", await IncidentAsync(round, incident, expected), "of", "unit"),
            _ when expected["task"].AsText() is { } task => await TaskAsync(round, task, expected),
            _ when expected["case"].AsText() is { } name => Compare(name, expected, "case", await CaseAsync(round, name)),
            _ when expected["list"].AsText() is { } list => Compare(list, expected, "list", await ListAsync(round, list, expected), "unit", "ordinal"),
            _ when expected["document"].AsText() is { } document => Compare(document, expected, "document", await DocumentAsync(document)),
            _ => [CaseFileCodes.UnknownField.With(("field", expected), ("known", "case, list, task, incident, document, round, level, chase, adjustment, revocation, sample, reconsideration, export, late, print, finding, payment, payments, registration, base, complaint, change"))],
        };
    }

    private static List<Rejection> Compare(string what, RecordValue expected, string head, RecordValue? found, params string[] selecting)
    {
        if (found is null)
            return [CaseFileCodes.NothingThere.With(("what", what))];
        var wrong = new List<Rejection>();
        foreach (var (field, value) in expected.Members.Where(m => m.Key != head && !selecting.Contains(m.Key, StringComparer.Ordinal)))
        {
            if (found[field].IsNull)
                wrong.Add(CaseFileCodes.UnknownField.With(("field", field), ("known", Text.Listed(found.Members.Select(m => m.Key)))));
            else if (found[field] != value)
                wrong.Add(CaseFileCodes.Differs.With(("what", what), ("field", field), ("expected", value), ("found", found[field])));
        }

        return wrong;
    }

    private async Task<RecordValue?> CaseAsync(SchoolRound round, string name)
    {
        if (school.PersonOf(name) is not { } person || await school.CaseOf(round, person.Id) is not { } row)
            return null;
        var events = (await school.Host.Store.EventsAsync(row.Id)).SelectMany(e => InstanceEventJson.Read(e.Data.Span)).ToList();
        var state = await school.Host.Runner.StateAsync<InstanceState>(await school.Host.Store.LoadAsync(row.Id), default);
        Value Variable(string variable) => events.OfType<InstanceEvent.VariableSet>().LastOrDefault(v => v.Name == variable)?.Value is { IsNull: false } value ? value : Nothing;
        return Value.Record(
            ("at", Given(row.At)), ("status", row.Status), ("unit", row.OrgPath), ("outcome", Given(string.Join(',', state?.Outcomes ?? []))),
            ("level", Variable("level") is var level && level == Nothing ? Variable("suggested") : level), ("suggested", Variable("suggested")), ("total", Variable("total")), ("rank", Variable("rank")),
            ("match", Variable("match")), ("reference", Variable("referenceLevel")), ("reason", Variable("reason")), ("due", await DueOf(round, row)),
            ("aid", row.Status == "finished" && state is not null && AidRules.Kind.FindOnly(school.Host.Pins, state.Pin, null)?.Granted is { } granted && Variable("level") == Value.Of(granted)
                ? await new AidStanding(school.Host.Reader).OfAsync(school.Document.School, person.Id, (await school.StateOf(round))!.TermStart) : Nothing),
            ("noted", Value.List(events.OfType<InstanceEvent.Noted>().Select(n => Value.Of(n.Name)))));
    }

    /// <summary>The last day of the notice it stands on, else of its own earliest deadline.</summary>
    private async Task<Value> DueOf(SchoolRound round, StreamRow @case)
    {
        foreach (var activity in @case.At.Split(',').Where(a => a.Length > 0))
        {
            if (await school.ListOf(round, activity, school.Document.School) is { State: { Period: { } period } list } && list.Entries.Any(e => e.Case == @case.Id))
                return Iso(period.LastDay);
        }

        var own = await school.Host.Reader.DeadlinesOfAsync(Scope.All, @case.Id);
        return own.Count > 0 ? LastDay(own.Min(d => d.Due)) : Nothing;
    }

    private async Task<RecordValue?> ListAsync(SchoolRound round, string activity, RecordValue expected)
    {
        var where = step.Content is RecordValue all && !expected["unit"].IsNull ? new SchoolStep(all.With("unit", expected["unit"])) : step;
        if (await school.UnitFor(where, round, activity) is not { } unit || await school.ListOf(round, activity, unit, (int)(expected["ordinal"].AsNumber() ?? 0)) is not { Id: var id, State: var list })
            return null;
        var voters = (await school.Host.Reader.TasksOfAsync(Scope.All, id)).Where(t => t.Activity == RosterFacts.VoteTask);
        var seats = list.Body.Length > 0 ? await school.Host.Directory.CommitteeAsync(list.Body, list.Unit) : null;
        var first = await school.Host.Priority.OfAsync(school.IdOf(round), default);
        return Value.Record(
            ("priority", Value.List(list.Entries.Where(e => first.Contains(e.Person)).Select(e => school.NameOf(e.Person)).Order(Pinyin.Order).Select(Value.Of))),
            ("status", list.Status), ("entries", list.Entries.Length), ("open", list.Open.Count()), ("number", list.Ordinal), ("decisions", list.Decisions),
            ("ballot", list.Meeting is { } met ? Value.Record(("agree", met.Votes.Agree), ("disagree", met.Votes.Disagree), ("abstain", met.Votes.Abstain)) : Nothing),
            ("observers", Value.List((list.Meeting?.Observers ?? []).Select(o => Value.Of(seats?.Names.GetValueOrDefault(o) ?? o)))),
            ("notes", Value.List((list.Meeting is { Notes.IsDefault: false } noted ? noted.Notes : []).Select(n => Value.Of(n.Code)))),
            ("votes", Value.List((list.Meeting?.Seats ?? []).Select(s => Value.Of(s.Vote)))),
            ("awaited", Value.List(voters.Select(t => Value.Of(t.Person.IsNone ? t.Role : school.NameOfPost(t.Person))))),
            ("names", Value.List(list.Entries.Select(e => school.NameOf(e.Person)).Order(Pinyin.Order).Select(Value.Of))),
            ("references", Value.Record((await school.Host.References.OfAsync(school.IdOf(round), default)) is var outside ? list.Entries.Select(e => (school.NameOf(e.Person), outside.GetValueOrDefault(e.Person)?.Level ?? e.Reference)).Where(r => r.Item2.Length > 0).Select(r => (r.Item1, Value.Of(r.Item2))) : [])),
            ("due", list.Period is { } period ? Iso(period.LastDay) : Nothing), ("objections", list.Objections.Length), ("errata", list.Errata.Length),
            ("answerBy", list.Objections.IsEmpty ? Nothing : Iso(list.Objections[^1].Due)),
            ("answerAt", list.Objections is [.., { DueAt: { } moment }] ? TimeZoneInfo.ConvertTime(moment, school.Host.Clock.LocalTimeZone).ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture) : Nothing),
            ("levels", Value.Record(list.Entries.GroupBy(e => e.Level, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => (Given(g.Key).AsText()!, Value.Of(g.Count()))))));
    }

    private async Task<IReadOnlyList<Rejection>> TaskAsync(SchoolRound round, string activity, RecordValue expected)
    {
        var name = expected["of"].AsText() ?? "";
        if (school.PersonOf(name) is not { } person || await school.CaseOf(round, person.Id) is not { } row)
            return [CaseFileCodes.NothingThere.With(("what", name))];
        var task = (await school.Host.Reader.TasksOfAsync(Scope.All, row.Id)).FirstOrDefault(t => t.Activity == activity);
        var found = Value.Record(
            ("open", task is not null), ("role", Given(task?.Role ?? "")), ("unit", Given(task?.Unit ?? "")), ("holder", task is { Holder.IsNone: false } ? school.NameOfPost(task.Holder) : Nothing), ("due", task?.Due is { } due ? LastDay(due) : Nothing));
        return Compare($"{name} {activity}", expected, "task", found, "of");
    }

    /// <summary>What waits at an activity for a post that nobody holds: of a student's case, or at a unit; "–" where there is nothing.</summary>
    private async Task<RecordValue> IncidentAsync(SchoolRound round, string activity, RecordValue expected)
    {
        var id = school.IdOf(round);
        var of = expected["of"].AsText() is { } name && school.PersonOf(name) is { } person ? (await school.CaseOf(round, person.Id))?.Id : null;
        var found = (await school.Host.Unheld.LoadAsync(Scope.All, id, Many, default)).FirstOrDefault(u => u.Activity == activity
            && (of is null || u.Stream == of) && (expected["unit"].AsText() is not { } unit || u.Unit == unit || u.UnitName.ZhCn == unit));
        return Value.Record(
            ("code", found?.Why().Code.Id ?? Nothing), ("roles", found is null ? Nothing : Value.List(found.Roles.Select(Value.Of))), ("at", Given(found?.Unit ?? "")),
            ("stream", Given(found?.StreamKind ?? "")), ("responsible", Given(found?.Gives.ZhCn ?? "")));
    }

    private async Task<RecordValue?> RoundAsync(string name)
    {
        if (school.RoundOf(name) is not { } round || await school.Host.Sheets.LoadAsync(Scope.All, school.IdOf(round), default) is not { } sheet)
            return null;
        return Value.Record(
            ("status", sheet.State.Status), ("deadline", sheet.Plan is { } plan ? Iso(plan.Clock.Deadline) : Nothing), ("days", sheet.Days is { } days ? days.ZhCn : Nothing),
            ("stopped", sheet.StoppedOn is { } day ? Iso(day) : Nothing));
    }

    private async Task<RecordValue?> DocumentAsync(string name)
    {
        var kept = (await school.Host.Reader.DocumentsAsync(Scope.All, new DocumentFilter(StoredDocument.Row))).Select(d => StoredDocument.Read(d.Content, d.OrgPath));
        return kept.Where(d => $"{d.Kind}/{d.Id}" == name).MaxBy(d => d.Version) is { } document
            ? Value.Record(("version", document.Version), ("state", document.State), ("procedure", Given(document.Procedure))) : null;
    }

    /// <summary>Until 24:00 of a day is the next day's beginning, exclusive.</summary>
    private Value LastDay(DateTimeOffset due) =>
        Iso(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(due.AddMilliseconds(-1), school.Host.Clock.LocalTimeZone).DateTime));

    private static Value Given(string text) => text.Length > 0 ? text : Nothing;

    private static Value Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
