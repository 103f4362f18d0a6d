using MediatR;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Signals;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Activities.Http;
using StudentAid.Workflow.Engine.Activities.Signals;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Engine.Triggers;

namespace StudentAid.Workflow.Casework.Triggers;

/// <summary>An HTTP request as a definition sees it, under <c>input.request</c>.</summary>
public sealed record EndpointRequest(string Method, string Path, Value Query, Value Content)
{
    public Value ToValue(Value route) => Value.Record(("method", Method), ("path", Path), ("route", route), ("query", Query), ("content", Content));
}

/// <summary>Finds the triggers that a signal or a request means and starts their instances.</summary>
public sealed class TriggerRouter(TriggerShelf shelf, IStepStore store, IMediator mediator)
{
    /// <summary>How many instances may start one another by signals in a row: more is an endless loop.</summary>
    public const int MostGenerations = 32;

    private const string Generation = "generation";

    /// <summary>
    /// Starts one instance for every definition that begins at the signal and holds for one of the units: what was started, and why the first
    /// of the others was not. One whose definition a nearer unit has published itself was not meant.
    /// </summary>
    public async Task<(IReadOnlyList<Id> Started, Rejection? Refused)> SignalAsync(
        Principal principal, IReadOnlyCollection<string> units, Id operation, Signal signal, CancellationToken cancellation)
    {
        var meant = (await shelf.AllAsync()).Where(t => t.Trigger.Kind == TriggerKind.Signal && t.Trigger.Text == signal.Name && t.PlaceFor(units) is not null).ToList();
        if (meant.Count == 0)
            return ([], null);
        var generation = signal.Source.IsNone ? 0 : await GenerationOf(signal.Source, cancellation) + 1;
        if (generation > MostGenerations)
            return ([], TriggerSetCodes.GenerationsSpent.With(("name", signal.Name), ("most", MostGenerations)));
        var input = Value.Record((Event.StartPayload, signal.Payload), (Generation, generation));
        var started = new List<Id>();
        Rejection? refused = null;
        foreach (var trigger in meant)
        {
            var start = Start(principal, trigger.PlaceFor(units)!, trigger, operation, input, signal.Correlation) with { DryRun = signal.DryRun };
            var answer = await mediator.Send(start, cancellation);
            if (answer.Succeeded)
                started.Add(start.Instance);
            else if (answer.Rejected?.Code != TriggerSetCodes.NotStanding)
                refused ??= answer.Rejected;
        }

        return (started, refused);
    }

    private async Task<int> GenerationOf(Id instance, CancellationToken cancellation)
    {
        var first = (await store.EventsAsync(instance, 0, cancellation)).FirstOrDefault();
        var begun = first is null ? null : InstanceEventJson.Read(first.Data.Span).OfType<InstanceEvent.Started>().FirstOrDefault();
        return (int)(begun?.Input[Generation].AsNumber() ?? 0);
    }

    /// <summary>The start that a request means, the nearest unit's first; null where no definition takes it.</summary>
    public async Task<StartByTrigger?> FindAsync(Principal principal, Id operation, EndpointRequest request)
    {
        var units = principal.Grants.Select(g => g.Unit).ToList();
        foreach (var trigger in (await shelf.AllAsync()).Where(t => t.Trigger.Kind == TriggerKind.Http).OrderByDescending(t => t.Layer.Length).ThenBy(t => t.Key, StringComparer.Ordinal))
        {
            if (trigger.Trigger.Methods.Contains(request.Method, StringComparer.OrdinalIgnoreCase)
                && RoutePath.Match(trigger.Trigger.Text, request.Path) is { } route && trigger.PlaceFor(units) is { } place)
            {
                return Start(principal, place, trigger, operation, Value.Record((HttpEndpoint.StartRequest, request.ToValue(route))), "");
            }
        }

        return null;
    }

    private static StartByTrigger Start(Principal principal, string place, StoredTrigger trigger, Id operation, Value input, string correlation)
    {
        var once = Id.Of("trigger", operation.ToString(), trigger.Layer, trigger.Key);
        return new StartByTrigger(place, trigger, input, correlation) { Principal = principal, Key = once.ToString(), DerivedOperation = once };
    }
}
