using System.Collections.Immutable;
using MediatR;
using StudentAid.Workflow.Casework.Adjustments;
using StudentAid.Workflow.Casework.Archiving;
using StudentAid.Workflow.Casework.Calendars;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Reconsiderations;

/// <summary>
/// Asks the school's authority to reconsider a result (认定复议, 第十条): by the student or guardian, or taken down for them by school or authority.
/// </summary>
public sealed record RequestReconsideration(Id Case, string Channel, string Text) : Command
{
    public override Id Target => default;

    public override Value Body => Value.List(Case.ToString(), Channel, Text);
}

/// <summary>The authority's answer, with its document number; "maintained" or "changed". "changed" proposes an adjustment to the school: a linked case, for what was decided is never overwritten.</summary>
public sealed record AnswerReconsideration(Id Reconsideration, string Result, string Text, string DocumentNumber, DateOnly Day) : Command
{
    // The authority need not stand above the school in the tree that gives access; the handler asks for its role.
    public override Id Target => default;

    public override Value Body => Value.List(
        Reconsideration.ToString(), Result, Text, DocumentNumber, Day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
}

public sealed class ReconsiderationHandler(StepRunner runner, IStepStore store, IStoreReader reader, Cipher cipher, SchoolDays days, SchoolDeciders deciders)
    : IRequestHandler<RequestReconsideration, Answer>, IRequestHandler<AnswerReconsideration, Answer>
{
    private const int AnswerTask = 1;

    public async Task<Answer> Handle(RequestReconsideration request, CancellationToken cancellationToken)
    {
        if (await store.LoadAsync(request.Case, cancellationToken) is not { Kind: InstanceSteps.Kind } about || about.Group.IsNone
            || await runner.StateAsync<RoundState>(await store.LoadAsync(about.Group, cancellationToken), cancellationToken) is not { } round)
            return StepCodes.NotFound;
        var found = await Authority.FindAsync(reader, round.School);
        if (!request.MayKnow(about.OrgPath, about.Subject) && (found is null || !Answers(request.Principal, found)))
            return StepCodes.NotFound;
        if (found is not { } authority)
            return ReconsiderationCodes.NoAuthority;
        if (Refuse(request, about, round, authority, await CaseHistory.LoadAsync(store, request.Case, cancellationToken)) is { } refused)
            return refused;
        if (await store.OperationAsync(request.Operation, cancellationToken) is { } first)
            return StepRunner.Repeated(store, request, first);
        var calendar = await days.CalendarAsync(round.School, cancellationToken);
        for (var ordinal = 1; ; ordinal++)
        {
            var id = ReconsiderationState.IdOf(request.Case, ordinal);
            if (await store.LoadAsync(id, cancellationToken) is not { } earlier)
                return await runner.RunAsync<ReconsiderationState>(request, id, (state, _, act, _) => Begin(request, about, round, authority, calendar, state, act), cancellationToken);
            if (earlier.Status != "answered")
                return ReconsiderationCodes.StillOpen;
        }
    }

    public async Task<Answer> Handle(AnswerReconsideration request, CancellationToken cancellationToken)
    {
        // What the school decided of a finished case stands, so it is looked at once and before the step.
        var decided = await runner.StateAsync<ReconsiderationState>(await store.LoadAsync(request.Reconsideration, cancellationToken), cancellationToken) is { } asked
            && await deciders.HasAsync(request.Principal, asked.Case, cancellationToken);
        return await runner.RunAsync<ReconsiderationState>(request, request.Reconsideration, (state, stored, act, _) => Decide(request, decided, state, stored, act), cancellationToken);
    }

    private static Rejection? Refuse(RequestReconsideration request, StoredStream about, RoundState round, Authority authority, CaseHistory? history)
    {
        var who = request.Principal;
        if (!who.Persons.Contains(about.Subject) && Duties.Rounds(who, round.School) is not null && !Answers(who, authority))
            return who.Scope.Covers(about.OrgPath) ? ReconsiderationCodes.NotApplicant.With() : StepCodes.NotFound.With();
        if (string.IsNullOrWhiteSpace(request.Text))
            return ReconsiderationCodes.NoText.With();
        return history is null || history.Stages.IsEmpty || about.Status != "finished" ? ReconsiderationCodes.TooEarly.With() : null;
    }

    private StreamDecision Begin(RequestReconsideration request, StoredStream about, RoundState round, Authority authority, WorkingDayCalendar? calendar, ReconsiderationState? state, Act act)
    {
        if (state is not null)
            return ReconsiderationCodes.StillOpen;
        DateOnly? due = calendar is null || authority.AnswerDays == 0 ? null : calendar.AddWorkingDays(calendar.DayOf(act.Now), authority.AnswerDays, countStart: false).Day;
        var parts = new StepParts(act, 0);
        var content = parts.Seal(cipher.Seal(about.Subject, request.Text));
        parts.Row(new TaskOpened(AnswerTask, "answer-reconsideration", authority.Role, authority.Unit, due is { } last ? calendar!.EndOf(last) : null, 1));
        return ReconsiderationState.Empty.Step(Beside.Like(about), parts, new ReconsiderationEvent.Requested(about.Group, about.Id, about.Subject, round.School, authority, request.Channel, content, due));
    }

    private StreamDecision Decide(AnswerReconsideration request, bool decided, ReconsiderationState? state, StoredStream? stored, Act act)
    {
        if (state is null || !Answers(request.Principal, state.Authority))
            return StepCodes.NotFound;
        if (state.Status != "open")
            return ReconsiderationCodes.AlreadyAnswered;
        if (request.Principal.MustWithdrawFrom(state.Person))
            return CaseCommandCodes.MustWithdraw;
        if (decided)
            return ReconsiderationCodes.OwnDecision;
        var missing = request.Result is not (ReconsiderationState.Maintained or ReconsiderationState.Changed) ? "result"
            : string.IsNullOrWhiteSpace(request.Text) ? "text" : string.IsNullOrWhiteSpace(request.DocumentNumber) ? "documentNumber" : request.Day == default ? "day" : null;
        if (missing is not null)
            return ReconsiderationCodes.NoAnswer.With(("missing", missing));
        var parts = new StepParts(act, state.Version);
        var content = parts.Seal(cipher.Seal(state.Person, request.Text));
        parts.Row(new TaskClosed(AnswerTask));
        if (request.Result == ReconsiderationState.Changed)
            parts.Tell(ProposeAdjustment.Name, state.Case, Value.Record(("trigger", AdjustmentOrigins.Reconsideration), ("source", request.DocumentNumber)), AdjustmentCodes.StillOpen.Id, AdjustmentCodes.NotProposed.Id);
        return state.Step(Beside.Like(stored!), parts, new ReconsiderationEvent.Answered(request.Result, content, request.DocumentNumber, request.Day));
    }

    private static bool Answers(Principal principal, Authority authority) => principal.Holds(authority.Role, authority.Unit);
}
