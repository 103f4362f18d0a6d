using System.Collections.Immutable;
using MediatR;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Activities.Signals;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Rounds;

/// <summary>Puts on record that the students of a track were told (第十六条(一)、第十七条(一)): day (none to come), channels, the text's hash, hashes of the evidence. Cases that wait for it go on.</summary>
public sealed record AnnounceRound(
    Id Round, string Track, DateOnly Day, ImmutableArray<string> Channels, string TextHash, ImmutableArray<string> Evidence) : Command
{
    public override Id Target => Round;

    public override Value Body => Value.List(Round.ToString(), RecordCodec.WriteNamed(Announced));

    internal RoundEvent.Announced Announced => new(Track, Day, Channels, TextHash, Evidence);
}

public sealed class AnnounceRoundHandler(StepRunner runner) : IRequestHandler<AnnounceRound, Answer>
{
    public Task<Answer> Handle(AnnounceRound request, CancellationToken cancellationToken) =>
        runner.RunAsync<RoundState>(request, request.Round, (state, _, act, facts) => Decide(request, state, act, facts), cancellationToken);

    private static StreamDecision Decide(AnnounceRound request, RoundState? state, Act act, Facts facts)
    {
        if (RoundSteps.Refuse(request, state) is { } refused)
            return refused;
        if (!state!.Tracks.Contains(request.Track, StringComparer.Ordinal))
            return RoundCodes.UnknownTrack.With(("track", request.Track), ("tracks", Text.Listed(state.Tracks)));
        if (request.Channels.IsDefaultOrEmpty)
            return RoundCodes.NoChannel;
        if (!PlainText.IsHash(request.TextHash))
            return RoundCodes.NoAnnouncedText;
        if (request.Evidence.IsDefaultOrEmpty || !request.Evidence.All(PlainText.IsHash))
            return RoundCodes.NoAnnouncedEvidence;
        if (MeetRosterHandler.Today(state.School, act, facts, out var today) is { } missing)
            return missing;
        if (request.Day > today)
            return RoundCodes.AnnouncedInFuture.With(("day", CompleteRound.Iso(request.Day)), ("today", CompleteRound.Iso(today)));
        var steps = new RoundSteps(state, act);
        steps.Parts.Tell(PublishEvent.Topic, default, Value.Record(("name", $"announced:{request.Round}:{request.Track}"), ("correlation", "")));
        return steps.Of(request.Announced);
    }
}
