namespace StudentAid.Workflow.Storage.Audit;

/// <summary>
/// Appends newly committed events to their tenants' chains. It runs behind the steps, none of which waits for a chain's head. All that it knows stands in the
/// store: after a crash it goes on from the last whole batch, and of two at once the second finds the batch taken.
/// </summary>
public sealed class AuditSealer(IChainShelf shelf, int batch = AuditSealer.UsualBatch)
{
    public const int UsualBatch = 4_096;

    /// <summary>Seals one batch and answers how many events it had; 0 where all is sealed.</summary>
    public async Task<int> SealAsync(DateTimeOffset now)
    {
        var before = shelf.SealedUpto();
        var events = shelf.Unsealed(before, batch);
        if (events.Count == 0)
            return 0;
        var rows = events.GroupBy(e => shelf.TenantOf(e.Place), StringComparer.Ordinal)
            .Select(tenant => ChainRow.After(shelf.Last(tenant.Key), tenant.Key, events[^1].Position, now, [.. tenant.Select(e => e.Entry)])).ToList();
        return await shelf.AppendAsync(before, rows) ? events.Count : 0;
    }

    /// <summary>Seals until nothing is left that was committed before.</summary>
    public async Task SealAllAsync(DateTimeOffset now, CancellationToken cancellation = default)
    {
        while (await SealAsync(now) > 0)
            cancellation.ThrowIfCancellationRequested();
    }
}
