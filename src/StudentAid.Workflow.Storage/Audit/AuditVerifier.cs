using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Audit;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Storage.Chain;

namespace StudentAid.Workflow.Storage.Audit;

/// <summary>
/// Checks a history: published heads by their signature, tenants' chains by their hashes and the heads, streams by their hashes and the chains. It stops at the
/// first row that is not as it was written. A chain whose older rows were archived and taken out starts at the published head after them; archives that are given fill it up.
/// </summary>
internal sealed class AuditVerifier(IHistory history)
{
    private readonly SealedStreams chained = new();
    private long events;
    private long free;
    private long missing;

    /// <param name="heads">The published heads, in any order.</param>
    /// <param name="keys">Those that heads may be signed with; none where no key is at hand, and then a head that was forged whole is not known for one.</param>
    /// <param name="archives">Those at hand, in any order.</param>
    public AuditVerdict Run(IReadOnlyList<HeadFile> heads, IReadOnlyList<HeadKey> keys, IReadOnlyList<ChainArchive> archives)
    {
        var starts = history.Starts().ToList();
        var (chains, archived) = (new HeadCheck(heads, keys), new ArchivedChains(starts, archives));
        var bad = chains.Signatures() ?? archived.Read(keys) ?? starts.Select(chains.Founded).FirstOrDefault(r => r is not null) ?? Chains(chains, archived) ?? chains.Reached()
            ?? Streams() ?? chained.Left() ?? Archived();
        return new AuditVerdict(events, chained.Count, chains.Below, free - missing, heads.Count, keys.Count > 0, bad) { Starts = starts.ToImmutableArray(), Archived = missing };
    }

    private Rejection? Chains(HeadCheck heads, ArchivedChains archived)
    {
        missing = archived.Missing;
        foreach (var chain in archived.ByPlace.Values.SelectMany(p => p.Rows).Concat(history.Chain()).GroupBy(r => r.Place, StringComparer.Ordinal))
        {
            var before = archived.ByPlace.GetValueOrDefault(chain.Key).Before;
            var (n, total, hash) = before is null ? (0L, 0L, ChainRow.Root(chain.Key)) : (before.Rows, before.Events, before.Hash.ToArray());
            foreach (var row in chain)
            {
                if (row.N != n + 1)
                    return AuditCodes.RowMissing.With(("place", row.Place), ("row", n + 1));
                if (!row.IsWhole || row.Total != total + (row.Content.Length / ChainRow.EntryLength) || !row.Hash.Span.SequenceEqual(row.HashAfter(hash)))
                    return AuditCodes.RowChanged.With(("place", row.Place), ("row", row.N));
                if (heads.Differs(row) is { } differs)
                    return differs;
                chained.Add(row);
                (n, total, hash) = (row.N, row.Total, row.Hash.ToArray());
            }
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

    /// <summary>Entries that nobody gave must at least have their number of events; which are gone, only their archives tell.</summary>
    private Rejection? Archived() => free < missing ? AuditCodes.ArchivedMissing.With(("archived", missing), ("missing", missing - free)) : null;

    private Rejection? Stream(HistoryStream stream)
    {
        var entries = chained.Take(stream.Id);
        if (stream.Practice && entries.Count > 0)
            return AuditCodes.MarkedPractice.With(("stream", stream.Id), ("seq", entries[0].Seq));
        var (previous, seq, next) = (EventHash.Root(stream.Id), 0L, 0);
        using var stored = history.Events(stream.Id).GetEnumerator();
        while (true)
        {
            if (!TryNext(stored, out var more))
                return AuditCodes.EventUnreadable.With(("stream", stream.Id), ("seq", seq + 1));
            if (!more)
                break;
            if (Event(stream, stored.Current, ++seq, previous, entries, ref next) is { } bad)
                return bad;
            previous = stored.Current.Hash.ToArray();
        }

        if (seq < Math.Max(stream.Version, entries.Count == 0 ? 0 : entries[^1].Seq))
            return AuditCodes.EventMissing.With(("stream", stream.Id), ("seq", seq + 1));
        if (next < entries.Count)
            return AuditCodes.SealedTwice.With(("stream", stream.Id), ("seq", entries[next].Seq));
        events += seq;
        free += stream.Practice ? 0 : seq - entries.Count;
        return null;
    }

    /// <param name="next">The first entry that no event took.</param>
    private Rejection? Event(HistoryStream stream, StoredEvent stored, long seq, byte[] previous, List<SealedStreams.Entry> entries, ref int next)
    {
        if (stored.Seq != seq)
            return AuditCodes.EventMissing.With(("stream", stream.Id), ("seq", seq));
        if (seq > stream.Version)
            return AuditCodes.EventAdded.With(("stream", stream.Id), ("seq", seq), ("version", stream.Version));
        if (!stored.Hash.Span.SequenceEqual(EventHash.Of(previous, stored)))
            return AuditCodes.EventChanged.With(("stream", stream.Id), ("seq", seq));
        if (next == entries.Count)
            return null;
        var entry = entries[next];
        // An event before the first entry that is known may stand in an archive that nobody gave.
        if (entry.Seq != seq)
            return entry.Seq > seq && missing > 0 ? null : AuditCodes.SealedTwice.With(("stream", stream.Id), ("seq", Math.Min(seq, entry.Seq)));
        next++;
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
