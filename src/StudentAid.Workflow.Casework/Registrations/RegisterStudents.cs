using System.Collections.Immutable;
using System.Globalization;
using MediatR;
using StudentAid.Workflow.Casework.Calendars;
using StudentAid.Workflow.Casework.Files;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Enrolment;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Registrations;

/// <summary>
/// Puts on record that new students were registered and approved in the register system, within a window of registration, with student's and guardian's facts
/// complete and nobody registered twice (人社厅发〔2020〕20号 (二)、(三)). Receipt is the hash of the system's answer.
/// </summary>
public sealed record RegisterStudents(string School, ImmutableArray<Id> People, string Receipt) : Command
{
    public override Id Target => default;

    public override Value Body => Value.List(School, Value.List(People.Select(p => Value.Of(p.ToString()))), Receipt);
}

public sealed class RegisterStudentsHandler(StepRunner runner, RegistrationRegister register, SchoolDays days) : IRequestHandler<RegisterStudents, Answer>
{
    public async Task<Answer> Handle(RegisterStudents request, CancellationToken cancellationToken)
    {
        if (Duties.Rounds(request.Principal, request.School) is { } notYours)
            return notYours;
        if (request.People.IsDefaultOrEmpty || !PlainText.IsHash(request.Receipt))
            return RegistrationCodes.NoReceipt;
        var today = await days.DayAsync(request.School, runner.Now(), cancellationToken);
        if (await register.RulesAsync(request.School, today, cancellationToken) is not { Registration: { } rules } enrolment)
            return RegistrationCodes.NoWindows;
        if (rules.On(today) is not { } open)
            return RegistrationCodes.Closed.With(("opens", rules.After(today)?.Opens), ("closes", rules.After(today)?.Closes), ("day", today));
        var (rows, refused) = await RowsAsync(request, enrolment, rules);
        if (refused is not null)
            return refused;
        var id = RegistrationState.IdOf(request.School, open.Window.Id, open.Opens.Year);
        return await runner.RunAsync<RegistrationState>(request, id, (state, _, act, facts) =>
            rows.FirstOrDefault(r => state?.People.Contains(r.Person) == true) is { } known
                ? RegistrationCodes.Known.With(("name", known.Name))
                : KeptFiles.Refuse([request.Receipt], default, request.School, facts) ?? Write(request, open.Window, open.Opens.Year, rows, today, state, act), cancellationToken);
    }

    private async Task<(ImmutableArray<PendingStudent> Rows, Rejection? Refused)> RowsAsync(RegisterStudents request, EnrolmentRules enrolment, RegistrationRules rules)
    {
        var rows = ImmutableArray.CreateBuilder<PendingStudent>();
        foreach (var id in request.People.Distinct())
        {
            if (await register.StudentAsync(request.School, id, enrolment, rules) is not { } student)
                return ([], OrganisationCodes.UnknownPerson.With());
            if (student.Registered)
                return ([], RegistrationCodes.Known.With(("name", student.Name)));
            if (!student.Missing.IsEmpty)
                return ([], RegistrationCodes.Incomplete.With(("name", student.Name), ("missing", Text.Listed(student.Missing.Select(m => m.Name)))));
            if (student.Twice)
                return ([], RegistrationCodes.Twice.With(("name", student.Name)));
            rows.Add(student);
        }

        return (rows.ToImmutable(), null);
    }

    private static Step Write(
        RegisterStudents request, RegistrationWindow window, int year, ImmutableArray<PendingStudent> rows, DateOnly today, RegistrationState? state, Act act)
    {
        var parts = new StepParts(act, state?.Version ?? 0);
        foreach (var row in rows)
        {
            parts.Row(new DocumentPut(RegistrationState.Document, row.Person.ToString(), Value.Record(
                ("window", window.Id), ("name", window.Name.ToValue()), ("year", year), ("register", row.Register), ("day", today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))),
                request.School));
        }

        var happened = new RegistrationEvent.Registered(request.School, window.Id, year, [.. rows.Select(r => r.Person)], request.Receipt, today);
        return (state ?? RegistrationState.Empty).Step(new Beside(request.School), parts, happened);
    }
}
