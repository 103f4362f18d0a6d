using MediatR;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Aid;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Rounds;

/// <summary>From when (inclusive) until when (exclusive) the students of a track may apply.</summary>
public sealed record SetWindow(Id Round, string Track, DateTimeOffset Opens, DateTimeOffset Closes) : Command
{
    public override Id Target => Round;

    public override Value Body => Value.List(Round.ToString(), RecordCodec.WriteNamed(new RoundEvent.WindowSet(Track, Opens, Closes)));
}

/// <summary>Lets one student apply until another instant; the reason is compulsory and kept sealed.</summary>
public sealed record SetPersonalWindow(Id Round, Id Person, DateTimeOffset Closes, string Reason) : Command
{
    public override Id Target => Round;

    public override Value Body => Value.List(Round.ToString(), RecordCodec.WriteNamed(new RoundEvent.PersonalWindowSet(Person, Closes, Reason)));
}

public sealed class SetWindowHandler(StepRunner runner, Engine.Streams.IStepStore store, PinCache pins, Cipher cipher) : IRequestHandler<SetWindow, Answer>, IRequestHandler<SetPersonalWindow, Answer>
{
    public async Task<Answer> Handle(SetWindow request, CancellationToken cancellationToken)
    {
        await EnsureAsync(request.Round, cancellationToken);
        return await runner.RunAsync<RoundState>(request, request.Round, (state, _, act, _) => Decide(request, state, act), cancellationToken);
    }

    public async Task<Answer> Handle(SetPersonalWindow request, CancellationToken cancellationToken)
    {
        await EnsureAsync(request.Round, cancellationToken);
        return await runner.RunAsync<RoundState>(request, request.Round, (state, _, act, _) => Decide(request, state, act), cancellationToken);
    }

    private async Task EnsureAsync(Id round, CancellationToken cancellation)
    {
        if (await runner.StateAsync<RoundState>(await store.LoadAsync(round, cancellation), cancellation) is { } state)
            await pins.EnsureAsync(state.Pin, cancellation);
    }

    /// <summary>The aid of the round that takes nothing late (逾期不予补报), or null.</summary>
    private AidRules? OnTimeOnly(RoundState state) => AidRules.Kind.FindOnly(pins, state.Pin, null) is { LateFiling: false } aid ? aid : null;

    private StreamDecision Decide(SetWindow request, RoundState? state, Act act)
    {
        if (RoundSteps.Refuse(request, state) is { } refused)
            return refused;
        if (!state!.Tracks.Contains(request.Track, StringComparer.Ordinal))
            return RoundCodes.UnknownTrack.With(("track", request.Track), ("tracks", Text.Listed(state.Tracks)));
        if (OnTimeOnly(state) is { } aid && state.Windows.FirstOrDefault(w => w.Track == request.Track) is { } set && set.Closes <= act.Now)
            return AidCodes.NoPersonalWindow.With(("aid", aid.Name));
        return request.Closes <= request.Opens
            ? RoundCodes.WindowBackwards
            : new RoundSteps(state, act).Of(new RoundEvent.WindowSet(request.Track, request.Opens, request.Closes));
    }

    private StreamDecision Decide(SetPersonalWindow request, RoundState? state, Act act)
    {
        if (RoundSteps.Refuse(request, state) is { } refused)
            return refused;
        if (request.Principal.MustWithdrawFrom(request.Person))
            return CaseCommandCodes.MustWithdraw;
        if (OnTimeOnly(state!) is { } aid)
            return AidCodes.NoPersonalWindow.With(("aid", aid.Name));
        if (string.IsNullOrWhiteSpace(request.Reason))
            return RoundCodes.ReasonForWindow;
        if (request.Closes <= act.Now)
            return RoundCodes.WindowOver;
        var steps = new RoundSteps(state!, act);
        var reason = steps.Parts.Seal(cipher.Seal(request.Person, request.Reason));
        return steps.Of(new RoundEvent.PersonalWindowSet(request.Person, request.Closes, reason));
    }
}
