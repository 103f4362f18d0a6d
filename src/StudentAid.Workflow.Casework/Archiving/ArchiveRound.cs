using MediatR;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Archiving;

/// <summary>The round is filed (建档备案): the hash of its package. Refused before it is completed and while a list is open.</summary>
public sealed record ArchiveRound(Id Round, DateOnly Day, string PackageHash) : Command
{
    public override Id Target => Round;

    public override Value Body => Value.List(Round.ToString(), RecordCodec.WriteNamed(new RoundEvent.Archived(Day, PackageHash)));
}

public sealed class ArchiveRoundHandler(StepRunner runner) : IRequestHandler<ArchiveRound, Answer>
{
    public Task<Answer> Handle(ArchiveRound request, CancellationToken cancellationToken) =>
        runner.RunAsync<RoundState>(request, request.Round, (state, _, act, facts) => Decide(request, state, act, facts), cancellationToken);

    private static StreamDecision Decide(ArchiveRound request, RoundState? state, Act act, Facts facts)
    {
        if (state is null)
            return StepCodes.NotFound;
        if (Duties.Rounds(request.Principal, state.School) is { } notYours)
            return notYours;
        if (ExportCodes.OfPractice(state) is { } practice)
            return practice;
        var key = RoundFacts.Standing(request.Round);
        if (facts.Find(key) is not { } standing)
            return new StreamDecision.Needs([key]);
        var lists = RoundStanding.Of(standing.Value).Where(s => s.IsUnreleasedRoster).Sum(s => s.Count);
        if (lists > 0)
            return RoundCodes.ListsUnreleased.With(("count", lists));
        if (state.Status != "completed")
            return ExportCodes.NotCompleted.With(("status", state.Status));
        return request.Day == default || !PlainText.IsHash(request.PackageHash)
            ? ExportCodes.NoPackage
            : new RoundSteps(state, act).Of(new RoundEvent.Archived(request.Day, request.PackageHash));
    }
}
