using Microsoft.Data.Sqlite;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Storage.Audit;

namespace StudentAid.Workflow.Storage.Sqlite;

/// <summary>Checks a database's history without its keys, also beside a running server.</summary>
public static class SqliteAudit
{
    /// <summary>Throws <see cref="StoreException"/> where the file is no database of ours, or one that no sealing program has opened yet.</summary>
    public static AuditVerdict Verify(string path, IReadOnlyList<HeadFile> heads, IReadOnlyList<HeadKey> keys, IReadOnlyList<ChainArchive>? archives = null)
    {
        try
        {
            using var session = new ReadSession(SqliteFile.OpenReader(Path.GetFullPath(path)));
            session.Statement("begin").Run();
            return Verify(session, heads, keys, archives);
        }
        catch (Exception e) when (e is SqliteException or SqliteFailure or ArgumentException)
        {
            throw new StoreException(e.Message, e);
        }
    }

    internal static AuditVerdict Verify(ReadSession session, IReadOnlyList<HeadFile> heads, IReadOnlyList<HeadKey> keys, IReadOnlyList<ChainArchive>? archives = null) =>
        new AuditVerifier(new SqliteHistory(session)).Run(heads, keys, archives ?? []);

    private sealed class SqliteHistory(ReadSession session) : IHistory
    {
        public (long Row, long Seq)? Orphan()
        {
            var row = session.Statement("select stream, seq from event where not exists (select 1 from stream where key = stream) limit 1");
            (long, long)? found = row.Read() ? (row.Int64(0), row.Int64(1)) : null;
            row.Reset();
            return found;
        }

        public IEnumerable<HistoryStream> Streams()
        {
            var row = session.Statement("select id, version, practice from stream order by key");
            var streams = new List<HistoryStream>();
            while (row.Read())
                streams.Add(new HistoryStream(row.Id(0), row.Int64(1), row.Int64(2) != 0));
            row.Reset();
            return streams;
        }

        public IEnumerable<StoredEvent> Events(Id stream)
        {
            var row = session.Statement($"select {StreamLookups.EventColumns} from stream s join event e on e.stream = s.key where s.id = ? order by e.seq").Bind(stream);
            while (row.Read())
                yield return StreamLookups.Event(row);
            row.Reset();
        }

        /// <summary>None in a file that an earlier program has written last.</summary>
        public IEnumerable<ChainStart> Starts() => session.Statement("select 1 from sqlite_master where name = 'chain_start'").Scalar() is null
            ? [] : SqliteChainShelf.Starts(session.Statement(SqliteChainShelf.StartColumns));

        public IEnumerable<ChainRow> Chain() => SqliteChainShelf.All(session);
    }
}
