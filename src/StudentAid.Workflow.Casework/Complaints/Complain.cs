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

public sealed class ComplaintHandler(StepRunner runner, IStepStore store, Cipher cipher, SchoolDays days, Organisations.Directory directory)
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
            return StepOf(parts, request.School, state, new ComplaintEvent.Filed(request.School, request.Channel, request.Contact.Length == 0, content, today));
        }, cancellationToken);
    }

    public Task<Answer> Handle(AcceptComplaint request, CancellationToken cancellationToken) => StepAsync(request, request.Complaint, (state, today, _, _) =>
        state.Status != ComplaintState.Filed ? (null, ComplaintCodes.NotFiled.With(("status", state.Status)))
        : request.Due < today ? (null, ComplaintCodes.DueOver.With(("day", request.Due)))
        : (new ComplaintEvent.Accepted(request.Due, today), null), cancellationToken);

    public Task<Answer> Handle(HandleComplaint request, CancellationToken cancellationToken) => StepAsync(request, request.Complaint, (state, today, parts, self) =>
        NotInHand(state, request.Note) is { } refused ? (null, refused) : (new ComplaintEvent.Handled(parts.Seal(cipher.Seal(self, request.Note)), today), null), cancellationToken);

    public Task<Answer> Handle(AnswerComplaint request, CancellationToken cancellationToken) => StepAsync(request, request.Complaint, (state, today, parts, self) =>
        NotInHand(state, request.Text) is { } refused ? (null, refused) : (new ComplaintEvent.Answered(parts.Seal(cipher.Seal(self, request.Text)), today), null), cancellationToken);

    /// <summary>Who may read and handle a school's complaints: its office, and the authority over it, for a complaint may be about the office.</summary>
    public static bool MayHandle(Principal principal, string school) => Duties.Rounds(principal, school) is null || principal.AuthorityOver(school) is not null;

    private static Rejection? NotInHand(ComplaintState state, string text) =>
        state.AcceptedOn is null || state.AnsweredOn is not null ? ComplaintCodes.NotAccepted.With(("status", state.Status))
        : text.Trim().Length is 0 or > Most ? ComplaintCodes.BadText.With(("most", Most)) : null;

    private async Task<Answer> StepAsync(
        Command request, Id complaint, Func<ComplaintState, DateOnly, StepParts, Id, (ComplaintEvent? Happened, Rejection? Refused)> decide, CancellationToken cancellation)
    {
        if (await runner.StateAsync<ComplaintState>(await store.LoadAsync(complaint, cancellation), cancellation) is not { } standing || !request.Principal.Scope.Covers(standing.School))
            return StepCodes.NotFound;
        if (!MayHandle(request.Principal, standing.School))
            return ComplaintCodes.NotHandler;
        var today = await days.DayAsync(standing.School, runner.Now(), cancellation);
        return await runner.RunAsync<ComplaintState>(request, complaint, (state, _, act, _) =>
        {
            var parts = new StepParts(act, state!.Version);
            var (happened, refused) = decide(state, today, parts, act.Stream);
            return happened is null ? refused! : StepOf(parts, state.School, state, happened);
        }, cancellation);
    }

    private static Step StepOf(StepParts parts, string place, ComplaintState? before, ComplaintEvent happened)
    {
        var after = (before ?? ComplaintState.Empty).After([happened]);
        return new Beside(ComplaintState.Kind, ComplaintState.Format, place, default, default).Of(parts, after.Status, after, happened);
    }
}
