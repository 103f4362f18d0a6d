using MediatR;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Cases;

/// <summary>
/// A message (from <see cref="Source"/>) or a due deadline reaches an instance; its id is the operation, so it takes effect once.
/// </summary>
public sealed record DeliverToCase(Id Case, InstanceCommand What, Id Source = default, string? OrgPath = null) : Command
{
    public override Id Target => default;

    public override Value Body => Value.List(Case.ToString(), What.GetType().Name);
}

public sealed class DeliverToCaseHandler(StepRunner runner, IStepStore store, PinCache pins, CaseSteps cases) : IRequestHandler<DeliverToCase, Answer>
{
    public async Task<Answer> Handle(DeliverToCase request, CancellationToken cancellationToken)
    {
        var source = request.Source.IsNone ? null : await store.LoadAsync(request.Source, cancellationToken);
        if (request.What is InstanceCommand.Start start)
            await pins.EnsureAsync(start.Pin, cancellationToken);
        return await runner.RunAsync<InstanceState>(request, request.Case, (state, stored, act, facts) =>
        {
            // What a case starts goes with its round and person, but is no case: it is found by its tasks and incidents.
            var place = stored is not null ? CaseSteps.PlaceOf(stored)
                : source is not null ? CaseSteps.PlaceOf(source) with { Child = !source.Group.IsNone } : new StreamPlace("/");
            if (request.OrgPath is { } moved)
                place = place with { OrgPath = moved };
            return cases.Decide(request.What, place, state, act, facts);
        }, cancellationToken);
    }
}
