using System.Globalization;
using Microsoft.Data.Sqlite;
using StudentAid.Workflow.Benchmarks.Product;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Storage.Sqlite;

namespace StudentAid.Workflow.Benchmarks.Growth;

/// <summary>
/// A database in which so many cases stand, each as one that the product itself has begun and approved once: its rows, copied under other ids. A tenth of
/// them waits for the one post whose inbox is looked at, the others for those of other schools.
/// </summary>
internal sealed class GrownStore(string path)
{
    private const int Schools = 10;
    private const int Copied = 2;

    public string Path => path;

    public async Task FillAsync(int cases)
    {
        await using (var product = new Approvals(path))
        {
            await product.BeginAsync(0);
            await product.ApproveAsync(0, 1);
        }

        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        Run(connection, "pragma synchronous = off");
        using (var transaction = connection.BeginTransaction())
        {
            Copy(connection, cases);
            transaction.Commit();
        }

        Run(connection, "pragma wal_checkpoint(truncate)");
    }

    /// <summary>Copies the first stream with its events and its task; every school but the first is a place of its own.</summary>
    private static void Copy(SqliteConnection connection, int cases)
    {
        using var stream = Prepare(connection, "insert into stream select @key, @id, kind, version, @place, grp, @key, status, at, practice, series, @key from stream where key = 1");
        using var events = Prepare(
            connection,
            """
            insert into event (stream, seq, operation, body_hash, actor, at, data, sealed, hash)
            select @key, seq, case seq when 1 then @first else @second end, body_hash, actor, at + @key * 1000, data, sealed, hash from event where stream = 1
            """);
        using var task = Prepare(connection, "insert into task select @key, bookmark, activity, role, @place, due - @key, shown_at, person, holder from task where stream = 1");
        for (var key = 2L; key <= cases; key++)
        {
            var name = key.ToString(CultureInfo.InvariantCulture);
            var place = key % Schools == 0 ? 1 : 1_000 + (key % Schools);
            Run(stream, ("@key", key), ("@id", Id.Of("copy", name).ToBytes()), ("@place", place));
            Run(events, ("@key", key), ("@first", Id.Of("copy-1", name).ToBytes()), ("@second", Id.Of("copy-2", name).ToBytes()));
            Run(task, ("@key", key), ("@place", place));
        }

        for (var school = 1; school < Schools; school++)
            Run(connection, FormattableString.Invariant($"insert into word values ({1_000 + school}, '/p/c/s{school}/')"));
        Run(connection, FormattableString.Invariant($"update sqlite_sequence set seq = {cases} where name = 'stream'"));
        if (Count(connection, "select count(*) from event") != Copied * (long)cases)
            throw new InvalidOperationException("Expected every copied case to have the events of the first.");
    }

    private static SqliteCommand Prepare(SqliteConnection connection, string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }

    private static void Run(SqliteCommand command, params ReadOnlySpan<(string Name, object Value)> values)
    {
        foreach (var (name, value) in values)
        {
            if (command.Parameters.Contains(name))
                command.Parameters[name].Value = value;
            else
                command.Parameters.AddWithValue(name, value);
        }

        command.ExecuteNonQuery();
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = Prepare(connection, sql);
        command.ExecuteNonQuery();
    }

    private static long Count(SqliteConnection connection, string sql)
    {
        using var command = Prepare(connection, sql);
        return (long)command.ExecuteScalar()!;
    }
}
