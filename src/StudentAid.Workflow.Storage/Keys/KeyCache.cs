using System.Collections.Concurrent;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Storage.Keys;

/// <summary>
/// Unwrapped keys, at most so many: two generations, of which the older goes when the younger is full. Keys that are not on disk yet stay until they
/// are, for nobody could find them again; a destroyed one never comes back.
/// </summary>
internal sealed class KeyCache(int most)
{
    private readonly ConcurrentDictionary<Id, HeldKey> fresh = new();
    private readonly ConcurrentDictionary<Id, HeldKey> destroyed = new();
    private ConcurrentDictionary<Id, HeldKey> young = new();
    private ConcurrentDictionary<Id, HeldKey> old = new();

    public int Count => young.Count + old.Count;

    public HeldKey? Find(Id id)
    {
        if (destroyed.TryGetValue(id, out var key) || fresh.TryGetValue(id, out key) || young.TryGetValue(id, out key))
            return key;
        return old.TryGetValue(id, out key) ? Add(key) : null;
    }

    public HeldKey Add(HeldKey key)
    {
        if (young.Count >= most / 2)
            (old, young) = (young, new ConcurrentDictionary<Id, HeldKey>());
        return young[key.Id] = key;
    }

    public void Begin(HeldKey key) => fresh[key.Id] = key;

    /// <summary>The key is on disk.</summary>
    public void Stored(Id id)
    {
        if (!fresh.TryGetValue(id, out var key))
            return;
        Add(key.Stored());
        fresh.TryRemove(id, out _);
    }

    public void Destroy(Id id)
    {
        destroyed[id] = new HeldKey(id, null);
        fresh.TryRemove(id, out _);
        young.TryRemove(id, out _);
        old.TryRemove(id, out _);
    }
}
