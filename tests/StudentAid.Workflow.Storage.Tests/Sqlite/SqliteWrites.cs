using Microsoft.Data.Sqlite;
using StudentAid.Workflow.Storage.Tests.Conformance;

namespace StudentAid.Workflow.Storage.Tests.Sqlite;

/// <summary>Triggers on every table that the migrations have made, so that a table of tomorrow is counted too.</summary>
internal sealed class SqliteWrites : IWrites
{
    private static readonly (string On, string Sign)[] Kinds = [("insert", "+"), ("update", "~"), ("delete", "-")];
    private readonly SqliteConnection connection;

    public SqliteWrites(string file)
    {
        connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        connection.Open();
        // The store's own writer is the only one that checkpoints.
        Run("pragma wal_autocheckpoint = 0");
        Run("create table written (tab text not null, sign text not null, rows integer not null, primary key (tab, sign)) without rowid");
        foreach (var table in Texts("select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' and name <> 'written'"))
        {
            foreach (var (on, sign) in Kinds)
                Run($"create trigger written_{table}_{on} after {on} on \"{table}\" begin insert into written values ('{table}', '{sign}', 1) on conflict do update set rows = rows + 1; end");
        }
    }

    public IReadOnlyList<string> Taken()
    {
        var taken = Texts("select tab || ' ' || group_concat(sign || rows, ' ') from (select tab, sign, rows from written order by tab, instr('+~-', sign)) group by tab order by tab");
        Run("delete from written");
        return taken;
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private List<string> Texts(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var texts = new List<string>();
        while (reader.Read())
            texts.Add(reader.GetString(0));
        return texts;
    }

    private void Run(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
