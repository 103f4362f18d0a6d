using MediatR;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Steps;

/// <summary>First: may this principal know the object? What he may not know does not exist for him (404).</summary>
public sealed class ScopeBehaviour<TCommand>(IStoreReader reader, CaseSight sight) : IPipelineBehavior<TCommand, Answer>
    where TCommand : Command
{
    public async Task<Answer> Handle(TCommand request, CancellationToken cancellationToken, RequestHandlerDelegate<Answer> next)
    {
        if (request.Target.IsNone || request.Principal.IsSystem || request.JudgedOnLoad)
            return await next();
        var stream = await reader.StreamAsync(Scope.All, request.Target);
        var known = stream is not null
            && (request.MayKnow(stream.OrgPath, stream.Subject) || (stream.Kind == RoundState.Kind && await IsWithinAsync(request.Principal, stream.OrgPath))
                || (InstanceSteps.IsInstance(stream.Kind) && await sight.StandsBeforeAsync(request.Principal, stream.Id, cancellationToken)));
        return known ? await next() : StepCodes.NotFound;
    }

    /// <summary>A school's round is known to everyone of the school: who has a role in a unit of it, or is, or guards, a student there. What he may do in it is the command's to say.</summary>
    private async Task<bool> IsWithinAsync(Principal principal, string school)
    {
        if (principal.Grants.Any(g => g.Unit.StartsWith(school, StringComparison.Ordinal)))
            return true;
        foreach (var person in principal.Persons)
        {
            if ((await reader.DocumentsAsync(Scope.All, new DocumentFilter(UnitFacts.Person) { Key = person.ToString(), Below = school })).Count > 0)
                return true;
        }

        return false;
    }
}

/// <summary>Second: the same operation gets its first answer; with another body it is refused.</summary>
public sealed class IdempotencyBehaviour<TCommand>(IStepStore store) : IPipelineBehavior<TCommand, Answer>
    where TCommand : Command
{
    public async Task<Answer> Handle(TCommand request, CancellationToken cancellationToken, RequestHandlerDelegate<Answer> next) =>
        !request.JudgedOnLoad && await store.OperationAsync(request.Operation, cancellationToken) is { } first
            ? StepRunner.Repeated(store, request, first)
            : await next();
}
