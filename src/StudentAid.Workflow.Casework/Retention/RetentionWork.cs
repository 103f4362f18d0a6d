using System.Globalization;
using MediatR;
using StudentAid.Workflow.Casework.Erasure;
using StudentAid.Workflow.Casework.Jobs;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Retention;

/// <summary>Some people of a job that erases: the proposal, and what was read for them.</summary>
public sealed record RetentionPart(RetentionState Proposal, RetentionSeen Seen);

/// <summary>Erases one person of an approved proposal, by the very erasure that is done by hand; who came to be held back meanwhile stays.</summary>
public sealed class RetentionWork(RetentionReading reading, StepRunner runner, IStepStore store, IMediator mediator)
{
    /// <summary>The reason that stands with each such erasure.</summary>
    public const string Reason = "retention-ended";

    /// <summary>The proposal that a job does, with what is read for some of its people; null where none was approved for this very job.</summary>
    public async Task<RetentionPart?> BeginAsync(Id job, JobState state, CancellationToken cancellation) =>
        await runner.StateAsync<RetentionState>(await store.LoadAsync(state.About, cancellation), cancellation) is { Status: RetentionState.Approved } proposal && proposal.Job == job
            ? new RetentionPart(proposal, await reading.BeginAsync(proposal.Unit, proposal.Day, cancellation)) : null;

    /// <summary>Null where the person's facts are gone, now or before.</summary>
    public async Task<Rejection?> DoAsync(Id job, JobState state, int index, Principal owner, RetentionPart? part, CancellationToken cancellation)
    {
        if (part is null || Id.TryParse(state.Items[index].Key) is not { } person)
            return RetentionCodes.NotApproved.With();
        if (await reading.JudgeAsync(person, part.Proposal.Unit, part.Seen, cancellation) is not { } judged)
            return null;
        if (judged.Why.Length > 0)
            return RetentionCodes.HeldBack.With(("why", Why.Names[judged.Why]));
        var erased = await mediator.Send(
            new ErasePerson(person, Reason, part.Proposal.Basis) { Principal = owner, Key = $"job:{job}:{state.Attempt.ToString(CultureInfo.InvariantCulture)}:{index.ToString(CultureInfo.InvariantCulture)}" }, cancellation);
        return erased.Rejected;
    }
}
