using MediatR;
using StudentAid.Workflow.Casework.Calendars;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Triggers;

/// <summary>A signal or request starts an instance at a place of the tree, with this input; sent again under the same key it starts none.</summary>
public sealed record StartByTrigger(string Place, StoredTrigger Trigger, Value Input, string Correlation = "") : Command
{
    public override Id Target => default;

    public Id Instance => Trigger.InstanceOf(Operation, Place);

    public override Value Body => Value.List(Place, Trigger.Key, Input, Correlation);
}

public sealed class StartByTriggerHandler(StepRunner runner, PinBuilder pins, PinCache cache, CaseSteps cases, FactLoader facts) : IRequestHandler<StartByTrigger, Answer>
{
    public async Task<Answer> Handle(StartByTrigger request, CancellationToken cancellationToken)
    {
        var today = SchoolDays.Of((await facts.LoadAsync([SchoolDays.FactOf(request.Place)], cancellationToken))[0], runner.Now());
        // A nearer unit may have published the definition too: then its own trigger is meant, and not this one.
        if (await pins.BuildAsync(request.Place, request.Trigger.Definition, today, cancellationToken) is not { } built || built.Whole != request.Trigger.Pin)
            return TriggerSetCodes.NotStanding;
        if (built.Refused is { } unfit)
            return unfit;
        await cache.EnsureAsync(built.Pin, built.Blobs, cancellationToken);
        var start = new InstanceCommand.Start(built.Pin, request.Input, request.Correlation, Trigger: request.Trigger.Trigger.Activity);
        return await runner.RunAsync<InstanceState>(
            request, request.Instance,
            (state, _, act, known) =>
            {
                var decision = cases.Decide(start, new StreamPlace(request.Place), state, act, known);
                return decision is StreamDecision.Decided decided ? decided.Step with { Blobs = decided.Step.Blobs.AddRange(built.Blobs) } : decision;
            },
            cancellationToken);
    }
}
