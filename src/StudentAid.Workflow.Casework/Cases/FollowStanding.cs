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

    /// <summary>The coded reason with which a case rests or ends by itself: the standing's own word, which the register has in clear too.</summary>
    public static string ReasonOf(string status) => $"standing-{status}";
}

public static class FollowStandingCodes
{
    public static readonly Code NothingToFollow = Code.State("standing-nothing-to-follow", "学籍状态变化应使该申请有所变化，但没有需要变化的。", "Expected the change of standing to change something of the case, but it does not.");
}

public sealed class FollowStandingHandler(CaseSteps cases, StepRunner runner, PinCache pins) : IRequestHandler<FollowStanding, Answer>
{
    public async Task<Answer> Handle(FollowStanding request, CancellationToken cancellationToken) => request.Principal.IsSystem
        ? await runner.RunAsync<InstanceState>(request, request.Case, (state, stored, act, facts) => Decide(request, state, stored, act, facts), cancellationToken)
        : StepCodes.NotFound;

    private StreamDecision Decide(FollowStanding request, InstanceState? state, StoredStream? stored, Act act, Facts facts)
    {
        if (state is null)
            return StepCodes.NotFound;
        if (!state.IsOpen)
            return ExecutionCodes.NotOpen.With(("status", state.Status));
        if (AidRules.Kind.FindOnly(pins, state.Pin, null) is not null)
            return FollowStandingCodes.NothingToFollow;
        var reason = FollowStanding.ReasonOf(request.Status);
        return (request.Status, state.IsSuspended) switch
        {
            (PersonStatus.Left, _) => cases.Decide(new InstanceCommand.Cancel(reason), state, stored, act, facts),
            (PersonStatus.Suspended or PersonStatus.NotArrived, false) => cases.Decide(new InstanceCommand.Suspend(reason), state, stored, act, facts),
            (PersonStatus.Enrolled, true) => GoOn(request.Case, state, stored, act, facts),
            _ => FollowStandingCodes.NothingToFollow,
        };
    }

    /// <summary>Where the case rests by itself: what somebody stopped by hand he lets go on.</summary>
    private StreamDecision GoOn(Id @case, InstanceState state, StoredStream? stored, Act act, Facts facts)
    {
        var key = RestFactSource.Of(@case);
        if (facts.Find(key) is not { } rests)
            return new StreamDecision.Needs([key]);
        return rests.Value.AsBool() == true ? cases.Decide(new InstanceCommand.Continue(), state, stored, act, facts) : FollowStandingCodes.NothingToFollow;
    }
}

/// <summary>"rests-by-itself" of a case: true where it was the system that suspended it last.</summary>
public sealed class RestFactSource(IStepStore store) : FactSource("rests-by-itself")
{
    public static FactKey Of(Id @case) => new("rests-by-itself", @case.ToString());

    public override async Task<Fact> LoadAsync(FactKey key, CancellationToken cancellation)
    {
        var events = await store.EventsAsync(Id.Parse(key.Id), 0, cancellation);
        return events.LastOrDefault(e => InstanceEventJson.Read(e.Data.Span).Any(h => h is InstanceEvent.Suspended)) is { } last
            ? new Fact(key, last.Actor == Principal.System.Id, "case", last.Seq) : None(key);
    }
}
