using MediatR;
using StudentAid.Workflow.Casework.Aid;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Cases;

/// <summary>
/// What a student's standing in the register does to his open case: it ends where he has left (his entry leaves its list), rests while he is away or has not
/// arrived, and goes on when he is back. A case of an aid has rules of its own for it, with their articles.
/// </summary>
public sealed record FollowStanding(Id Case, string Status) : Command
{
    public const string Name = "standing-changed";

    public override Id Target => Case;

    public override Value Body => Value.List(Case.ToString(), Status);
}

public static class FollowStandingCodes
{
    public static readonly Code NothingToFollow = Code.State("standing-nothing-to-follow", "学籍状态变化应使该申请有所变化，但没有需要变化的。", "Expected the change of standing to change something of the case, but it does not.");
}

public sealed class FollowStandingHandler(CaseSteps cases, StepRunner runner, IStepStore store, PinCache pins) : IRequestHandler<FollowStanding, Answer>
{
    public async Task<Answer> Handle(FollowStanding request, CancellationToken cancellationToken)
    {
        if (!request.Principal.IsSystem || await runner.StateAsync<InstanceState>(await store.LoadAsync(request.Case, cancellationToken), cancellationToken) is not { } seen)
            return StepCodes.NotFound;
        await pins.EnsureAsync(seen.Pin, cancellationToken);
        var ours = await RestsByStandingAsync(request.Case, cancellationToken);
        return await runner.RunAsync<InstanceState>(request, request.Case, (state, stored, act, facts) => Decide(request.Status, ours, state, stored, act, facts), cancellationToken);
    }

    private StreamDecision Decide(string status, bool ours, InstanceState? state, StoredStream? stored, Act act, Facts facts)
    {
        if (state is not { IsOpen: true })
            return ExecutionCodes.NotOpen.With(("status", state?.Status ?? ""));
        if (AidRules.Kind.FindOnly(pins, state.Pin, null) is not null)
            return FollowStandingCodes.NothingToFollow;
        return (status, state.IsSuspended) switch
        {
            (PersonStatus.Left, _) => cases.DecideWithReason(reason => new InstanceCommand.Cancel(reason), "学生已离校", state, stored, act, facts),
            (PersonStatus.Suspended, false) => cases.DecideWithReason(reason => new InstanceCommand.Suspend(reason), "学生休学（参军）", state, stored, act, facts),
            (PersonStatus.NotArrived, false) => cases.DecideWithReason(reason => new InstanceCommand.Suspend(reason), "学生未报到", state, stored, act, facts),
            (PersonStatus.Enrolled, true) when ours => cases.Decide(new InstanceCommand.Continue(), state, stored, act, facts),
            _ => FollowStandingCodes.NothingToFollow,
        };
    }

    /// <summary>True where the case rests by itself: what somebody stopped by hand he lets go on.</summary>
    private async Task<bool> RestsByStandingAsync(Id @case, CancellationToken cancellation) =>
        (await store.EventsAsync(@case, 0, cancellation)).LastOrDefault(e => InstanceEventJson.Read(e.Data.Span).Any(h => h is InstanceEvent.Suspended)) is { } last
            && last.Actor == Principal.System.Id;
}
