using MediatR;
using StudentAid.Workflow.Casework.Steps;
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

public sealed class SetWindowHandler(StepRunner runner, Cipher cipher) : IRequestHandler<SetWindow, Answer>, IRequestHandler<SetPersonalWindow, Answer>
{
    public Task<Answer> Handle(SetWindow request, CancellationToken cancellationToken) =>
        runner.RunAsync<RoundState>(request, request.Round, (state, _, act, _) => Decide(request, state, act), cancellationToken);

    public Task<Answer> Handle(SetPersonalWindow request, CancellationToken cancellationToken) =>
        runner.RunAsync<RoundState>(request, request.Round, (state, _, act, _) => Decide(request, state, act), cancellationToken);

    private static StreamDecision Decide(SetWindow request, RoundState? state, Act act)
    {
        if (RoundSteps.Refuse(request, state) is { } refused)
            return refused;
        if (!state!.Tracks.Contains(request.Track, StringComparer.Ordinal))
            return RoundCodes.UnknownTrack.With(("track", request.Track), ("tracks", string.Join("、", state.Tracks)));
        return request.Closes <= request.Opens
            ? RoundCodes.WindowBackwards
            : new RoundSteps(state, act).Of(new RoundEvent.WindowSet(request.Track, request.Opens, request.Closes));
    }

    private StreamDecision Decide(SetPersonalWindow request, RoundState? state, Act act)
    {
        if (RoundSteps.Refuse(request, state) is { } refused)
            return refused;
        if (string.IsNullOrWhiteSpace(request.Reason))
            return RoundCodes.ReasonForWindow;
        if (request.Closes <= act.Now)
            return RoundCodes.WindowOver;
        var steps = new RoundSteps(state, act);
        var reason = steps.Parts.Seal(cipher.Seal(request.Person, request.Reason));
        return steps.Of(new RoundEvent.PersonalWindowSet(request.Person, request.Closes, reason));
    }
}
