using System.Collections.Concurrent;
using System.Security.Cryptography;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Storage.Keys;

/// <summary>
/// Finds, makes and unwraps keys: a subject's under its tenant's, a tenant's under a master key. The tenant is the school that the step's place
/// belongs to, or the topmost unit where it belongs to none; a subject keeps the tenant it began with.
/// </summary>
internal sealed class KeyRing(MasterKeys masters, Envelope envelope, IKeyShelf shelf, int cached)
{
    private readonly Lock making = new();
    private readonly KeyCache cache = new(cached);
    private readonly ConcurrentDictionary<string, HeldKey> tenants = new(StringComparer.Ordinal);
    private readonly Tenancy tenancy = new(shelf.KindOf);

    public int Held => cache.Count;

    /// <summary>Null where the subject has none: nothing was ever sealed for it.</summary>
    public HeldKey? Find(Id id)
    {
        if (cache.Find(id) is { } held)
            return held;
        if (shelf.Find(id) is not { } row)
            return null;
        return row.IsDestroyed ? Gone(id) : cache.Add(new HeldKey(id, Unwrap(row)));
    }

    /// <summary>The subject's key to seal with, made where there is none.</summary>
    public HeldKey ForWriting(Id subject, string place)
    {
        if (Find(subject) is { } known)
            return known;
        lock (making)
        {
            if (Find(subject) is { } meanwhile)
                return meanwhile;
            var tenant = Tenant(TenantOf(place));
            var bytes = RandomNumberGenerator.GetBytes(envelope.Algorithm.KeyLength);
            var made = new HeldKey(subject, bytes, Wrap(new KeyRow(subject, tenant.Id, "", 0, []), bytes, tenant.Bytes!), tenant);
            cache.Begin(made);
            return made;
        }
    }

    /// <summary>The rows are on disk.</summary>
    public void Stored(IEnumerable<KeyRow> rows)
    {
        foreach (var row in rows)
        {
            if (row.IsTenant && tenants.TryGetValue(row.Place, out var held) && held.Id == row.Id)
                tenants.TryUpdate(row.Place, cache.Add(held.Stored()), held);
            else
                cache.Stored(row.Id);
        }
    }

    public void Destroyed(Id subject) => Gone(subject);

    /// <summary>A key of the next version for the tenant; the new keys of its subjects are wrapped by it from then on, once it is on disk.</summary>
    public HeldKey Next(KeyRow newest)
    {
        var id = TenantId(newest.Place, newest.Version + 1);
        var (bytes, master) = (RandomNumberGenerator.GetBytes(envelope.Algorithm.KeyLength), masters.Current);
        return new HeldKey(id, bytes, Wrap(new KeyRow(id, master.Id, newest.Place, newest.Version + 1, []), bytes, master.Bytes));
    }

    public void Take(KeyRow newest, HeldKey next)
    {
        lock (making)
            tenants[newest.Place] = cache.Add(next.Stored());
    }

    /// <summary>
    /// From here on new tenants' keys are wrapped by this master key. Answers, wrapped by it, the keys of tenants that are made and not known to be on disk: a step that is on its way may write
    /// such a key as it was wrapped before, unless it finds one there.
    /// </summary>
    public IReadOnlyList<KeyRow> Turn(MasterKey to)
    {
        lock (making)
        {
            masters.Turn(to);
            return [.. tenants.Values.SelectMany(t => t.Fresh()).Select(row => Rewrap(row, to))];
        }
    }

    /// <summary>The same key, wrapped by another.</summary>
    public KeyRow Rewrap(KeyRow row, HeldKey under) => Wrap(row with { Under = under.Id }, Unwrap(row), under.Bytes!);

    public KeyRow Rewrap(KeyRow tenant, MasterKey under) => Wrap(tenant with { Under = under.Id }, Unwrap(tenant), under.Bytes);

    /// <summary>The school above the place, itself included, or the topmost unit.</summary>
    public string TenantOf(string place) => tenancy.Of(place);

    private HeldKey Tenant(string place)
    {
        if (tenants.TryGetValue(place, out var held))
            return held;
        if (shelf.Tenant(place) is { } row)
            return tenants[place] = cache.Add(new HeldKey(row.Id, Unwrap(row)));
        var (id, bytes, master) = (TenantId(place, 1), RandomNumberGenerator.GetBytes(envelope.Algorithm.KeyLength), masters.Current);
        return tenants[place] = new HeldKey(id, bytes, Wrap(new KeyRow(id, master.Id, place, 1, []), bytes, master.Bytes));
    }

    private HeldKey Gone(Id subject)
    {
        cache.Destroy(subject);
        return cache.Find(subject)!;
    }

    private KeyRow Wrap(KeyRow row, byte[] key, byte[] under) => row with { Wrapped = envelope.Seal(under, key, row.Address) };

    private byte[] Unwrap(KeyRow row)
    {
        var under = row.IsTenant
            ? masters.Find(row.Under)?.Bytes ?? throw new VaultException($"Expected the master key {row.Under}, which wraps the keys of {row.Place}, but got {string.Join(", ", masters.Ids)}.")
            : Find(row.Under)?.Bytes ?? throw new VaultException($"Expected the tenant's key {row.Under}, which wraps {row.Id}, but there is none.");
        return envelope.Open(under, row.Wrapped, row.Address);
    }

    private static Id TenantId(string place, int version) => Id.Of("tenant-key", place, version.ToString(System.Globalization.CultureInfo.InvariantCulture));
}
