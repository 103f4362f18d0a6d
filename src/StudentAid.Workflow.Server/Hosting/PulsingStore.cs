using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Webhooks;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Api.Live;

namespace StudentAid.Workflow.Server.Hosting;

/// <summary>The store, and before each step what web hooks are to be told of it, after each applied one a pulse for the workers and a word to open pages; steps of lists are handed to the release.</summary>
public sealed class PulsingStore(IStepStore store, WorkSignal signal, ReleaseQueue releases, LiveFeed feed, WebhookBook hooks) : IStepStore
{
    public async Task<IReadOnlyList<StepResult>> ApplyAsync(IReadOnlyList<Step> steps, CancellationToken cancellation = default)
    {
        steps = await hooks.TellAsync(steps);
        var results = await store.ApplyAsync(steps, cancellation);
        var applied = false;
        for (var i = 0; i < results.Count; i++)
        {
            if (results[i] is not StepResult.Applied done)
                continue;
            applied = true;
            hooks.Look(steps[i]);
            if (Topics.Of(steps[i].Kind) is { } topic)
                feed.Tell(topic, steps[i].Stream, done.Version, steps[i].OrgPath, steps[i].Subject);
            if (steps[i].Kind == RosterState.Kind)
                releases.Add(steps[i].Stream);
        }

        if (applied)
            signal.Pulse();
        return results;
    }

    public ValueTask<StoredStream?> LoadAsync(Id stream, CancellationToken cancellation = default) => store.LoadAsync(stream, cancellation);

    public ValueTask<IReadOnlyList<StoredEvent>> EventsAsync(Id stream, long after = 0, CancellationToken cancellation = default) =>
        store.EventsAsync(stream, after, cancellation);

    public ValueTask<StoredEvent?> OperationAsync(Id operation, CancellationToken cancellation = default) => store.OperationAsync(operation, cancellation);

    public long KeptBodyHash(Id operation, long bodyHash) => store.KeptBodyHash(operation, bodyHash);

    public ValueTask<long> CounterAsync(string counter, CancellationToken cancellation = default) => store.CounterAsync(counter, cancellation);

    public ValueTask<Blob?> BlobAsync(string hash, CancellationToken cancellation = default) => store.BlobAsync(hash, cancellation);
}
