using System.Collections.Immutable;
using MediatR;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Rounds;

/// <summary>
/// The round takes what is published now for all its cases, with a reason and a mapping that leaves no waiting activity without a place. Refused while
/// a list is frozen. A dry run answers the step that it would write; <see cref="RepinReport"/> says what it would do to whom.
/// </summary>
public sealed record RepinRound(Id Round, string Reason, ImmutableArray<Renaming> Mapping) : Command
{
    public override Id Target => Round;

    public override Value Body => Value.List(Round.ToString(), RecordCodec.WriteNamed(new RoundEvent.Repinned("", Reason, Mapping)));
}

/// <summary>Tells the next open cases of a round that its pin has changed, in the order of their ids.</summary>
public sealed record SendAdoption(Id Round, string Pin, Id After) : Command
{
    public const string Name = "send-adoption";

    public override Id Target => Round;

    public override Value Body => ToValue(Pin, After);

    internal static Value ToValue(string pin, Id after) => Value.Record(("pin", pin), ("after", after.ToString()));
}

public sealed class RepinRoundHandler(StepRunner runner, IStepStore store, PinCache pins, PinBuilder builder, Cipher cipher)
    : IRequestHandler<RepinRound, Answer>, IRequestHandler<SendAdoption, Answer>
{
    private const int Chunk = 128;

    public async Task<Answer> Handle(RepinRound request, CancellationToken cancellationToken)
    {
        if (await runner.StateAsync<RoundState>(await store.LoadAsync(request.Round, cancellationToken), cancellationToken) is not { } state)
            return StepCodes.NotFound;
        await pins.EnsureAsync(state.Pin, cancellationToken);
        var pin = await builder.BuildAsync(state.School, state.Procedure, state.ReferenceDay, cancellationToken);
        Value? report = null;
        var answer = await runner.RunAsync<RoundState>(request, request.Round, (s, _, act, facts) => Decide(request, pin, s, act, facts, r => report = r.ToValue()), cancellationToken);
        return request.DryRun && answer.Succeeded ? answer with { Report = report } : answer;
    }

    public Task<Answer> Handle(SendAdoption request, CancellationToken cancellationToken) =>
        runner.RunAsync<RoundState>(request, request.Round, (state, _, act, facts) => Send(request, state, act, facts), cancellationToken);

    private StreamDecision Decide(RepinRound request, BuiltPin? pin, RoundState? state, Act act, Facts facts, Action<RepinReport> tell)
    {
        if (RoundSteps.Refuse(request, state) is { } refused)
            return refused;
        if (string.IsNullOrWhiteSpace(request.Reason))
            return RoundCodes.ReasonForRepin;
        if (pin is null)
            return ShelfCodes.NoDefinition.With(("procedure", state!.Procedure), ("school", state.School));
        if (pin.Refused is { } unfit)
            return unfit;
        if (pin.Pin == state!.Pin)
            return RoundCodes.SamePin;
        ImmutableArray<FactKey> needed = [RoundFacts.Standing(request.Round), RoundFacts.Counter(RosterState.FrozenListsCounter(request.Round))];
        if (needed.Any(k => facts.Find(k) is null))
            return new StreamDecision.Needs(needed);
        if (facts.Find(needed[1])!.Value.AsNumber() is > 0 and var frozen)
            return RoundCodes.ListsFrozen.With(("count", frozen));
        var report = RepinReport.Of(pins.Definition(state.Pin)!.Definition, pin.Definition, request.Mapping, RoundStanding.Of(facts.Find(needed[0])!.Value));
        tell(report);
        if (report.Refusal is { } incomplete)
            return incomplete;
        var steps = new RoundSteps(state, act);
        foreach (var blob in pin.Blobs)
            steps.Parts.Keep(blob);
        steps.Parts.Claim(new Claim(RosterState.FrozenListsCounter(request.Round), Unchanged: 0));
        steps.Parts.Claim(new Claim(RosterState.RepinsCounter(request.Round), Add: 1));
        steps.Parts.Tell(SendAdoption.Name, act.Stream, SendAdoption.ToValue(pin.Pin, default));
        return steps.Of(new RoundEvent.Repinned(pin.Pin, steps.Parts.Seal(cipher.Seal(act.Stream, request.Reason)), request.Mapping));
    }

    private static StreamDecision Send(SendAdoption request, RoundState? state, Act act, Facts facts)
    {
        if (state is null)
            return StepCodes.NotFound;
        var key = RoundFacts.OpenCases(request.Round);
        if (facts.Find(key) is not { } cases)
            return new StreamDecision.Needs([key]);
        ImmutableArray<Id> next = [.. cases.Value.Items.Select(c => Id.Parse(c.AsText()!)).Where(c => c > request.After).Order().Take(Chunk)];
        var steps = new RoundSteps(state, act);
        foreach (var id in next)
            steps.Parts.Tell(AdoptPin.Name, id, Value.Null, ExecutionCodes.NotOpen.Id, RoundCodes.PinTaken.Id);
        if (next.Length == Chunk)
            steps.Parts.Tell(SendAdoption.Name, act.Stream, SendAdoption.ToValue(request.Pin, next[^1]));
        return steps.Of(new RoundEvent.AdoptionSent(request.Pin, next.IsEmpty ? request.After : next[^1], next.Length));
    }
}
