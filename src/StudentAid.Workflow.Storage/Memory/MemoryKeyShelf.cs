using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Storage.Keys;

namespace StudentAid.Workflow.Storage.Memory;

/// <summary>Wrapped keys in memory.</summary>
internal sealed class MemoryKeyShelf(Func<MemoryState> state, Action<Func<MemoryState, MemoryState>> change) : IKeyShelf
{
    public KeyRow? Find(Id id) => state().Keys.GetValueOrDefault(id);

    public KeyRow? Tenant(string place) => Tenants().LastOrDefault(t => string.Equals(t.Place, place, StringComparison.Ordinal));

    public IReadOnlyList<KeyRow> Tenants() => [.. state().Keys.Values.Where(k => k.IsTenant).OrderBy(k => k.Place, StringComparer.Ordinal).ThenBy(k => k.Version)];

    public IReadOnlyList<KeyRow> Under(Id key, int limit) => [.. state().Keys.Values.Where(k => k.Under == key && !k.IsDestroyed).OrderBy(k => k.Id).Take(limit)];

    public string? KindOf(string unit) => state().Documents
        .Where(d => d.Key.Kind == UnitFacts.OrgUnit && string.Equals(d.Key.Key, unit, StringComparison.Ordinal)).Select(d => d.Value.Content["kind"].AsText()).FirstOrDefault();

    public Task PutAsync(IReadOnlyList<KeyRow> rows)
    {
        change(before => before with { Keys = rows.Aggregate(before.Keys, Put) });
        return Task.CompletedTask;
    }

    public Task RemoveUnusedAsync(Id key)
    {
        change(before => before.Keys.Values.Any(k => k.Under == key) ? before : before with { Keys = before.Keys.Remove(key) });
        return Task.CompletedTask;
    }

    /// <summary>Those that are new with a step; one that is there stays as it is.</summary>
    public static ImmutableDictionary<Id, KeyRow> Add(ImmutableDictionary<Id, KeyRow> keys, KeyRow row) => keys.ContainsKey(row.Id) ? keys : keys.Add(row.Id, row);

    public static MemoryState Destroy(MemoryState state, Id subject) => state with
    {
        Keys = state.Keys.SetItem(subject, state.Keys.GetValueOrDefault(subject) is { } known ? known with { Wrapped = new byte[known.Wrapped.Length] } : new KeyRow(subject, subject, "", 0, [0])),
        LookUps = state.LookUps.RemoveRange(state.LookUps.Where(l => l.Value.Any(r => r.Subject == subject)).Select(l => l.Key)),
    };

    private static ImmutableDictionary<Id, KeyRow> Put(ImmutableDictionary<Id, KeyRow> keys, KeyRow row) =>
        keys.GetValueOrDefault(row.Id) is { IsDestroyed: true } ? keys : keys.SetItem(row.Id, row);
}
