using MediatR;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Rounds;

/// <summary>Every list is final and every period over: the days of 第十五条 stop. Refused while a list is unreleased or a case stands before one.</summary>
public sealed record CompleteRound(Id Round, DateOnly Day) : Command
{
    public override Id Target => Round;

    public override Value Body => Value.List(Round.ToString(), RecordCodec.WriteNamed(new RoundEvent.Completed(Day)));
}

public sealed class CompleteRoundHandler(StepRunner runner, IStepStore store, PinCache pins) : IRequestHandler<CompleteRound, Answer>
{
    public async Task<Answer> Handle(CompleteRound request, CancellationToken cancellationToken)
    {
        if (await runner.StateAsync<RoundState>(await store.LoadAsync(request.Round, cancellationToken), cancellationToken) is { } state)
            await pins.EnsureAsync(state.Pin, cancellationToken);
        return await runner.RunAsync<RoundState>(request, request.Round, (s, _, act, facts) => Decide(request, s, act, facts), cancellationToken);
    }

    private StreamDecision Decide(CompleteRound request, RoundState? state, Act act, Facts facts)
    {
        if (RoundSteps.Refuse(request, state) is { } refused)
            return refused;
        if (pins.Definition(state!.Pin) is not { } definition)
            return ExecutionCodes.UnknownPin.With(("pin", state.Pin));
        var key = RoundFacts.Standing(request.Round);
        if (facts.Find(key) is not { } fact)
            return new StreamDecision.Needs([key]);
        var standing = RoundStanding.Of(fact.Value);
        var lists = standing.Where(s => s.IsUnreleasedRoster).Sum(s => s.Count);
        if (lists > 0)
            return RoundCodes.ListsUnreleased.With(("count", lists));
        var before = new RosterFlow(definition).BeforeTheEnd;
        var upstream = standing.Where(s => s.IsLiveCase && s.At.Any(before.Contains)).ToList();
        return upstream.Count > 0
            ? RoundCodes.CasesUpstream.With(("count", upstream.Sum(s => s.Count)), ("at", Text.Listed(upstream.SelectMany(s => s.At).Where(before.Contains).Distinct(StringComparer.Ordinal))))
            : new RoundSteps(state, act).Of(new RoundEvent.Completed(request.Day));
    }
}
