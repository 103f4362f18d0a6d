using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Storage.Keys;

/// <summary>
/// A key as a store keeps it, wrapped by the key <paramref name="Under"/>: a tenant's (with its place, version from 1) by the master key, a subject's (no place,
/// version 0) by its tenant's. Of a destroyed one the wrapped bytes are zeros.
/// </summary>
internal sealed record KeyRow(Id Id, Id Under, string Place, int Version, byte[] Wrapped)
{
    public bool IsDestroyed => Wrapped.AsSpan().IndexOfAnyExcept((byte)0) < 0;

    public bool IsTenant => Version > 0;

    /// <summary>Where its wrapped bytes are bound to: not to the wrapping key, which the cipher checks anyway.</summary>
    public string Address => $"key/{Id}/{Place}/{Version}";
}

/// <summary>Where wrapped keys lie: in the same database as what they open, which is nothing without the master key.</summary>
internal interface IKeyShelf
{
    KeyRow? Find(Id id);

    /// <summary>The tenant's newest key.</summary>
    KeyRow? Tenant(string place);

    IReadOnlyList<KeyRow> Tenants();

    /// <summary>Keys that are wrapped by this one, destroyed ones left out, at most so many.</summary>
    IReadOnlyList<KeyRow> Under(Id key, int limit);

    /// <summary>The kind of a unit on record, null where there is none.</summary>
    string? KindOf(string unit);

    /// <summary>Writes the rows in one transaction; one that is destroyed by now stays so.</summary>
    Task PutAsync(IReadOnlyList<KeyRow> rows);

    /// <summary>Removes a tenant's key that wraps none.</summary>
    Task RemoveUnusedAsync(Id key);
}
