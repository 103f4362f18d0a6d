using System.Data;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Storage.Reading;

namespace StudentAid.Workflow.Storage.Sqlite;

public sealed partial class SqliteReader
{
    private const string EntrySql =
        $"""
        select {StreamColumns}, n.bookmark, (select text from word where key = n.gate), (select text from word where key = n.place), n.state,
            (select id from stream where key = n.barrier), n.decision
        from entry n join stream s on s.key = n.stream
        """;

    public async Task<Page<EntryRow>> EntriesAsync(Scope scope, EntryFilter filter, PageRequest page)
    {
        var cursor = Cursor.TryParse(page.Cursor, 2);
        var conditions = EntryConditions(scope, filter);
        var rows = await Query(EntryPage(conditions, cursor, page.Size), conditions, Entry);
        return Cursor.Page(cursor, page.Size, rows, row => [row.Stream.Id.ToString(), Text(row.Bookmark)]);
    }

    public async Task<IReadOnlyList<EntryCount>> EntryCountsAsync(Scope scope, string gate)
    {
        var conditions = EntryConditions(scope, new EntryFilter { Gate = gate });
        var sql = $"select (select text from word where key = n.place), n.state, count(*) from entry n{conditions.Where} group by n.state, n.place";
        var counts = await Query(sql, conditions, row => new EntryCount(row.GetString(0), (EntryState)row.GetInt32(1), row.GetInt64(2)));
        return [.. counts.OrderBy(c => (c.Unit, c.State))];
    }

    public Task<EntryRow?> EntryAsync(Scope scope, EntryKey key)
    {
        var conditions = new Conditions().Add("n.stream = (select key from stream where id = @id)", "id", key.Stream.ToBytes())
            .Add("n.bookmark = @bookmark", "bookmark", key.Bookmark).Scope("+n.place", scope);
        return First(EntrySql + conditions.Where, conditions, Entry);
    }

    internal static Conditions EntryConditions(Scope scope, EntryFilter filter)
    {
        var conditions = new Conditions().Stream("n.barrier", "barrier", filter.Barrier).Word("n.gate", "gate", filter.Gate);
        if (filter.State is { } state)
            conditions.Add("n.state = @state", "state", (long)state);
        if (!filter.Streams.IsEmpty)
            conditions.Add("n.stream in (select key from stream where id in @streams)", "streams", filter.Streams.Select(s => s.ToBytes()).ToArray());
        var column = filter.Barrier.IsNone && filter.Streams.IsEmpty ? "n.place" : "+n.place";
        return conditions.Below(column, filter.Below).Scope(column, scope);
    }

    internal static string EntryPage(Conditions conditions, Cursor? cursor, int size)
    {
        if (cursor is not null)
        {
            conditions.Beyond(cursor, "n.stream, n.bookmark", "(select key from stream where id = @after), @afterBookmark",
                ("after", IdBytes(cursor.Key[0])), ("afterBookmark", Number(cursor.Key[1])));
        }

        var direction = Direction(cursor);
        return $"{EntrySql}{conditions.Where} order by n.stream {direction}, n.bookmark {direction} limit {size + 1}";
    }

    private static EntryRow Entry(IDataRecord row) => new(
        Stream(row), row.GetInt32(StreamColumnCount), row.GetString(StreamColumnCount + 1), row.GetString(StreamColumnCount + 2),
        (EntryState)row.GetInt32(StreamColumnCount + 3), IdAt(row, StreamColumnCount + 4), TextAt(row, StreamColumnCount + 5));
}
