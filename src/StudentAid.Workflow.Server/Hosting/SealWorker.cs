using StudentAid.Workflow.Storage.Audit;

namespace StudentAid.Workflow.Server.Hosting;

/// <summary>
/// Seals what was committed into the schools' chains, every few seconds, and publishes the chains' heads with the first look of each day (in China). What it
/// has not come to is counted by <c>studentaid verify</c>.
/// </summary>
public sealed class SealWorker(IChainShelf chains, HeadFolder folder, HeadKey key, WorkSignal signal, TimeProvider time, ILogger<SealWorker> logger) : Worker(signal, time, logger)
{
    private static readonly TimeSpan China = TimeSpan.FromHours(8);
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(3);

    private readonly AuditSealer sealer = new(chains);
    private DateTimeOffset next = DateTimeOffset.MinValue;
    private DateOnly published = DateOnly.MinValue;
    private bool waits;

    public override async Task<bool> RunOnceAsync(CancellationToken cancellation = default)
    {
        var now = Time.GetUtcNow();
        waits = now < next;
        if (waits)
            return false;
        next = now + Between;
        await sealer.SealAllAsync(now, cancellation);
        Publish(now);
        return false;
    }

    /// <summary>After a quiet look it rests until something is written, or for the longest rest, after which a new day has its head.</summary>
    protected override Task<DateTimeOffset?> NextAsync() => Task.FromResult<DateTimeOffset?>(waits ? next : null);

    private void Publish(DateTimeOffset now)
    {
        var day = DateOnly.FromDateTime(now.ToOffset(China).Date);
        if (day == published)
            return;
        folder.Publish(chains, key, day, now);
        if (folder.Has(day))
            published = day;
    }
}
