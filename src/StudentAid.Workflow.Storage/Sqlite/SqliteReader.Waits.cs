using System.Data;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Storage.Sqlite;

public sealed partial class SqliteReader
{
    private const string DeadlineSql =
        """
        select s.id, d.bookmark, d.due, (select text from word where key = s.place), (select text from word where key = s.status)
        from deadline d join stream s on s.key = d.stream
        """;

    public async Task<IReadOnlyList<DeadlineRow>> DueDeadlinesAsync(Scope scope, DateTimeOffset now, int limit)
    {
        var conditions = new Conditions().Add("d.due <= @now", "now", now.ToUnixTimeMilliseconds()).Scope("+s.place", scope);
        return await Query($"{DeadlineSql}{conditions.Where} order by d.due limit {limit}", conditions, Deadline);
    }

    public async Task<IReadOnlyList<DeadlineRow>> DeadlinesOfAsync(Scope scope, Id stream)
    {
        var conditions = new Conditions().Add("d.stream = (select key from stream where id = @id)", "id", stream.ToBytes()).Scope("+s.place", scope);
        return await Query($"{DeadlineSql}{conditions.Where} order by d.bookmark", conditions, Deadline);
    }

    public async Task<DateTimeOffset?> NextDeadlineAsync(Scope scope)
    {
        var conditions = new Conditions().Scope("+s.place", scope);
        return (await First($"{DeadlineSql}{conditions.Where} order by d.due limit 1", conditions, Deadline))?.Due;
    }

    public async Task<IReadOnlyList<SignalRow>> SignalsAsync(Scope scope, string name, string? correlation = null)
    {
        var conditions = new Conditions().Add("g.name = @name", "name", name).Scope("+s.place", scope);
        if (correlation is not null)
            conditions.Add("(g.correlation = @correlation or g.correlation is null)", "correlation", correlation);
        var sql = $"select s.id, g.bookmark, g.name, g.correlation from signal g join stream s on s.key = g.stream{conditions.Where} order by g.stream, g.bookmark";
        return await Query(sql, conditions, row => new SignalRow(IdAt(row, 0), row.GetInt32(1), row.GetString(2), TextAt(row, 3)));
    }

    public async Task<IReadOnlyList<ChildWaitRow>> ChildWaitsAsync(Scope scope, Id child)
    {
        var conditions = new Conditions().Add("c.child = @child", "child", child.ToBytes()).Scope("+s.place", scope);
        var sql = $"select s.id, c.bookmark, c.child from child_wait c join stream s on s.key = c.stream{conditions.Where} order by c.stream, c.bookmark";
        return await Query(sql, conditions, row => new ChildWaitRow(IdAt(row, 0), row.GetInt32(1), IdAt(row, 2)));
    }

    private static DeadlineRow Deadline(IDataRecord row) => new(IdAt(row, 0), row.GetInt32(1), InstantAt(row, 2), row.GetString(3), row.GetString(4));
}
