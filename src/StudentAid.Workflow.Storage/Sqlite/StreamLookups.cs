using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Storage.Sqlite;

/// <summary>The reads on a step's way: a stream, its events, an operation, a counter, a blob.</summary>
internal static class StreamLookups
{
    private const string StreamSql =
        """
        select s.id, (select text from word where key = s.kind), s.version, (select text from word where key = s.place),
            (select id from identity where key = s.grp), (select id from identity where key = s.subject),
            (select text from word where key = s.status), s.practice, (select content from snapshot where stream = s.key)
        from stream s where s.id = ?
        """;

    internal const string EventColumns =
        "s.id, e.seq, e.operation, e.body_hash, (select id from identity where key = e.actor), e.at, e.data, e.sealed, e.hash";

    public static StoredStream? Stream(ReadSession session, Id id)
    {
        var row = session.Statement(StreamSql).Bind(id);
        if (!row.Read())
            return Done<StoredStream?>(row, null);
        return Done(row, new StoredStream(
            row.Id(0), row.Text(1), row.Int64(2), row.Text(3), row.IdOrNone(4), row.IdOrNone(5), row.Text(6), row.Int64(7) != 0, row.Bytes(8).ToArray()));
    }

    public static List<StoredEvent> Events(ReadSession session, Id stream, long after)
    {
        var row = session.Statement($"select {EventColumns} from stream s join event e on e.stream = s.key where s.id = ? and e.seq > ? order by e.seq");
        row.Bind(stream).Bind(after);
        var events = new List<StoredEvent>();
        while (row.Read())
            events.Add(Event(row));
        return Done(row, events);
    }

    public static StoredEvent? Operation(ReadSession session, Id operation)
    {
        var row = session.Statement($"select {EventColumns} from event e join stream s on s.key = e.stream where e.operation = ?").Bind(operation);
        return Done(row, row.Read() ? Event(row) : null);
    }

    public static long Counter(ReadSession session, string name) =>
        session.Statement("select value from counter where name = ?").Bind(name).Scalar() ?? 0;

    public static Blob? Blob(ReadSession session, string hash)
    {
        if (!IsAddress(hash))
            return null;
        var row = session.Statement("select type, content, subject from blob where hash = ?").Bind(Convert.FromHexString(hash));
        return Done(row, row.Read() ? new Blob(hash, row.Text(0), row.Bytes(1).ToArray(), row.IdOrNone(2)) : null);
    }

    /// <summary>The event at which the row stands; its columns are <see cref="EventColumns"/>.</summary>
    internal static StoredEvent Event(Statement row) => new(
        row.Id(0), row.Int64(1), row.Id(2), row.Int64(3), row.IdOrNone(4), DateTimeOffset.FromUnixTimeMilliseconds(row.Int64(5)),
        row.Bytes(6).ToArray(), row.Bytes(7).ToArray(), row.Bytes(8).ToArray());

    private static bool IsAddress(string hash) => hash.Length == 64 && hash.All(char.IsAsciiHexDigitLower);

    private static T Done<T>(Statement row, T value)
    {
        row.Reset();
        return value;
    }
}
