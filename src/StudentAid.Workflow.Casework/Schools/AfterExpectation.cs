using System.Globalization;
using StudentAid.Workflow.Casework.Adjustments;
using StudentAid.Workflow.Casework.Aid;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Prints;
using StudentAid.Workflow.Casework.Reconsiderations;
using StudentAid.Workflow.Casework.Revocations;
using StudentAid.Workflow.Casework.Sampling;
using StudentAid.Workflow.Casework.Scoring;
using StudentAid.Workflow.Casework.Waivers;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Schools;

/// <summary>What is there of a student beside and after a decision, as a case file compares it; text says "–" where there is nothing.</summary>
internal sealed class AfterExpectation(LiveSchool school)
{
    private const string Nothing = "–";
    private static readonly string[] Heads = ["level", "chase", "adjustment", "revocation", "sample", "reconsideration", "export", "late", "print", "finding", "payment", "payments", "registration", "base", "complaint", "change"];

    /// <summary>What the expectation is about; null where it is about something else, for a case has a level too.</summary>
    public static string? HeadOf(RecordValue expected) =>
        expected["case"].IsNull ? Heads.FirstOrDefault(h => expected[h].AsText() is not null) : null;

    public async Task<RecordValue?> FindAsync(SchoolRound round, string head, string name, RecordValue expected)
    {
        if (head == "sample")
            return await SampleAsync(round, name);
        if (head == "export")
            return await ExportAsync(round, name, expected["of"].AsText() ?? "");
        if (head == "print")
            return await PrintAsync(round, name, expected);
        if (head == "finding")
            return await FindingAsync(name);
        if (head == "complaint")
            return await ComplaintAsync(name);
        if (head == "payments")
            return await PaymentsAsync(round);
        if (school.PersonOf(name) is not { } person)
            return null;
        var @case = (await school.CaseOf(round, person.Id))?.Id ?? default;
        return head switch
        {
            "level" => await LevelAsync(person.Id, expected["on"].AsDay() ?? school.Host.Clock.Today),
            "registration" => await RegistrationAsync(person),
            "base" => await BaseAsync(round, person.Id, expected["of"].AsText()),
            "change" => await ChangeAsync(person.Id),
            "payment" => await PaymentAsync(round, person.Id),
            "chase" => await ChaseAsync(round, person.Id),
            "late" => Value.Record(("count", (await new LateAttempts(school.Host.Runner, school.Host.Reader).LoadAsync(Scope.All, school.IdOf(round))).Count(a => a.Person == person.Id))),
            "adjustment" => Of(await StateAsync<AdjustmentState>(await new AfterActs(school).ProposalAsync(@case))),
            "revocation" => Of(await StateAsync<RevocationState>(RevocationState.IdOf(@case)), (await school.Host.Reader.TasksOfAsync(Scope.All, RevocationState.IdOf(@case))).Count),
            _ => Of(await StateAsync<ReconsiderationState>(ReconsiderationState.IdOf(@case, 1))),
        };
    }

    private async Task<RecordValue> LevelAsync(Id person, DateOnly on)
    {
        var history = await school.Host.Levels.LoadAsync(person, default);
        var held = history.On(on);
        return Value.Record(
            ("is", held?.Level ?? Nothing), ("source", held?.Source ?? Nothing), ("from", Iso(held?.From)), ("until", held?.Until == DateOnly.MaxValue ? LevelValidity.Graduation : Iso(held?.Until)),
            ("ended", held?.EndedBy ?? Nothing), ("held", history.Levels.Length), ("all", Value.List(history.Levels.Select(l => Value.Of($"{l.Level} {l.EndedBy}")))));
    }

    private async Task<RecordValue?> ChaseAsync(SchoolRound round, Id person)
    {
        var rows = await school.Host.Chase.LoadAsync(Scope.All, school.IdOf(round), school.Document.School, all: true, default);
        return rows.FirstOrDefault(r => r.Person == person) is { } row
            ? Value.Record(
                ("result", row.Result), ("match", row.Match), ("invited", Iso(row.InvitedOn)), ("channel", row.Channel.Length > 0 ? row.Channel : Nothing),
                ("signed", row.Signed.Length > 0), ("open", row.IsOpen), ("priority", row.Priority), ("place", rows.IndexOf(row) + 1), ("count", rows.Count(r => r.Result != "applied")))
            : null;
    }

    private async Task<RecordValue?> SampleAsync(SchoolRound round, string seed) => await StateAsync<SampleState>(SampleState.IdOf(school.IdOf(round), seed)) is { } sample
        ? Value.Record(("status", sample.Status), ("cases", sample.Cases.Length), ("population", sample.Population), ("checked", sample.Results.Length)) : null;

    /// <summary>The file's count of rows and errors, and the cells of one student's row by their titles.</summary>
    private async Task<RecordValue?> ExportAsync(SchoolRound round, string profile, string name)
    {
        if ((await school.Host.Exports.PreviewAsync(Scope.All, school.IdOf(round), profile, school.Host.Clock.Today, default)).File is not { } file)
            return null;
        var @case = school.PersonOf(name) is { } person ? (await school.CaseOf(round, person.Id))?.Id ?? default : default;
        var cells = file.RowOf(@case) is { } row ? file.Profile.Columns.Select((c, i) => (c.Title, Value.Of(row[i]))) : [];
        return Value.Record([("count", file.Cases.Length), ("errors", file.Errors.Length), .. cells]);
    }

    /// <summary>What is expected to stand on the sheet, where it does.</summary>
    private async Task<RecordValue?> PrintAsync(SchoolRound round, string form, RecordValue expected)
    {
        var request = new PrintRequest(form, school.Host.Clock.Today)
        {
            Round = school.IdOf(round), Unit = expected["unit"].AsText() ?? "", Track = round.Content["tracks"].Items.FirstOrDefault()?.AsText() ?? "",
        };
        return (await school.Host.Prints.RenderAsync(Scope.All, request, default)).Html is { } html
            ? Value.Record(("says", expected["says"].AsText() is { } said && html.Contains(said, StringComparison.Ordinal) ? said : Nothing)) : null;
    }

    /// <summary>The latest finding against an article.</summary>
    private async Task<RecordValue?> FindingAsync(string article) =>
        (await school.Host.Findings.LoadAsync(Scope.Of(school.Document.School), default)).LastOrDefault(f => f.Article == article) is { } finding
            ? Value.Record(
                ("status", finding.Status), ("authority", finding.Authority), ("issued", Iso(finding.IssuedOn)), ("due", Iso(finding.Due)), ("answered", Iso(finding.AnsweredOn)),
                ("closed", Iso(finding.ClosedOn)), ("overdue", finding.Overdue))
            : null;

    /// <summary>The latest complaint that came in this way.</summary>
    private async Task<RecordValue?> ComplaintAsync(string channel) => await new ComplaintActs(school).FindAsync(channel) is { Row: var row } sheet
        ? Value.Record(
            ("status", row.Status), ("anonymous", row.Anonymous), ("filed", Iso(row.FiledOn)), ("accepted", Iso(row.AcceptedOn)), ("due", Iso(row.Due)), ("answered", Iso(row.AnsweredOn)),
            ("overdue", row.Overdue), ("answer", sheet.Answer.Length > 0 ? sheet.Answer : Nothing)) : null;

    /// <summary>A new student as registration sees him; "found" is what the public look-up would say of him.</summary>
    private async Task<RecordValue?> RegistrationAsync(PersonRecord person)
    {
        var (place, today) = (school.Document.School, school.Host.Clock.Today);
        if (await school.Host.Registrations.RulesAsync(place, today, default) is not { Registration: { } rules } enrolment
            || await school.Host.Registrations.StudentAsync(place, person.Id, enrolment, rules) is not { } student)
            return null;
        var found = await school.Host.Registrations.LookUpAsync(place, person.Name, person.Facts["idNumber"].AsText() ?? "", today, default);
        return Value.Record(
            ("registered", student.Registered), ("register", student.Register), ("missing", Value.List(student.Missing.Select(m => Value.Of(m.Name.ZhCn)))), ("twice", student.Twice),
            ("found", found?.Window is { } window ? $"{found.Year} {window.ZhCn}" : Nothing));
    }

    /// <summary>What the latest change of a student's record changed, from what to what.</summary>
    private async Task<RecordValue?> ChangeAsync(Id person) =>
        (await new PersonHistory(school.Host.Reader).LoadAsync(Scope.All, person, school.Document.School)).LastOrDefault() is { } change
            ? Value.Record(
                ("by", change.Act), ("before", Value.Record(change.Fields.Select(f => (f.Field, f.Before.IsNull ? Nothing : f.Before)))),
                ("after", Value.Record(change.Fields.Select(f => (f.Field, f.After.IsNull ? Nothing : f.After))))) : null;

    /// <summary>The student's row of the base of students in hardship, in the round's school year or the one that is named.</summary>
    private async Task<RecordValue> BaseAsync(SchoolRound round, Id person, string? year)
    {
        var rows = (await school.Host.Hardship.LoadAsync(Principal.System, school.Document.School, year ?? round.Content["schoolYear"].AsText() ?? "", "", PageRequest.Everything, default)).Rows;
        var row = rows.FirstOrDefault(r => r.Person == person);
        return Value.Record(
            ("listed", row is not null), ("levels", Value.List((row?.Levels ?? []).Select(l => Value.Of($"{l.Level} {l.EndedBy}")))),
            ("aid", Value.List((row?.Aid ?? []).Select(a => Value.Of($"{a.Procedure} {a.Semester} {a.State}")))), ("paid", row?.Paid ?? 0),
            ("recoveries", Value.List((row?.Recoveries ?? []).Select(r => Value.Of($"{r.Aid} {r.Status} {r.Paid}/{r.Amount}")))));
    }

    /// <summary>What a student got of what was granted, in 分.</summary>
    private async Task<RecordValue?> PaymentAsync(SchoolRound round, Id person) =>
        (await school.Host.Payments.LoadAsync(Scope.All, school.IdOf(round), default))?.Reconciliation.Lines.FirstOrDefault(l => l.Person == person) is { } line
            ? Value.Record(("state", line.State), ("owed", line.Owed), ("paid", line.Paid), ("paidOn", Iso(line.PaidOn)), ("reason", line.Reason.Length > 0 ? line.Reason : Nothing)) : null;

    /// <summary>The round's list against its payments as a whole.</summary>
    private async Task<RecordValue?> PaymentsAsync(SchoolRound round)
    {
        if (await school.Host.Payments.LoadAsync(Scope.All, school.IdOf(round), default) is not { Reconciliation: var held } found)
            return null;
        return Value.Record(
            ("owed", held.Owed), ("paid", held.Paid), ("stray", held.Stray), ("agrees", held.Agrees), ("files", found.Files.Count(f => f.WithdrawnOn is null)),
            ("states", Value.Record(held.Lines.GroupBy(l => l.State, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => (g.Key, Value.Of(g.Count()))))),
            ("findings", Value.List(held.Findings.Select(f => Value.Of($"{f.Name} {f.Kind}")).Order(Comparer<Value>.Create((a, b) => string.CompareOrdinal(a.AsText(), b.AsText()))))));
    }

    private static RecordValue? Of(AdjustmentState? state) => state is null ? null
        : Value.Record(("status", state.Status), ("trigger", state.Trigger), ("source", state.Source.Length > 0 ? state.Source : Nothing), ("on", Iso(state.ProposedOn)));

    private static RecordValue? Of(RevocationState? state, int tasks) => state is null ? null
        : Value.Record(("status", state.Status), ("due", Iso(state.StatementDue)), ("total", state.Total), ("paid", state.Paid), ("owed", state.Owed), ("recoveries", Value.List(state.Standings.Select(r => Value.Of(r.Status)))), ("tasks", tasks), ("votes", Value.List(state.Seats.GroupBy(s => s.Vote.Length > 0 ? s.Vote : s.Attendance, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => Value.Of($"{g.Key} {g.Count()}")))), ("article", state.Article.Length > 0 ? state.Article : Nothing));

    private static RecordValue? Of(ReconsiderationState? state) => state is null ? null
        : Value.Record(("status", state.Status), ("result", state.Result.Length > 0 ? state.Result : Nothing), ("due", Iso(state.Due)));

    private async Task<TState?> StateAsync<TState>(Id id)
        where TState : class, IStreamState<TState> =>
        await school.Host.Runner.StateAsync<TState>(await school.Host.Store.LoadAsync(id), default);

    private static string Iso(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? Nothing;
}
