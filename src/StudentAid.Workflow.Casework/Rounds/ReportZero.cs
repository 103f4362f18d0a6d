using MediatR;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Rounds;

/// <summary>零报告: a unit without applicants who come to an activity says so there, so that the list above does not wait for it.</summary>
public sealed record ReportZero(Id Round, string Activity, string Unit, DateOnly Day) : Command
{
    // A class teacher knows his class and not the school's round: who may report is the handler's to say.
    public override Id Target => default;

    public override Value Body => Value.List(Round.ToString(), RecordCodec.WriteNamed(new RoundEvent.ZeroReported(Activity, Unit, Day)));
}

public sealed class ReportZeroHandler(StepRunner runner, IStepStore store, PinCache pins) : IRequestHandler<ReportZero, Answer>
{
    public async Task<Answer> Handle(ReportZero request, CancellationToken cancellationToken)
    {
        if (await runner.StateAsync<RoundState>(await store.LoadAsync(request.Round, cancellationToken), cancellationToken) is { } round)
            await pins.EnsureAsync(round.Pin, cancellationToken);
        return await runner.RunAsync<RoundState>(request, request.Round, (state, _, act, facts) => Decide(request, state, act, facts), cancellationToken);
    }

    private StreamDecision Decide(ReportZero request, RoundState? state, Act act, Facts facts)
    {
        if (state is null || !(request.MayKnow(state.School, default) || request.Principal.Grants.Any(g => UnitPath.IsBelow(g.Unit, state.School))))
            return StepCodes.NotFound;
        // The class's own teacher reports; whoever keeps the round may do it for him.
        if (!request.Principal.Grants.Any(g => g.Unit == request.Unit) && Duties.Rounds(request.Principal, state.School) is { } notYours)
            return notYours;
        if (state.Status != "open")
            return RoundCodes.NotOpen.With(("status", state.Status));
        if (!UnitPath.IsBelow(request.Unit, state.School))
            return OrganisationCodes.Outside.With(("path", request.Unit), ("unit", state.School));
        if (pins.Definition(state.Pin) is not { } definition || definition.Find(request.Activity) is null)
            return ExecutionCodes.UnknownActivity.With(("activity", request.Activity));
        // Whom a branch led past the activity is none of its applicants.
        var upTo = new RosterFlow(definition).Upstream(request.Activity).Add(request.Activity);
        var (key, ofGroup) = (RoundFacts.Standing(request.Round), RoundFacts.GroupCases(request.Round, request.Unit, upTo));
        if (facts.Find(key) is not { } standing || facts.Find(ofGroup) is not { } group)
            return new StreamDecision.Needs([key, ofGroup]);
        var applicants = (long?)group.Value.AsNumber() ?? RoundStanding.Of(standing.Value).Where(s => s.IsLiveCase && s.IsAt(upTo) && UnitPath.IsBelow(s.Place, request.Unit)).Sum(s => s.Count);
        return applicants > 0
            ? RoundCodes.HasApplicants.With(("count", applicants))
            : new RoundSteps(state, act).Of(new RoundEvent.ZeroReported(request.Activity, request.Unit, request.Day));
    }
}
