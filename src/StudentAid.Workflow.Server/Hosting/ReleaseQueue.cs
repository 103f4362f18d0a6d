using System.Collections.Concurrent;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Hosting;

/// <summary>Lists that may have decided cases to release, each once.</summary>
public sealed class ReleaseQueue
{
    private readonly ConcurrentDictionary<Id, bool> lists = new();

    public void Add(Id roster) => lists.TryAdd(roster, true);

    /// <summary>Takes what is waiting now.</summary>
    public IReadOnlyList<Id> Take() => [.. lists.Keys.Where(k => lists.TryRemove(k, out _)).Order()];
}
