using MediatR;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Rounds;

/// <summary>Removes a practice round and everything in it; false where the round is none. The store's own, for no step can remove a stream.</summary>
public delegate Task<bool> PracticeDeletion(Id round, CancellationToken cancellation);

/// <summary>Throws a practice round (演练) away, with its cases and lists.</summary>
public sealed record DeletePractice(Id Round) : Command
{
    public override Id Target => Round;

    public override Value Body => Round.ToString();
}

public sealed class DeletePracticeHandler(IStepStore store, PracticeDeletion delete) : IRequestHandler<DeletePractice, Answer>
{
    public async Task<Answer> Handle(DeletePractice request, CancellationToken cancellationToken)
    {
        if (await store.LoadAsync(request.Round, cancellationToken) is not { } stored)
            return StepCodes.NotFound;
        if (Duties.Rounds(request.Principal, stored.OrgPath) is { } notYours)
            return notYours;
        if (!stored.Practice)
            return RoundCodes.NotPractice;
        if (!request.DryRun)
            await delete(request.Round, cancellationToken);
        return new Answer(request.Round, stored.Version);
    }
}
