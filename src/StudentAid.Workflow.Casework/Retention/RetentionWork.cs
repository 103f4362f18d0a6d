using System.Globalization;
using MediatR;
using StudentAid.Workflow.Casework.Erasure;
using StudentAid.Workflow.Casework.Jobs;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Retention;

/// <summary>Erases one person of an approved proposal, by the very erasure that is done by hand; who came to be held back meanwhile stays.</summary>
public sealed class RetentionWork(RetentionReading reading, StepRunner runner, IStepStore store, IMediator mediator)
{
    /// <summary>The reason that stands with each such erasure.</summary>
    public const string Reason = "retention-ended";

    private const int LongestBasis = 200;

    /// <summary>Null where the person's facts are gone, now or before.</summary>
    public async Task<Rejection?> DoAsync(Id job, JobState state, int index, Principal owner, CancellationToken cancellation)
    {
        var proposal = await runner.StateAsync<RetentionState>(await store.LoadAsync(state.About, cancellation), cancellation);
        if (proposal is not { Status: RetentionState.Approved } || proposal.Job != job || Id.TryParse(state.Items[index].Key) is not { } person)
            return RetentionCodes.NotApproved.With();
        if (await reading.JudgeAsync(person, proposal.Unit, proposal.Day, cancellation) is not { } judged)
            return null;
        if (judged.Why.Length > 0)
            return RetentionCodes.HeldBack.With(("why", Why.Names[judged.Why]));
        var basis = proposal.Basis.Length is 0 or > LongestBasis ? ErasureCodes.NoBasis.Article! : proposal.Basis;
        var erased = await mediator.Send(
            new ErasePerson(person, Reason, basis) { Principal = owner, Key = $"job:{job}:{state.Attempt.ToString(CultureInfo.InvariantCulture)}:{index.ToString(CultureInfo.InvariantCulture)}" }, cancellation);
        return erased.Rejected;
    }
}
