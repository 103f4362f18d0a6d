using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Storage.Chain;

namespace StudentAid.Workflow.Storage.Sqlite;

public sealed partial class SqliteReader
{
    public Task<BrokenChain?> VerifyAsync(CancellationToken cancellation = default) => Task.Run(() => _sessions.Use(session =>
    {
        session.Statement("begin").Run();
        var broken = Orphan(session) ?? Streams(session).Select(s => Verify(session, s.Id, s.Version, cancellation)).FirstOrDefault(b => b is not null);
        session.Statement("commit").Run();
        return broken;
    }), cancellation);

    private static BrokenChain? Orphan(ReadSession session)
    {
        var row = session.Statement("select seq from event where not exists (select 1 from stream where key = stream) limit 1");
        return row.Scalar() is { } seq ? new BrokenChain(default, seq, "Expected a stream for this event, but there is none.") : null;
    }

    private static List<(Id Id, long Version)> Streams(ReadSession session)
    {
        var row = session.Statement("select id, version from stream order by key");
        var streams = new List<(Id, long)>();
        while (row.Read())
            streams.Add((row.Id(0), row.Int64(1)));
        row.Reset();
        return streams;
    }

    private static BrokenChain? Verify(ReadSession session, Id stream, long version, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var previous = EventHash.Root(stream);
        long seq = 0;
        foreach (var stored in StreamLookups.Events(session, stream, after: 0))
        {
            if (stored.Seq != ++seq)
                return new BrokenChain(stream, seq, $"Expected event {seq}, but the next one is {stored.Seq}.");
            var hash = EventHash.Of(previous, stored);
            if (!stored.Hash.Span.SequenceEqual(hash))
                return new BrokenChain(stream, seq, "Expected the hash of the event and its predecessors, but another one is stored.");
            previous = hash;
        }

        return seq == version ? null : new BrokenChain(stream, seq + 1, $"Expected {version} events, but there are {seq}.");
    }
}
