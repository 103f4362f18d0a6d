using System.Collections.Concurrent;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Steps;

/// <summary>
/// States whose snapshot is long, as they were read last: a list of thousands is read by every step about one of its entries, and reading it is most of
/// what such a step costs. A state is that of exactly these bytes, so that whatever happened to the stream meanwhile it is never an old one. Personal content stands in no snapshot.
/// </summary>
internal sealed class LongStates
{
    /// <summary>Bytes from which on reading costs more than holding.</summary>
    private const int Long = 32 * 1024;

    /// <summary>How many are held; beyond it all are read anew.</summary>
    private const int Most = 16;

    private readonly ConcurrentDictionary<Id, (ReadOnlyMemory<byte> Snapshot, object State)> held = new();

    public TState? Find<TState>(StoredStream stored)
        where TState : class =>
        stored.Snapshot.Length >= Long && held.TryGetValue(stored.Id, out var known) && known.Snapshot.Span.SequenceEqual(stored.Snapshot.Span) ? known.State as TState : null;

    public void Keep(StoredStream stored, object state)
    {
        if (stored.Snapshot.Length < Long)
            return;
        if (held.Count >= Most && !held.ContainsKey(stored.Id))
            held.Clear();
        held[stored.Id] = (stored.Snapshot, state);
    }
}
