using System.Data;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Storage.Reading;

namespace StudentAid.Workflow.Storage.Sqlite;

public sealed partial class SqliteReader
{
    // From one group to the next, a look-up each, so that the index serves for the kind and status, too.
    private const string AnyGroup =
        """
        s.grp in (with recursive g(v) as (select min(grp) from stream union all select (select min(grp) from stream where grp > g.v) from g where g.v is not null) select v from g where v is not null)
        """;

    public Task<StreamRow?> StreamAsync(Scope scope, Id stream)
    {
        var conditions = new Conditions().Add("s.id = @id", "id", stream.ToBytes()).Scope("+s.place", scope);
        return First($"select {StreamColumns} from stream s{conditions.Where}", conditions, Stream);
    }

    public async Task<Page<StreamRow>> StreamsAsync(Scope scope, StreamFilter filter, PageRequest page)
    {
        var cursor = Cursor.TryParse(page.Cursor, 2);
        var conditions = StreamConditions(scope, filter);
        var rows = await Query(StreamPage(conditions, cursor, page.Size), conditions, Stream);
        return Cursor.Page(cursor, page.Size, rows, row => [row.Status, row.Id.ToString()]);
    }

    public async Task<IReadOnlyList<StreamCount>> StreamCountsAsync(Scope scope, Id group, bool practice = false)
    {
        var conditions = StreamConditions(scope, new StreamFilter { Group = group, Practice = practice });
        var sql =
            $"""
            select (select text from word where key = s.kind), (select text from word where key = s.status), (select text from word where key = s.place),
                s.at, count(*)
            from stream s{conditions.Where} group by s.kind, s.status, s.place, s.at
            """;
        var counts = await Query(sql, conditions, row => new StreamCount(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetInt64(4)));
        return [.. counts.OrderBy(c => (c.Kind, c.Status, c.OrgPath, c.At))];
    }

    internal static Conditions StreamConditions(Scope scope, StreamFilter filter)
    {
        var conditions = new Conditions();
        if (!filter.Subject.IsNone)
            conditions.Identity("s.subject", "subject", filter.Subject).Identity("+s.grp", "grp", filter.Group);
        else if (filter.AnyGroup)
            conditions.Add(AnyGroup);
        else if (filter.Group.IsNone)
            conditions.Add("s.grp = 0");
        else
            conditions.Identity("s.grp", "grp", filter.Group);
        conditions.Word("s.kind", "kind", filter.Kind).Word("s.status", "status", filter.Status).At("+s.place", filter.Places).Scope("+s.place", scope);
        if (filter.Activity is not null)
            conditions.Add("instr(',' || s.at || ',', ',' || @activity || ',') > 0", "activity", filter.Activity);
        return filter.Practice ? conditions : conditions.Add("s.practice = 0");
    }

    internal static string StreamPage(Conditions conditions, Cursor? cursor, int size)
    {
        if (cursor is not null)
        {
            conditions.Beyond(cursor, "s.status, s.key", "(select key from word where text = @afterStatus), (select key from stream where id = @after)",
                ("afterStatus", cursor.Key[0]), ("after", IdBytes(cursor.Key[1])));
        }

        var direction = Direction(cursor);
        return $"select {StreamColumns} from stream s{conditions.Where} order by s.status {direction}, s.key {direction} limit {size + 1}";
    }
}
