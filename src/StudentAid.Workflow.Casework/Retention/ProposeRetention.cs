using System.Collections.Immutable;
using MediatR;
using StudentAid.Workflow.Casework.Calendars;
using StudentAid.Workflow.Casework.Inspections;
using StudentAid.Workflow.Casework.Jobs;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Roles;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Retention;

/// <summary>
/// Proposes to erase what is due at a unit by a day (null: today), of one school year or ("") of all. As many as one job takes are proposed; the rest is due again afterwards.
/// </summary>
public sealed record ProposeRetention(string Unit, DateOnly? Day, string SchoolYear) : Command
{
    public override Id Target => default;

    public override Value Body => Value.List(Unit, Day is { } day ? IssueFinding.Iso(day) : Value.Null, SchoolYear);
}

/// <summary>Approves a proposal and begins the job that erases: by somebody else than who proposed it, where the unit has anybody else.</summary>
public sealed record ApproveRetention(Id Proposal) : Command
{
    public override Id Target => Proposal;

    public override Value Body => Proposal.ToString();
}

/// <summary>Turns a proposal down, or takes it back.</summary>
public sealed record DeclineRetention(Id Proposal) : Command
{
    public override Id Target => Proposal;

    public override Value Body => Proposal.ToString();
}

public sealed class RetentionHandler(StepRunner runner, IStepStore store, RetentionReading reading, RetentionShelf shelf, SchoolDays days, IMediator mediator)
    : IRequestHandler<ProposeRetention, Answer>, IRequestHandler<ApproveRetention, Answer>, IRequestHandler<DeclineRetention, Answer>
{
    public async Task<Answer> Handle(ProposeRetention request, CancellationToken cancellationToken)
    {
        if (!UnitPath.IsPath(request.Unit))
            return StepCodes.NotFound;
        if (Duties.Setup(request.Principal, request.Unit) is { } notYours)
            return notYours;
        var id = RetentionState.IdOf(request.Operation);
        // Sent again after its job has erased, nothing would be due any more.
        if (await runner.StateAsync<RetentionState>(await store.LoadAsync(id, cancellationToken), cancellationToken) is { } earlier && Is(request, earlier))
            return new Answer(id, 1);
        var today = await days.DayAsync(request.Unit, runner.Now(), cancellationToken);
        var day = request.Day ?? today;
        if (day > today)
            return RetentionCodes.DayToCome.With(("day", day));
        if ((await reading.LookAsync(request.Unit, day, request.SchoolYear, cancellationToken))?.First(JobsHandler.Most) is not { } look)
            return RetentionCodes.NoRules.With(("unit", request.Unit));
        if (look.Due.IsEmpty)
            return RetentionCodes.NothingDue.With(("day", day));
        var basis = (await shelf.OfAsync(request.Unit, today, cancellationToken)).Article;
        return await runner.RunAsync<RetentionState>(request, id, (state, _, act, _) => (state ?? RetentionState.Empty).Step(
            new Beside(request.Unit), new StepParts(act, state?.Version ?? 0),
            new RetentionEvent.RetentionProposed(
                request.Unit, day, request.SchoolYear, request.Principal.Proposer, basis, [.. look.Due.Select(d => d.Person)], look.HeldCounts, look.Rounds)),
            cancellationToken);
    }

    public async Task<Answer> Handle(ApproveRetention request, CancellationToken cancellationToken)
    {
        var job = JobOf(request);
        var answer = await runner.RunAsync<RetentionState>(request, request.Proposal, (state, stored, act, facts) => Approve(request, job.Job, state, stored, act, facts), cancellationToken);
        if (request.DryRun)
            return answer;
        // A crash between the approval and its job is made good by approving again.
        var approved = await runner.StateAsync<RetentionState>(await store.LoadAsync(request.Proposal, cancellationToken), cancellationToken);
        if (approved is not { Status: RetentionState.Approved } || approved.Job != job.Job || await store.LoadAsync(job.Job, cancellationToken) is not null)
            return answer;
        var begun = await mediator.Send(
            job with { Verb = IssueFinding.Iso(approved.Day), Items = [.. approved.People.Select(p => new JobItem(p.ToString(), 0))] }, cancellationToken);
        return begun.Rejected is { } refused ? refused : answer.Succeeded ? answer : new Answer(request.Proposal, approved.Version);
    }

    public Task<Answer> Handle(DeclineRetention request, CancellationToken cancellationToken) => runner.RunAsync<RetentionState>(request, request.Proposal, (state, stored, act, _) =>
        Refused(request, state) is { } refused ? refused
        : state!.Step(Beside.Like(stored!), new StepParts(act, state!.Version), new RetentionEvent.RetentionDeclined(request.Principal.Id)), cancellationToken);

    private static bool Is(ProposeRetention request, RetentionState earlier) =>
        earlier.Unit == request.Unit && earlier.SchoolYear == request.SchoolYear && (request.Day is null || request.Day == earlier.Day);

    private static StreamDecision Approve(ApproveRetention request, Id job, RetentionState? state, StoredStream? stored, Act act, Facts facts)
    {
        if (Refused(request, state) is { } refused)
            return refused;
        if (request.Principal.IsMachine || request.Principal.IsSystem)
            return RetentionCodes.PersonApproves;
        var own = state!.ProposedBy == request.Principal.Proposer;
        if (SecondPerson.RefuseOwn(own, state.Unit, Duty.SetUp, request.Principal, facts, RetentionCodes.OwnProposal) is { } notAlone)
            return notAlone;
        return state.Step(Beside.Like(stored!), new StepParts(act, state.Version), new RetentionEvent.RetentionApproved(request.Principal.Id, own, job));
    }

    private static Engine.Analysis.Rejection? Refused(Command request, RetentionState? state) =>
        state is null ? StepCodes.NotFound.With()
        : Duties.Setup(request.Principal, state.Unit) is { } notYours ? notYours
        : state.Status == RetentionState.Proposed ? null : RetentionCodes.NotProposed.With(("status", state.Status));

    /// <summary>One for each approver and proposal, however often it is approved.</summary>
    private static StartJob JobOf(ApproveRetention request) =>
        new(StartJob.Retention, "", request.Proposal, Value.Null, []) { Principal = request.Principal, Key = $"retention:{request.Proposal}" };
}
