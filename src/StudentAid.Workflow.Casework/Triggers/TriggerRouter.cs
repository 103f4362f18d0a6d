using MediatR;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Activities.Http;
using StudentAid.Workflow.Engine.Activities.Signals;
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
public sealed class TriggerRouter(TriggerShelf shelf, IMediator mediator)
{
    /// <summary>Starts one instance for every definition that begins at the signal and holds for one of the units. What was started.</summary>
    public async Task<IReadOnlyList<Id>> SignalAsync(
        Principal principal, IReadOnlyCollection<string> units, Id operation, string name, string correlation, Value payload, CancellationToken cancellation)
    {
        var started = new List<Id>();
        foreach (var trigger in (await shelf.AllAsync()).Where(t => t.Trigger.Kind == TriggerKind.Signal && t.Trigger.Text == name))
        {
            if (trigger.PlaceFor(units) is not { } place)
                continue;
            var start = Start(principal, place, trigger, operation, Value.Record((Event.StartPayload, payload)), correlation);
            if ((await mediator.Send(start, cancellation)).Succeeded)
                started.Add(start.Instance);
        }

        return started;
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
