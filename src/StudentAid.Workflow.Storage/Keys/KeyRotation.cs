namespace StudentAid.Workflow.Storage.Keys;

/// <summary>What a rotation did.</summary>
public sealed record Rotated(int Tenants, int Subjects);

/// <summary>
/// Wraps keys anew, beside running work: subjects' keys under a new key of their tenant, or tenants' keys under a new master key. What the keys have sealed stays
/// as it is. It may be cut off at any moment and run again: it goes on where it stood.
/// </summary>
public sealed class KeyRotation(Vault vault)
{
    private const int Batch = 256;

    /// <summary>
    /// Gives every tenant a new key and wraps its subjects' keys by it; a tenant that an earlier rotation left half way gets no other key but is finished.
    /// </summary>
    public async Task<Rotated> TenantsAsync(CancellationToken cancellation = default)
    {
        using var alone = await vault.RotatingAsync(cancellation);
        var (tenants, subjects) = (0, 0);
        foreach (var place in vault.Shelf.Tenants().GroupBy(t => t.Place, StringComparer.Ordinal))
        {
            var rows = place.OrderBy(t => t.Version).ToList();
            if (!rows[..^1].Any(r => vault.Shelf.Under(r.Id, 1).Count > 0))
                rows.Add(await NextAsync(rows[^1]));
            tenants++;
            foreach (var before in rows[..^1])
                subjects += await MoveAsync(before, rows[^1], cancellation);
        }

        return new Rotated(tenants, subjects);
    }

    /// <summary>
    /// Wraps the tenants' keys by another master key, a batch in a transaction, and answers how many were not yet. While it goes on the database opens with both keys, afterwards with this one alone.
    /// Nothing is wrapped by the former key once it has begun.
    /// </summary>
    public async Task<int> MasterAsync(MasterKey next, CancellationToken cancellation = default)
    {
        using var alone = await vault.RotatingAsync(cancellation);
        var made = vault.Ring.Turn(next);
        await vault.Shelf.PutAsync(made);
        var left = vault.Shelf.Tenants().Where(t => t.Under != next.Id).ToList();
        foreach (var batch in left.Chunk(Batch))
        {
            cancellation.ThrowIfCancellationRequested();
            await vault.Shelf.PutAsync([.. batch.Select(t => vault.Ring.Rewrap(t, next))]);
        }

        return made.Count + left.Count;
    }

    private async Task<KeyRow> NextAsync(KeyRow newest)
    {
        var next = vault.Ring.Next(newest);
        var row = next.Fresh().Single();
        await vault.Shelf.PutAsync([row]);
        vault.Ring.Take(newest, next);
        return row;
    }

    /// <summary>
    /// The old key stays until the store is opened again: a subject that began under it meanwhile may still be on its way to the disk.
    /// </summary>
    private async Task<int> MoveAsync(KeyRow before, KeyRow after, CancellationToken cancellation)
    {
        var moved = 0;
        var under = vault.Ring.Find(after.Id)!;
        while (vault.Shelf.Under(before.Id, Batch) is { Count: > 0 } subjects)
        {
            cancellation.ThrowIfCancellationRequested();
            await vault.Shelf.PutAsync([.. subjects.Select(s => vault.Ring.Rewrap(s, under))]);
            moved += subjects.Count;
        }

        return moved;
    }
}
