using System.Globalization;
using MediatR;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Casework.Webhooks;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Hosting;

/// <summary>
/// Delivers to web hooks, in a loop of its own, of which each hook has a task of its own: a slow receiver holds up none but itself. What is about one stream is sent in its order, of
/// several streams beside each other; of a hook that fails only the oldest delivery is tried, after growing pauses, and the others wait behind it. A crash between an answer and its
/// record sends the delivery once more, under the same id.
/// </summary>
public sealed class WebhookWorker(
    WebhookBook book, IStoreReader reader, IStepStore store, StepRunner runner, WebhookSender sender, IMediator mediator, WorkSignal signal, TimeProvider time, ILogger<WebhookWorker> logger)
    : Worker(signal, time, logger)
{
    private const int Some = 64;

    /// <summary>So many requests to one receiver at once.</summary>
    private const int Beside = 8;

    /// <summary>After so long no further request is begun before what was answered is recorded: so little is sent again after a crash.</summary>
    private static readonly TimeSpan Unrecorded = TimeSpan.FromSeconds(5);

    private readonly Lock gate = new();
    private readonly Dictionary<Id, Task<bool>> running = [];
    private readonly HashSet<Id> askedAgain = [];

    /// <summary>Waits for every hook, until none has anything due.</summary>
    public override async Task<bool> RunOnceAsync(CancellationToken cancellation = default) => (await Task.WhenAll(await BeginAsync(cancellation))).Contains(true);

    /// <summary>Waits for the hooks as long as it may. What one of them broke on is told; neither that nor one that is not done keeps the server from stopping.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        Task hooks = Task.WhenAll(Running());
        await hooks.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (hooks.Exception is { } broken)
            Report(broken);
    }

    /// <summary>Starts what is not running yet and waits for none; what ended in a way that nobody expected ends the worker, too.</summary>
    protected override async Task<bool> RoundAsync(CancellationToken cancellation)
    {
        await BeginAsync(cancellation);
        if (Running().FirstOrDefault(t => t.IsFaulted) is { } broken)
            await broken;
        return false;
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

    private async Task<IReadOnlyList<Task<bool>>> BeginAsync(CancellationToken cancellation)
    {
        await DropAsync(cancellation);
        return [.. (await book.HooksAsync()).Select(hook => Begin(hook.Id, cancellation))];
    }

    /// <summary>What was queued for a hook while it was being deleted waits for nobody.</summary>
    private async Task DropAsync(CancellationToken cancellation)
    {
        var on = (await book.HooksAsync()).Select(h => h.Id).ToHashSet();
        foreach (var receiver in (await reader.ReceiversAsync(Scope.All)).Where(r => !on.Contains(r)))
        {
            if (await StateAsync(receiver) is not { Gone: true } state)
                continue;
            var operation = KeyOf("webhook-dropped", receiver, state);
            await mediator.Send(new DropDeliveries(receiver) { Principal = Principal.System, Key = operation.ToString(), DerivedOperation = operation }, cancellation);
        }
    }

    private Task<bool> Begin(Id hook, CancellationToken cancellation)
    {
        lock (gate)
        {
            askedAgain.Add(hook);
            return running.TryGetValue(hook, out var task) ? task : running[hook] = Task.Run(() => WorkAsync(hook, cancellation), CancellationToken.None);
        }
    }

    private List<Task<bool>> Running()
    {
        lock (gate)
            return [.. running.Values];
    }

    /// <summary>A hook's own task: true where something was sent.</summary>
    private async Task<bool> WorkAsync(Id hook, CancellationToken cancellation)
    {
        var sent = false;
        try
        {
            while (IsAskedAgain(hook))
            {
                while (await DeliverAsync(hook, cancellation))
                    sent = true;
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            Forget(hook);
        }
        catch (Exception e) when (MayPass(e))
        {
            Report(e);
            Forget(hook);
        }

        return sent;
    }

    /// <summary>Whether there was a round since it looked last; if not, it is over, and the next round begins another.</summary>
    private bool IsAskedAgain(Id hook)
    {
        lock (gate)
        {
            if (askedAgain.Remove(hook))
                return true;
            running.Remove(hook);
            return false;
        }
    }

    private void Forget(Id hook)
    {
        lock (gate)
            running.Remove(hook);
    }

    /// <summary>True where something was sent.</summary>
    private async Task<bool> DeliverAsync(Id id, CancellationToken cancellation)
    {
        if ((await book.HooksAsync()).FirstOrDefault(h => h.Id == id) is not { } hook)
            return false;
        var waiting = await reader.DeliveriesAsync(Scope.All, id, Some);
        if (waiting.Count == 0 || await StateAsync(id) is not { IsOn: true } state || state.NextTry > Time.GetUtcNow())
            return false;
        List<Attempt>[] attempts = state.Failures > 0
            ? [await SendAsync(hook, waiting, state.IsRefusedOften, cancellation)]
            : await Task.WhenAll(waiting.GroupBy(d => d.Stream).Take(Beside).Select(line => SendAsync(hook, line, a => a.Delivered, cancellation)));
        var operation = KeyOf("webhook-tried", id, state);
        var tried = new RecordDeliveries(id, [.. attempts.SelectMany(a => a)]) { Principal = Principal.System, Key = operation.ToString(), DerivedOperation = operation };
        return (await mediator.Send(tried, cancellation)).Succeeded;
    }

    /// <summary>One after the other, as long as the next may follow and it is not time to record.</summary>
    private async Task<List<Attempt>> SendAsync(Webhook hook, IEnumerable<DeliveryRow> line, Func<Attempt, bool> mayFollow, CancellationToken cancellation)
    {
        var (attempts, since) = (new List<Attempt>(), Time.GetUtcNow());
        foreach (var delivery in line)
        {
            attempts.Add(await sender.SendAsync(delivery, hook, cancellation));
            if (!mayFollow(attempts[^1]) || Time.GetUtcNow() - since >= Unrecorded)
                break;
        }

        return attempts;
    }

    private static Id KeyOf(string what, Id hook, WebhookState state) => Id.Of(what, hook.ToString(), state.Version.ToString(CultureInfo.InvariantCulture));
}
