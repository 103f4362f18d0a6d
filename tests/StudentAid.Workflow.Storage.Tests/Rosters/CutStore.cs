using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Storage.Tests.Rosters;

/// <summary>
/// A store whose n-th write breaks: before it reaches the disk, or after, so that the answer is lost; where it is not said, half the time each.
/// </summary>
internal sealed class CutStore(IStepStore inner, int writes, bool? lost = null) : IStepStore
{
    private int done;

    public async Task<IReadOnlyList<StepResult>> ApplyAsync(IReadOnlyList<Step> steps, CancellationToken cancellation = default)
    {
        if (done++ < writes)
            return await inner.ApplyAsync(steps, cancellation);
        if (lost ?? (writes % 2 == 1))
            await inner.ApplyAsync([.. steps.Take((steps.Count + 1) / 2)], cancellation);
        throw new IOException("cut");
    }

    public ValueTask<StoredStream?> LoadAsync(Id stream, CancellationToken cancellation = default) => inner.LoadAsync(stream, cancellation);

    public ValueTask<IReadOnlyList<StoredEvent>> EventsAsync(Id stream, long after = 0, CancellationToken cancellation = default) => inner.EventsAsync(stream, after, cancellation);

    public ValueTask<StoredEvent?> OperationAsync(Id operation, CancellationToken cancellation = default) => inner.OperationAsync(operation, cancellation);

    public long KeptBodyHash(Id operation, long bodyHash) => inner.KeptBodyHash(operation, bodyHash);

    public ValueTask<long> CounterAsync(string counter, CancellationToken cancellation = default) => inner.CounterAsync(counter, cancellation);

    public ValueTask<Blob?> BlobAsync(string hash, CancellationToken cancellation = default) => inner.BlobAsync(hash, cancellation);
}
