using StudentAid.Workflow.Casework.Audit;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Storage.Audit;

/// <summary>What the chains hold, by stream. A stream that has moved stands in several.</summary>
internal sealed class SealedStreams
{
    private readonly Dictionary<Id, List<Entry>> streams = [];

    /// <summary>Events in all chains.</summary>
    public long Count { get; private set; }

    public void Add(ChainRow row)
    {
        foreach (var entry in row.Entries())
        {
            if (!streams.TryGetValue(entry.Stream, out var entries))
                streams[entry.Stream] = entries = [];
            entries.Add(new Entry(row.Place, entry.Seq, entry.Hash));
            Count++;
        }
    }

    /// <summary>A stream's entries by seq, taken out.</summary>
    public List<Entry> Take(Id stream)
    {
        if (!streams.Remove(stream, out var entries))
            return [];
        entries.Sort((a, b) => a.Seq.CompareTo(b.Seq));
        return entries;
    }

    /// <summary>The first stream that a chain holds and that nobody took.</summary>
    public Rejection? Left()
    {
        foreach (var (stream, entries) in streams)
            return AuditCodes.StreamMissing.With(("stream", stream), ("seq", entries.Min(e => e.Seq)), ("place", entries[0].Place));
        return null;
    }

    internal readonly record struct Entry(string Place, long Seq, ReadOnlyMemory<byte> Hash);
}
