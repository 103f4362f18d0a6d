using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Webhooks;

/// <summary>
/// The hooks that are on. A step that one of them hears of queues a delivery for it, so that what is on disk is told and what is told is on disk; where none is registered, a step
/// costs one look at an empty list.
/// </summary>
public sealed class WebhookBook(IStoreReader reader)
{
    private readonly Lock gate = new();
    private ImmutableArray<Webhook>? known;
    private int changes;

    public async ValueTask<ImmutableArray<Webhook>> HooksAsync()
    {
        lock (gate)
        {
            if (known is { } hooks)
                return hooks;
        }

        return await ReadAsync();
    }

    /// <summary>The steps, with the deliveries that hooks are to be sent.</summary>
    public async ValueTask<IReadOnlyList<Step>> TellAsync(IReadOnlyList<Step> steps)
    {
        var hooks = await HooksAsync();
        return hooks.IsEmpty ? steps : [.. steps.Select(s => Told(s, hooks))];
    }

    /// <summary>After a hook's step was applied: its document may be another.</summary>
    public void Look(Step applied)
    {
        if (applied.Kind != WebhookState.Kind || !applied.Rows.Any(r => r is DocumentPut))
            return;
        lock (gate)
            (known, changes) = (null, changes + 1);
    }

    /// <summary>The n-th thing that a hook hears of a step.</summary>
    public static DeliveryQueued Queued(Id hook, Id stream, long seq, int n, string topic, string about) =>
        new(Id.Of("webhook-delivery", hook.ToString(), Id.Of(stream, seq, n).ToString()), hook, topic, about);

    private static Step Told(Step step, ImmutableArray<Webhook> hooks)
    {
        if (!hooks.Any(h => step.OrgPath.StartsWith(h.Unit, StringComparison.Ordinal)))
            return step;
        var told = WebhookTopics.Of(step).Distinct().ToList();
        var queued = hooks.SelectMany(h => told.Select((t, n) => (Hook: h, t.Topic, t.Object, N: n)).Where(t => h.Hears(step.OrgPath, t.Topic)))
            .Select(t => Queued(t.Hook.Id, step.Stream, step.Expected + 1, t.N, t.Topic, t.Object));
        return step with { Rows = step.Rows.AddRange(queued) };
    }

    private async Task<ImmutableArray<Webhook>> ReadAsync()
    {
        int before;
        lock (gate)
            before = changes;
        ImmutableArray<Webhook> read = [.. (await reader.DocumentsAsync(Scope.All, new DocumentFilter(Webhook.Document))).Select(Webhook.From).Where(h => h.On)];
        lock (gate)
        {
            // What was changed while it was read is read again the next time.
            if (before == changes)
                known = read;
        }

        return read;
    }
}
