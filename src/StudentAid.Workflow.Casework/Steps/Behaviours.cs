using MediatR;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Steps;

/// <summary>First: may this principal know the object? What he may not know does not exist for him (404).</summary>
public sealed class ScopeBehaviour<TCommand>(IStoreReader reader) : IPipelineBehavior<TCommand, Answer>
    where TCommand : Command
{
    public async Task<Answer> Handle(TCommand request, CancellationToken cancellationToken, RequestHandlerDelegate<Answer> next)
    {
        if (request.Target.IsNone || request.Principal.IsSystem)
            return await next();
        var stream = await reader.StreamAsync(Scope.All, request.Target);
        var known = stream is not null
            && (request.Principal.Scope.Covers(stream.OrgPath) || request.Principal.Persons.Contains(stream.Subject)
                || request.Principal.Grants.Any(g => stream.OrgPath.StartsWith(g.Unit, StringComparison.Ordinal) || IsOwnRound(stream, g)));
        return known ? await next() : StepCodes.NotFound;
    }

    /// <summary>A round is the whole school's: whoever holds a post in one of its units may know it.</summary>
    private static bool IsOwnRound(StreamRow stream, Organisations.Grant grant) =>
        stream.Kind == Rounds.RoundState.Kind && grant.Unit.StartsWith(stream.OrgPath, StringComparison.Ordinal);
}

/// <summary>Second: the same operation gets its first answer; with another body it is refused.</summary>
public sealed class IdempotencyBehaviour<TCommand>(IStepStore store) : IPipelineBehavior<TCommand, Answer>
    where TCommand : Command
{
    public async Task<Answer> Handle(TCommand request, CancellationToken cancellationToken, RequestHandlerDelegate<Answer> next) =>
        await store.OperationAsync(request.Operation, cancellationToken) is { } first
            ? StepRunner.Repeated(first.Stream, first.Seq, first.BodyHash, InstanceSteps.BodyHashOf(request.Body))
            : await next();
}
