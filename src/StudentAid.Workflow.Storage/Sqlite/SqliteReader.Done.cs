using System.Collections.Immutable;
using System.Text;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Storage.Reading;

namespace StudentAid.Workflow.Storage.Sqlite;

public sealed partial class SqliteReader
{
    /// <summary>Events that one page looks through: an index by actor would be paid for by every step.</summary>
    private const int LookedThrough = 20_000;

    public Task<Page<DoneRow>> DoneAsync(Scope scope, Id actor, PageRequest page) => BackAsync(
        new Conditions().Identity("e.actor", "actor", actor).Scope("+s.place", scope), page, r => new DoneRow(r.Stream, r.Seq, r.At, r.Data));

    public Task<Page<RecordRow>> RecordsAsync(Scope scope, IReadOnlyCollection<string> kinds, PageRequest page, IReadOnlyCollection<string>? events = null)
    {
        var conditions = new Conditions().Add("s.kind in (select key from word where text in @kinds)", "kinds", kinds.ToArray()).Add("s.practice = 0").Scope("+s.place", scope);
        if (events is not null)
            Hold(conditions, events);
        return BackAsync(conditions, page, r => r);
    }

    /// <summary>Data is compact JSON, so an event's name stands behind its bracket. Asked of the stream, too, so that only events of the wanted kinds are looked into.</summary>
    private static void Hold(Conditions conditions, IReadOnlyCollection<string> events)
    {
        var names = events.Select((name, n) => (Parameter: "event" + Text(n), Written: Encoding.UTF8.GetBytes($"[\"{name}\""))).ToList();
        foreach (var (parameter, written) in names)
            conditions.Parameters.Add(parameter, written);
        conditions.Add($"case s.practice when 0 then {string.Join(" or ", names.Select(n => $"instr(e.data, @{n.Parameter}) > 0"))} end");
    }

    /// <summary>Events from the last one back.</summary>
    private async Task<Page<T>> BackAsync<T>(Conditions conditions, PageRequest page, Func<RecordRow, T> shape)
    {
        var cursor = Cursor.TryParse(page.Cursor, 1);
        var last = cursor is null ? await LastPositionAsync() + 1 : Number(cursor.Key[0]);
        var first = Math.Max(0, last - LookedThrough);
        conditions.Add("e.position < @last", "last", last).Add("e.position >= @first", "first", first);
        var sql = $"select {StreamColumns}, e.seq, (select id from identity where key = e.actor), e.at, e.data, e.position from event e join stream s on s.key = e.stream{conditions.Where} order by e.position desc limit {page.Size}";
        var rows = await Query(sql, conditions, row => (
            Row: new RecordRow(Stream(row), row.GetInt64(StreamColumnCount), IdAt(row, StreamColumnCount + 1), InstantAt(row, StreamColumnCount + 2), (byte[])row.GetValue(StreamColumnCount + 3)),
            Position: row.GetInt64(StreamColumnCount + 4)));
        var end = rows.Count == page.Size ? rows[^1].Position : first;
        var before = (cursor?.Before ?? 0) + rows.Count;
        ImmutableArray<T> items = [.. rows.Select(r => shape(r.Row))];
        return new Page<T>(items, null, end > 0 ? new Cursor(false, before, [Text(end)]).ToString() : null, before);
    }

    private async Task<long> LastPositionAsync() =>
        (await Query("select coalesce(max(position), 0) from event", new Conditions(), row => row.GetInt64(0)))[0];
}
