using System.Collections.Concurrent;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Storage.Sqlite;

/// <summary>
/// The streams that were written last, as they were committed. This process alone writes the file, so what stands here is what stands there; and
/// should it ever be older, the guard of the step that was decided on it says so.
/// </summary>
internal sealed class StreamCache(int most)
{
    private readonly ConcurrentDictionary<Id, StoredStream> _streams = new();
    private readonly ConcurrentQueue<Id> _order = new();

    public StoredStream? Find(Id stream) => _streams.GetValueOrDefault(stream);

    public void Committed(Step step)
    {
        var stored = new StoredStream(
            step.Stream, step.Kind, step.Expected + 1, step.OrgPath, step.Group, step.Subject, step.Status, step.Practice, step.Snapshot);
        if (_streams.TryAdd(step.Stream, stored))
        {
            _order.Enqueue(step.Stream);
            while (_streams.Count > most && _order.TryDequeue(out var oldest))
                _streams.TryRemove(oldest, out _);
        }
        else
        {
            // Two commits of one stream may be told in either order: the later version stays.
            _streams.AddOrUpdate(step.Stream, stored, (_, held) => held.Version < stored.Version
                ? stored with { Kind = held.Kind, Group = held.Group, Subject = held.Subject, Practice = held.Practice }
                : held);
        }
    }

    /// <summary>A step was decided on something older than the file has: the next load reads the file.</summary>
    public void Forget(Id stream) => _streams.TryRemove(stream, out _);

    public void Clear()
    {
        _streams.Clear();
        _order.Clear();
    }
}
