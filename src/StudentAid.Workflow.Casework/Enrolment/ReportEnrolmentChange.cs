using System.Collections.Immutable;
using System.Globalization;
using MediatR;
using StudentAid.Workflow.Casework.Aid;
using StudentAid.Workflow.Casework.Calendars;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Enrolment;

/// <summary>
/// Puts a change of enrolment (休学、退学、转学、复学) on record: it is due in the register system so many working days after it occurred, the student's register
/// follows, and open applications for aid are ended or suspended (人社厅发〔2020〕20号 (三)).
/// </summary>
public sealed record ReportEnrolmentChange(string School, Id Person, string Change, DateOnly OccurredOn, string Reason) : Command
{
    public override Id Target => UnitState.IdOf(School);

    public override Value Body => Value.List(School, Person.ToString(), Change, OccurredOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Reason);
}

/// <summary>The change was entered into the register system on a day, with the receipt's hash.</summary>
public sealed record EnterEnrolmentChange(Id EnrolmentChange, DateOnly Day, string Receipt) : Command
{
    public override Id Target => EnrolmentChange;

    public override Value Body => Value.List(EnrolmentChange.ToString(), Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Receipt);
}

public sealed class EnrolmentChangeHandler(StepRunner runner, IStepStore store, IStoreReader reader, PinCache pins, Organisations.Directory directory, Cipher cipher)
    : IRequestHandler<ReportEnrolmentChange, Answer>, IRequestHandler<EnterEnrolmentChange, Answer>
{
    /// <summary>The message that ends, suspends or continues an application.</summary>
    public const string ToCase = "enrolment-to-case";

    /// <summary>The message by which the register follows.</summary>
    public const string ToRegister = "enrolment-to-register";

    private const int EnterTask = 1;

    public async Task<Answer> Handle(ReportEnrolmentChange request, CancellationToken cancellationToken)
    {
        if (Duties.Rounds(request.Principal, request.School) is { } notYours)
            return notYours;
        if (await directory.PersonAsync(request.Person) is not { } person || !UnitPath.IsBelow(person.Place, request.School))
            return OrganisationCodes.UnknownPerson;
        var cases = await OpenAidAsync(request.Person, cancellationToken);
        var id = EnrolmentChangeState.IdOf(request.School, request.Person, request.Change, request.OccurredOn);
        return await runner.RunAsync<EnrolmentChangeState>(request, id, (state, _, act, facts) => Report(request, person, cases, state, act, facts), cancellationToken);
    }

    public Task<Answer> Handle(EnterEnrolmentChange request, CancellationToken cancellationToken) =>
        runner.RunAsync<EnrolmentChangeState>(request, request.EnrolmentChange, (state, stored, act, facts) => Enter(request, state, stored, act, facts), cancellationToken);

    private StreamDecision Report(ReportEnrolmentChange request, PersonRecord person, ImmutableArray<StreamRow> cases, EnrolmentChangeState? state, Act act, Facts facts)
    {
        ImmutableArray<FactKey> needed = [EnrolmentRules.FactOf(request.School, request.OccurredOn), new(RosterFacts.Calendar, request.School)];
        if (needed.Any(k => facts.Find(k) is null))
            return new StreamDecision.Needs(needed);
        var documents = facts.Find(needed[1])!.Value["documents"].Items;
        if (EnrolmentRules.From(facts.Find(needed[0])!.Value) is not { } rules || documents.IsEmpty || WorkingDayCalendar.Read(documents[0], [.. documents.Skip(1)]).Document is not { } calendar)
            return EnrolmentCodes.NoRules;
        if (state is not null)
            return EnrolmentCodes.Known;
        if (rules.Changes.FirstOrDefault(c => c.Id == request.Change) is not { } kind)
            return EnrolmentCodes.UnknownChange.With(("change", request.Change), ("known", string.Join(", ", rules.Changes.Select(c => c.Id))));
        if (request.OccurredOn > calendar.DayOf(act.Now))
            return EnrolmentCodes.NotYet.With(("day", Iso(request.OccurredOn)));
        return Write(request, person, cases, kind, rules, calendar, act);
    }

    private Step Write(ReportEnrolmentChange request, PersonRecord person, ImmutableArray<StreamRow> cases, ChangeKind kind, EnrolmentRules rules, WorkingDayCalendar calendar, Act act)
    {
        var due = calendar.AddDays(request.OccurredOn, rules.Days, rules.Unit, countStart: false);
        var register = rules.FullTime.Contains(person.Content["studyMode"].AsText() ?? "", StringComparer.Ordinal) ? "full-time" : "other";
        var parts = new StepParts(act, 0);
        var reason = request.Reason.Length > 0 ? parts.Seal(cipher.Seal(request.Person, request.Reason)) : "";
        var reported = new EnrolmentChangeEvent.Reported(request.School, request.Person, register, kind.Id, request.OccurredOn, due.Day, due.Provisional, kind.Effect, reason);
        parts.Row(new TaskOpened(EnterTask, "enter-enrolment-change", rules.Role, request.School, calendar.EndOf(due.Day), 1));
        parts.Tell(ToRegister, UnitState.IdOf(request.School), Value.Record(("school", request.School), ("person", request.Person.ToString()), ("status", kind.Status)));
        foreach (var (@case, change) in cases.Select(c => (c, ChangeOf(kind.Effect, c.Status))).Where(c => c.Item2.Length > 0))
            parts.Tell(ToCase, @case.Id, Value.Record(("change", change), ("reason", $"学籍异动：{kind.Name.ZhCn}（{Iso(request.OccurredOn)}）")));
        return Of(parts, null, reported);
    }

    /// <summary>What an open application meets; nothing where it is in that state already.</summary>
    private static string ChangeOf(string effect, string status) => (effect, status) switch
    {
        (EnrolmentRules.Stop, _) => "cancel",
        (EnrolmentRules.Suspend, "open") => "suspend",
        (EnrolmentRules.Resume, "suspended") => "continue",
        _ => "",
    };

    private static StreamDecision Enter(EnterEnrolmentChange request, EnrolmentChangeState? state, StoredStream? stored, Act act, Facts facts)
    {
        if (state is null || stored is null)
            return StepCodes.NotFound;
        if (Duties.Rounds(request.Principal, state.School) is { } notYours)
            return notYours;
        if (state.EnteredOn is not null)
            return EnrolmentCodes.Entered;
        var key = new FactKey(RosterFacts.Calendar, state.School);
        if (facts.Find(key) is not { } calendars)
            return new StreamDecision.Needs([key]);
        var documents = calendars.Value["documents"].Items;
        if (documents.IsEmpty || WorkingDayCalendar.Read(documents[0], [.. documents.Skip(1)]).Document is not { } calendar)
            return EnrolmentCodes.NoRules;
        if (request.Day < state.OccurredOn || request.Day > calendar.DayOf(act.Now) || !PlainText.IsHash(request.Receipt))
            return EnrolmentCodes.BadEntry;
        var parts = new StepParts(act, state.Version);
        parts.Row(new TaskClosed(EnterTask));
        return Of(parts, state, new EnrolmentChangeEvent.Entered(request.Day, request.Receipt));
    }

    private static Step Of(StepParts parts, EnrolmentChangeState? before, EnrolmentChangeEvent happened)
    {
        var after = (before ?? EnrolmentChangeState.Empty).After([happened]);
        parts.Row(new DocumentPut(EnrolmentChangeState.Document, $"{after.Person}-{after.Change}-{Iso(after.OccurredOn)}", Value.Record(
            ("person", after.Person.ToString()), ("register", after.Register), ("change", after.Change), ("effect", after.Effect), ("occurredOn", Iso(after.OccurredOn)),
            ("due", Iso(after.Due)), ("provisional", after.Provisional), ("enteredOn", after.EnteredOn is { } day ? Iso(day) : ""), ("reason", after.Reason)), after.School));
        return (before ?? EnrolmentChangeState.Empty).Step(new Beside(after.School, Person: after.Person), parts, happened);
    }

    /// <summary>The person's cases that stand open in rounds of aid.</summary>
    private async Task<ImmutableArray<StreamRow>> OpenAidAsync(Id person, CancellationToken cancellation)
    {
        var found = ImmutableArray.CreateBuilder<StreamRow>();
        foreach (var row in (await reader.StreamsAsync(Scope.All, new StreamFilter { Subject = person, Kind = InstanceSteps.Kind }, PageRequest.Everything)).Items.Where(s => s.Status is "open" or "suspended"))
        {
            if (await runner.StateAsync<RoundState>(await store.LoadAsync(row.Group, cancellation), cancellation) is not { } round)
                continue;
            await pins.EnsureAsync(round.Pin, cancellation);
            if (AidRules.Kind.FindOnly(pins, round.Pin, null) is not null)
                found.Add(row);
        }

        return found.ToImmutable();
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
