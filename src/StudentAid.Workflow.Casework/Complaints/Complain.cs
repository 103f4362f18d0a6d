using System.Globalization;
using MediatR;
using StudentAid.Workflow.Casework.Calendars;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Complaints;

/// <summary>Somebody complains about aid at a school (投诉渠道, 人社厅发〔2020〕20号 (十)): with a contact or anonymously, without an account too.</summary>
public sealed record FileComplaint(string School, string Channel, string Text, string Contact = "") : Command
{
    /// <summary>Whoever has no account.</summary>
    public static readonly Principal Public = new(Id.Of("principal", "public"), "public", []);

    public override Id Target => default;

    public override Value Body => Value.List(School, Channel, Text, Contact);
}

/// <summary>It is taken on (受理) and will be answered by the day.</summary>
public sealed record AcceptComplaint(Id Complaint, DateOnly Due) : Command
{
    public override Id Target => Complaint;

    public override Value Body => Value.List(Complaint.ToString(), Due.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
}

/// <summary>What was done about it (办理).</summary>
public sealed record HandleComplaint(Id Complaint, string Note) : Command
{
    public override Id Target => Complaint;

    public override Value Body => Value.List(Complaint.ToString(), Note);
}

/// <summary>The answer (反馈); the complainant reads it under the number that he was given.</summary>
public sealed record AnswerComplaint(Id Complaint, string Text) : Command
{
    public override Id Target => Complaint;

    public override Value Body => Value.List(Complaint.ToString(), Text);
}

public sealed class ComplaintHandler(BesideCases beside, StepRunner runner, Cipher cipher, SchoolDays days, Organisations.Directory directory)
    : IRequestHandler<FileComplaint, Answer>, IRequestHandler<AcceptComplaint, Answer>, IRequestHandler<HandleComplaint, Answer>, IRequestHandler<AnswerComplaint, Answer>
{
    private const int Most = 4000;

    public async Task<Answer> Handle(FileComplaint request, CancellationToken cancellationToken)
    {
        if (request.Text.Trim().Length is < 5 or > Most || request.Contact.Length > 100 || !PlainText.IsCode(request.Channel))
            return ComplaintCodes.BadText.With(("most", Most));
        if (!UnitPath.IsPath(request.School) || request.School == UnitPath.Root || await directory.UnitAsync(request.School) is null)
            return ComplaintCodes.NoSchool.With(("school", request.School));
        var today = await days.DayAsync(request.School, runner.Now(), cancellationToken);
        return await runner.RunAsync<ComplaintState>(request, ComplaintState.IdOf(request.Operation), (state, _, act, _) =>
        {
            var parts = new StepParts(act, state?.Version ?? 0);
            var content = parts.Seal(cipher.Seal(act.Stream, Value.Record(("text", request.Text), ("contact", request.Contact))));
            return (state ?? ComplaintState.Empty).Step(
                new Beside(request.School), parts, new ComplaintEvent.Filed(request.School, request.Channel, request.Contact.Length == 0, content, today));
        }, cancellationToken);
    }

    public Task<Answer> Handle(AcceptComplaint request, CancellationToken cancellationToken) => StepAsync(request, (state, today, _) =>
        state.Status != ComplaintState.Filed ? ComplaintCodes.NotFiled.With(("status", state.Status))
        : request.Due < today ? ComplaintCodes.DueOver.With(("day", request.Due))
        : new ComplaintEvent.Accepted(request.Due, today), cancellationToken);

    public Task<Answer> Handle(HandleComplaint request, CancellationToken cancellationToken) => StepAsync(request, (state, today, parts) =>
        NotInHand(state, request.Note) is { } refused ? refused : new ComplaintEvent.Handled(parts.Seal(cipher.Seal(parts.Stream, request.Note)), today), cancellationToken);

    public Task<Answer> Handle(AnswerComplaint request, CancellationToken cancellationToken) => StepAsync(request, (state, today, parts) =>
        NotInHand(state, request.Text) is { } refused ? refused : new ComplaintEvent.Answered(parts.Seal(cipher.Seal(parts.Stream, request.Text)), today), cancellationToken);

    /// <summary>Who may read and handle a school's complaints: its office, and the authority over it, for a complaint may be about the office.</summary>
    public static bool MayHandle(Principal principal, string school) => Duties.Rounds(principal, school) is null || principal.AuthorityOver(school) is not null;

    private static Rejection? NotInHand(ComplaintState state, string text) =>
        state.AcceptedOn is null || state.AnsweredOn is not null ? ComplaintCodes.NotAccepted.With(("status", state.Status))
        : text.Trim().Length is 0 or > Most ? ComplaintCodes.BadText.With(("most", Most)) : null;

    private Task<Answer> StepAsync(Command request, Func<ComplaintState, DateOnly, StepParts, Happening<ComplaintEvent>> decide, CancellationToken cancellation) =>
        beside.StepAsync<ComplaintState, ComplaintEvent>(request, request.Target, (state, today, parts) =>
            MayHandle(request.Principal, state.School) ? decide(state, today, parts) : ComplaintCodes.NotHandler, cancellation);
}
