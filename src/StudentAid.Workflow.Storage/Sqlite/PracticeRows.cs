using SQLitePCL;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Storage.Sqlite;

/// <summary>Deletes the streams of a practice round, the only ones that ever are.</summary>
internal static class PracticeRows
{
    private static readonly string[] Tables = ["task", "deadline", "signal", "child_wait", "entry", "document", "delivery", "event", "snapshot"];

    public static bool Delete(sqlite3 database, Id round)
    {
        using var find = new Statement(
            database,
            """
            select key, id from stream
            where practice = 1 and (id = ?1 or grp = (select key from identity where id = ?1))
                and exists (select 1 from stream where id = ?1 and practice = 1)
            """);
        var streams = new List<(long Key, Id Id)>();
        find.Bind(round);
        while (find.Read())
            streams.Add((find.Int64(0), find.Id(1)));
        find.Reset();
        foreach (var (key, id) in streams)
            Delete(database, key, id);
        return streams.Count > 0;
    }

    private static void Delete(sqlite3 database, long key, Id id)
    {
        foreach (var table in Tables)
            Run(database, $"delete from {table} where stream = ?", statement => statement.Bind(key));
        Run(database, "delete from message where source = ?", statement => statement.Bind(key));
        Run(database, "delete from message where target = ? and state = 0", statement => statement.Bind(id));
        Run(database, "delete from stream where key = ?", statement => statement.Bind(key));
    }

    private static void Run(sqlite3 database, string sql, Func<Statement, Statement> bind)
    {
        using var statement = new Statement(database, sql);
        bind(statement).Run();
    }
}
