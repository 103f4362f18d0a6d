using StudentAid.Workflow.Casework.Audit;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Storage.Chain;

namespace StudentAid.Workflow.Storage.Audit;

/// <summary>
/// Checks a history: published heads by their signature, tenants' chains by their hashes and the heads, streams by their hashes and the chains. It stops at the
/// first row that is not as it was written.
/// </summary>
internal sealed class AuditVerifier(IHistory history)
{
    private readonly SealedStreams chained = new();
    private long events;
    private long unsealed;

    /// <param name="heads">The published heads, in any order.</param>
    /// <param name="keys">Those that heads may be signed with; none where no key is at hand, and then a head that was forged whole is not known for one.</param>
    public AuditVerdict Run(IReadOnlyList<HeadFile> heads, IReadOnlyList<HeadKey> keys)
    {
        var chains = new HeadCheck(heads, keys);
        var bad = chains.Signatures() ?? Chains(chains) ?? chains.Reached() ?? Streams() ?? chained.Left();
        return new AuditVerdict(events, chained.Count, chains.Below, unsealed, heads.Count, keys.Count > 0, bad);
    }

    private Rejection? Chains(HeadCheck heads)
    {
        ChainRow? last = null;
        foreach (var row in history.Chain())
        {
            if (last?.Place != row.Place)
                last = null;
            if (row.N != (last?.N ?? 0) + 1)
                return AuditCodes.RowMissing.With(("place", row.Place), ("row", (last?.N ?? 0) + 1));
            if (!row.IsWhole || row.Total != (last?.Total ?? 0) + (row.Content.Length / ChainRow.EntryLength)
                || !row.Hash.Span.SequenceEqual(row.HashAfter(last is null ? ChainRow.Root(row.Place) : last.Hash.Span)))
                return AuditCodes.RowChanged.With(("place", row.Place), ("row", row.N));
            if (heads.Differs(row) is { } differs)
                return differs;
            chained.Add(row);
            last = row;
        }

        return null;
    }

    private Rejection? Streams()
    {
        if (history.Orphan() is { } orphan)
            return AuditCodes.NoStream.With(("key", orphan.Row), ("seq", orphan.Seq));
        foreach (var stream in history.Streams())
        {
            if (Stream(stream) is { } bad)
                return bad;
        }

        return null;
    }

    private Rejection? Stream(HistoryStream stream)
    {
        var entries = chained.Take(stream.Id);
        if (stream.Practice && entries.Count > 0)
            return AuditCodes.MarkedPractice.With(("stream", stream.Id), ("seq", entries[0].Seq));
        var (previous, seq) = (EventHash.Root(stream.Id), 0L);
        using var stored = history.Events(stream.Id).GetEnumerator();
        while (true)
        {
            if (!TryNext(stored, out var more))
                return AuditCodes.EventUnreadable.With(("stream", stream.Id), ("seq", seq + 1));
            if (!more)
                break;
            if (Event(stream, stored.Current, ++seq, previous, entries) is { } bad)
                return bad;
            previous = stored.Current.Hash.ToArray();
        }

        if (seq < Math.Max(stream.Version, entries.Count))
            return AuditCodes.EventMissing.With(("stream", stream.Id), ("seq", seq + 1));
        events += seq;
        unsealed += stream.Practice ? 0 : seq - entries.Count;
        return null;
    }

    private static Rejection? Event(HistoryStream stream, StoredEvent stored, long seq, byte[] previous, List<SealedStreams.Entry> entries)
    {
        if (stored.Seq != seq)
            return AuditCodes.EventMissing.With(("stream", stream.Id), ("seq", seq));
        if (seq > stream.Version)
            return AuditCodes.EventAdded.With(("stream", stream.Id), ("seq", seq), ("version", stream.Version));
        if (!stored.Hash.Span.SequenceEqual(EventHash.Of(previous, stored)))
            return AuditCodes.EventChanged.With(("stream", stream.Id), ("seq", seq));
        if (seq > entries.Count)
            return null;
        var entry = entries[(int)seq - 1];
        if (entry.Seq != seq)
            return AuditCodes.SealedTwice.With(("stream", stream.Id), ("seq", Math.Min(seq, entry.Seq)));
        return stored.Hash.Span.StartsWith(entry.Hash.Span)
            ? null
            : AuditCodes.EventReplaced.With(("stream", stream.Id), ("seq", seq), ("place", entry.Place));
    }

    private static bool TryNext(IEnumerator<StoredEvent> stored, out bool more)
    {
        try
        {
            more = stored.MoveNext();
            return true;
        }
        catch (ArgumentException)
        {
            more = false;
            return false;
        }
    }
}
