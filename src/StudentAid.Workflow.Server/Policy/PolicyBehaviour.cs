using System.Collections.Immutable;
using MediatR;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Server.Policy;

/// <summary>
/// Before all other behaviours: a command is handled for the system, and for whom the table of rights opens one of the operations that lead to it, be it sent by the API, a plain page, a job or
/// another command. What no operation sends is the system's alone, and for everybody else there is no such thing. It reads nothing but the table and who asks.
/// </summary>
public sealed class PolicyBehaviour<TCommand> : IPipelineBehavior<TCommand, Answer>
    where TCommand : Command
{
    private static readonly ImmutableArray<PolicyRow> Rows = PolicyTable.Sending(typeof(TCommand));

    public Task<Answer> Handle(TCommand request, CancellationToken cancellationToken, RequestHandlerDelegate<Answer> next) =>
        Refuse(request.Principal) is { } refused ? Task.FromResult<Answer>(refused) : next();

    /// <summary>Null where it is open. Of several operations the first one's words.</summary>
    private static Rejection? Refuse(Principal principal)
    {
        if (principal.IsSystem)
            return null;
        foreach (var row in Rows)
        {
            if (row.MayBe(principal))
                return null;
        }

        return Rows is [var first, ..] ? first.Refuse(principal) : StepCodes.NotFound.With();
    }
}
