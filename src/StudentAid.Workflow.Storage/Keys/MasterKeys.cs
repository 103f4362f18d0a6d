using System.Collections.Concurrent;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Storage.Keys;

/// <summary>
/// The master keys at hand: that of the key's file and, while it is being changed, the next one. What is wrapped by any of them opens; what is new is wrapped by
/// one, which a change turns from the former key to the next.
/// </summary>
public sealed class MasterKeys
{
    private readonly ConcurrentDictionary<Id, MasterKey> known = new();
    private readonly MasterKey? next;
    private volatile MasterKey current;

    public MasterKeys(MasterKey file, MasterKey? next = null)
    {
        (current, this.next) = (file, next);
        known[file.Id] = file;
        if (next is not null)
            known[next.Id] = next;
    }

    /// <summary>What new keys are wrapped by.</summary>
    public MasterKey Current => current;

    /// <summary>Null where it is not at hand.</summary>
    public MasterKey? Find(Id id) => known.GetValueOrDefault(id);

    internal IEnumerable<Id> Ids => known.Keys.Order();

    /// <summary>A store is opened whose keys are wrapped by these: a change that had begun goes on, and nothing new is wrapped by the former key.</summary>
    internal void Resume(IReadOnlyCollection<Id> wrapping)
    {
        if (next is not null && wrapping.Contains(next.Id))
            current = next;
    }

    internal void Turn(MasterKey to)
    {
        known[to.Id] = to;
        current = to;
    }
}
