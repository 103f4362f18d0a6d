using MediatR;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Rounds;

/// <summary>The empty step that a worker gives an open case after its round took another pin. One that acted meanwhile has taken it already.</summary>
public sealed record AdoptPin(Id Case) : Command
{
    /// <summary>The message's name.</summary>
    public const string Name = "adopt";

    public override Id Target => Case;

    public override Value Body => Case.ToString();
}

public sealed class AdoptPinHandler(StepRunner runner, CaseSteps cases) : IRequestHandler<AdoptPin, Answer>
{
    public Task<Answer> Handle(AdoptPin request, CancellationToken cancellationToken) =>
        runner.RunAsync<InstanceState>(
            request, request.Case, (state, stored, act, facts) => request.Principal.IsSystem ? cases.Adopt(state, stored, act, facts) : StepCodes.NotFound, cancellationToken);
}
