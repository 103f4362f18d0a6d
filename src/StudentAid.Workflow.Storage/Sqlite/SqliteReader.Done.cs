using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Storage.Reading;

namespace StudentAid.Workflow.Storage.Sqlite;

public sealed partial class SqliteReader
{
    /// <summary>Events that one page looks through: an index by actor would be paid for by every step.</summary>
    private const int LookedThrough = 20_000;

    public async Task<Page<DoneRow>> DoneAsync(Scope scope, Id actor, PageRequest page)
    {
        var cursor = Cursor.TryParse(page.Cursor, 1);
        var last = cursor is null ? await LastPositionAsync() + 1 : Number(cursor.Key[0]);
        var first = Math.Max(0, last - LookedThrough);
        var conditions = new Conditions().Add("e.position < @last", "last", last).Add("e.position >= @first", "first", first)
            .Identity("e.actor", "actor", actor).Scope("+s.place", scope);
        var sql = $"select {StreamColumns}, e.seq, e.at, e.data, e.position from event e join stream s on s.key = e.stream{conditions.Where} order by e.position desc limit {page.Size}";
        var rows = await Query(sql, conditions, row => (
            Row: new DoneRow(Stream(row), row.GetInt64(StreamColumnCount), InstantAt(row, StreamColumnCount + 1), (byte[])row.GetValue(StreamColumnCount + 2)),
            Position: row.GetInt64(StreamColumnCount + 3)));
        var end = rows.Count == page.Size ? rows[^1].Position : first;
        var before = (cursor?.Before ?? 0) + rows.Count;
        ImmutableArray<DoneRow> items = [.. rows.Select(r => r.Row)];
        return new Page<DoneRow>(items, null, end > 0 ? new Cursor(false, before, [Text(end)]).ToString() : null, before);
    }

    private async Task<long> LastPositionAsync() =>
        (await Query("select coalesce(max(position), 0) from event", new Conditions(), row => row.GetInt64(0)))[0];
}
