using MediatR;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Casework.Webhooks;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Hosting;

/// <summary>
/// Delivers to web hooks, in a loop of its own. What is about one stream is sent in its order, of several streams beside each other; of a hook that fails only the oldest delivery
/// is tried, after growing pauses, and the others wait behind it. A crash between an answer and its record sends the delivery once more, under the same id.
/// </summary>
public sealed class WebhookWorker(
    WebhookBook book, IStoreReader reader, IStepStore store, StepRunner runner, WebhookSender sender, IMediator mediator, WorkSignal signal, TimeProvider time, ILogger<WebhookWorker> logger)
    : Worker(signal, time, logger)
{
    private const int Some = 64;

    /// <summary>So many requests to one receiver at once.</summary>
    private const int Beside = 8;

    public override async Task<bool> RunOnceAsync(CancellationToken cancellation = default)
    {
        var hooks = await book.HooksAsync();
        return !hooks.IsEmpty && (await Task.WhenAll(hooks.Select(hook => DeliverAsync(hook, cancellation)))).Contains(true);
    }

    protected override async Task<DateTimeOffset?> NextAsync()
    {
        DateTimeOffset? next = null;
        foreach (var hook in await book.HooksAsync())
        {
            if ((await reader.DeliveriesAsync(Scope.All, hook.Id, 1)).Count > 0 && await StateAsync(hook.Id) is { IsOn: true } state
                && (state.NextTry ?? Time.GetUtcNow()) is var due && (next is null || due < next))
                next = due;
        }

        return next;
    }

    private async Task<WebhookState?> StateAsync(Id hook) => await runner.StateAsync<WebhookState>(await store.LoadAsync(hook), CancellationToken.None);

    /// <summary>True where something was sent.</summary>
    private async Task<bool> DeliverAsync(Webhook hook, CancellationToken cancellation)
    {
        var waiting = await reader.DeliveriesAsync(Scope.All, hook.Id, Some);
        if (waiting.Count == 0 || await StateAsync(hook.Id) is not { IsOn: true } state || state.NextTry > Time.GetUtcNow())
            return false;
        var lines = waiting.Take(state.Failures > 0 ? 1 : Some).GroupBy(d => d.Stream).Take(Beside);
        var attempts = await Task.WhenAll(lines.Select(line => SendAsync(hook, line, cancellation)));
        var operation = Id.Of("webhook-tried", hook.Id.ToString(), state.Version.ToString(System.Globalization.CultureInfo.InvariantCulture));
        var tried = new RecordDeliveries(hook.Id, [.. attempts.SelectMany(a => a)]) { Principal = Principal.System, Key = operation.ToString(), DerivedOperation = operation };
        return (await mediator.Send(tried, cancellation)).Succeeded;
    }

    /// <summary>One after the other, until one does not arrive.</summary>
    private async Task<List<Attempt>> SendAsync(Webhook hook, IEnumerable<DeliveryRow> line, CancellationToken cancellation)
    {
        var attempts = new List<Attempt>();
        foreach (var delivery in line)
        {
            attempts.Add(await sender.SendAsync(delivery, hook, cancellation));
            if (!attempts[^1].Delivered)
                break;
        }

        return attempts;
    }
}
