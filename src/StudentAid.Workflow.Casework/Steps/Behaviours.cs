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
        if (request.Target.IsNone || request.Principal.IsSystem || request.JudgedOnLoad)
            return await next();
        var stream = await reader.StreamAsync(Scope.All, request.Target);
        return stream is not null && request.MayKnow(stream.OrgPath, stream.Subject) ? await next() : StepCodes.NotFound;
    }
}

/// <summary>Second: the same operation gets its first answer; with another body it is refused.</summary>
public sealed class IdempotencyBehaviour<TCommand>(IStepStore store) : IPipelineBehavior<TCommand, Answer>
    where TCommand : Command
{
    public async Task<Answer> Handle(TCommand request, CancellationToken cancellationToken, RequestHandlerDelegate<Answer> next) =>
        !request.JudgedOnLoad && await store.OperationAsync(request.Operation, cancellationToken) is { } first
            ? StepRunner.Repeated(first.Stream, first.Seq, first.BodyHash, InstanceSteps.BodyHashOf(request.Body))
            : await next();
}
