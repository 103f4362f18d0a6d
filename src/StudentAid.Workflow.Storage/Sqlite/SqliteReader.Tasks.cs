using System.Data;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Storage.Reading;

namespace StudentAid.Workflow.Storage.Sqlite;

public sealed partial class SqliteReader
{
    private const string TaskSql =
        $"""
        select {StreamColumns}, t.bookmark, (select text from word where key = t.activity), (select text from word where key = t.role),
            (select text from word where key = t.place), t.due, t.shown_at, (select id from identity where key = t.person), t.stream,
            (select id from identity where key = t.holder)
        from task t join stream s on s.key = t.stream
        """;

    public async Task<Page<TaskRow>> TasksAsync(Scope scope, TaskFilter filter, PageRequest page)
    {
        var cursor = Cursor.TryParse(page.Cursor, 3);
        var found = new List<(TaskRow Row, long Key)>();
        foreach (var conditions in TaskConditions(scope, filter))
            found.AddRange(await Query(TaskPage(conditions, cursor, page.Size, filter.Descending), conditions, row => (TaskAt(row), row.GetInt64(StreamColumnCount + 7))));
        found.Sort((a, b) => (Due(a.Row), a.Key, a.Row.Bookmark).CompareTo((Due(b.Row), b.Key, b.Row.Bookmark)));
        if ((cursor?.Backward == true) != filter.Descending)
            found.Reverse();
        var rows = found.Take(page.Size + 1).Select(f => f.Row).ToList();
        return Cursor.Page(cursor, page.Size, rows, row => [Text(Due(row)), row.Stream.Id.ToString(), Text(row.Bookmark)]);
    }

    public async Task<IReadOnlyList<TaskCount>> TaskCountsAsync(Scope scope, TaskFilter filter)
    {
        var counts = new List<TaskCount>();
        foreach (var conditions in TaskConditions(scope, filter))
        {
            var group = filter.Group.IsNone ? "" : " join stream s on s.key = t.stream";
            var sql =
                $"""
                select (select text from word where key = t.role), (select text from word where key = t.place),
                    (select text from word where key = t.activity), count(*), min(t.due)
                from task t{group}{conditions.Where} group by t.place, t.role, t.activity
                """;
            counts.AddRange(await Query(sql, conditions, row =>
                new TaskCount(row.GetString(0), row.GetString(1), row.GetString(2), row.GetInt64(3), DueAt(row, 4))));
        }

        return [.. counts.OrderBy(c => (c.Unit, c.Role, c.Activity))];
    }

    public async Task<IReadOnlyList<TaskRow>> TasksOfAsync(Scope scope, Id stream)
    {
        var conditions = new Conditions().Add("t.stream = (select key from stream where id = @id)", "id", stream.ToBytes()).Scope("+t.place", scope);
        return await Query($"{TaskSql}{conditions.Where} order by t.bookmark", conditions, TaskAt);
    }

    internal static string TaskPage(Conditions conditions, Cursor? cursor, int size, bool descending = false)
    {
        if (cursor is not null)
        {
            conditions.Beyond(cursor with { Backward = cursor.Backward != descending }, "t.due, t.stream, t.bookmark", "@due, (select key from stream where id = @after), @bookmark",
                ("due", Number(cursor.Key[0])), ("after", IdBytes(cursor.Key[1])), ("bookmark", Number(cursor.Key[2])));
        }

        var direction = (cursor?.Backward == true) != descending ? "desc" : "asc";
        return $"{TaskSql}{conditions.Where} order by t.due {direction}, t.stream {direction}, t.bookmark {direction} limit {size + 1}";
    }

    /// <summary>The conditions of each query that the filter needs: one for each post, whose rows an index holds in the list's order.</summary>
    internal static IEnumerable<Conditions> TaskConditions(Scope scope, TaskFilter filter)
    {
        if (filter.Posts is { } posts)
        {
            foreach (var post in posts.Distinct().Where(post => scope.Covers(post.Unit)))
                yield return Common(filter).Word("t.place", "unit", post.Unit).Word("t.role", "role", post.Role).Add("t.holder is null");
            foreach (var holder in filter.Holders.Distinct())
                yield return Common(filter).Identity("t.holder", "holder", holder).Scope("+t.place", scope);
            foreach (var person in filter.Own.Distinct())
                yield return Common(filter).Identity("t.person", "person", person).Add("t.holder is null").Scope("+t.place", scope);
        }
        else if (!filter.Person.IsNone)
        {
            yield return Common(filter).Identity("t.person", "person", filter.Person).Scope("+t.place", scope);
        }
        else
        {
            yield return Common(filter).Scope("t.place", scope);
        }
    }

    private static Conditions Common(TaskFilter filter)
    {
        var conditions = new Conditions().Word("+t.activity", "activity", filter.Activity).Identity("+s.grp", "grp", filter.Group).Below("+t.place", filter.Below);
        if (filter.ForAnyHolder)
            conditions.Add("t.person is null and t.holder is null");
        return filter.DueBefore is { } due ? conditions.Add("t.due < @dueBefore", "dueBefore", due.ToUnixTimeMilliseconds()) : conditions;
    }

    private static TaskRow TaskAt(IDataRecord row) => new(
        Stream(row), row.GetInt32(StreamColumnCount), row.GetString(StreamColumnCount + 1), row.GetString(StreamColumnCount + 2),
        row.GetString(StreamColumnCount + 3), DueAt(row, StreamColumnCount + 4), row.GetInt64(StreamColumnCount + 5), IdAt(row, StreamColumnCount + 6))
    {
        Holder = IdAt(row, StreamColumnCount + 8),
    };

    private static long Due(TaskRow row) => row.Due?.ToUnixTimeMilliseconds() ?? RowWriter.Never;
}
