using System.Security.Cryptography;
using Microsoft.Data.Sqlite;

namespace StudentAid.Workflow.Benchmarks.Limit;

/// <summary>
/// The yardstick: what group commit on SQLite can do with raw ADO.NET, one table row less than nothing around it. Same columns and payload
/// as the store's, operation id and chained hash included, and as the store's no snapshot of a stream so short; it knows one kind of step only and checks nothing but the version.
/// </summary>
internal sealed class SqliteLimit : IDisposable
{
    private const string Schema =
        """
        pragma journal_mode = wal; pragma synchronous = full; pragma wal_autocheckpoint = 0; pragma cache_size = -65536;
        create table stream (key integer primary key, id blob not null unique, kind integer, version integer, place integer, grp integer,
            subject integer, status integer, at text, practice integer);
        create table event (position integer primary key, stream integer, seq integer, operation blob not null unique, body_hash integer,
            actor integer, at integer, data blob, sealed blob, hash blob, unique (stream, seq));
        create table task (stream integer, bookmark integer, activity integer, role integer, place integer, due integer, shown_at integer,
            person integer, primary key (stream, bookmark)) without rowid;
        create index task_inbox on task (place, role, due, stream, bookmark);
        """;

    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _begin;
    private readonly SqliteCommand _advance;
    private readonly SqliteCommand _event;
    private readonly SqliteCommand _close;
    private readonly SqliteCommand _open;
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _arrived = new(0, 1);
    private readonly Thread _thread;
    private List<LimitStep> _queue = [];
    private bool _closed;

    public SqliteLimit(string path)
    {
        SQLitePCL.Batteries_V2.Init();
        _connection = new SqliteConnection($"Data Source={path};Pooling=False");
        _connection.Open();
        using (var schema = _connection.CreateCommand())
        {
            schema.CommandText = Schema;
            schema.ExecuteNonQuery();
        }

        _begin = Prepare("insert into stream values (@key, @id, 1, 1, 2, 3, @key, 4, 'class', 0)", "@key", "@id");
        _advance = Prepare("update stream set version = @next, at = @at where key = @key and version = @next - 1", "@key", "@next", "@at");
        _event = Prepare(
            "insert into event (stream, seq, operation, body_hash, actor, at, data, hash) values (@key, @next, @operation, @body, 1, @now, @data, @hash)",
            "@key", "@next", "@operation", "@body", "@now", "@data", "@hash");
        _close = Prepare("delete from task where stream = @key and bookmark = @bookmark", "@key", "@bookmark");
        _open = Prepare("insert into task values (@key, @bookmark, 5, 6, 2, @due, @bookmark, null)", "@key", "@bookmark", "@due");
        _thread = new Thread(Run);
        _thread.Start();
    }

    public Task<bool> ApplyAsync(LimitStep step)
    {
        lock (_gate)
        {
            _queue.Add(step);
            Signal();
        }

        return step.Done.Task;
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _closed = true;
            Signal();
        }

        _thread.Join();
        foreach (var command in new[] { _begin, _advance, _event, _close, _open })
            command.Dispose();
        _connection.Dispose();
        _arrived.Dispose();
    }

    private void Run()
    {
        List<LimitStep> batch = [];
        while (true)
        {
            _arrived.Wait();
            lock (_gate)
            {
                (batch, _queue) = (_queue, batch);
                if (batch.Count == 0 && _closed)
                    return;
            }

            using (var transaction = _connection.BeginTransaction())
            {
                foreach (var step in batch)
                    step.Applied = Apply(step, transaction);
                transaction.Commit();
            }

            foreach (var step in batch)
                step.Done.SetResult(step.Applied);
            batch.Clear();
        }
    }

    private bool Apply(LimitStep step, SqliteTransaction transaction)
    {
        if (step.Expected == 0)
            Execute(_begin, transaction, step.Key, step.Id);
        else if (Execute(_advance, transaction, step.Key, step.Expected + 1, step.Last ? "" : "class") != 1)
            return false;
        var hash = SHA256.HashData([.. step.Previous, .. step.Operation, .. step.Data]);
        Execute(_event, transaction, step.Key, step.Expected + 1, step.Operation, step.Expected, step.Now, step.Data, hash);
        if (step.Expected > 0)
            Execute(_close, transaction, step.Key, step.Expected);
        if (!step.Last)
            Execute(_open, transaction, step.Key, step.Expected + 1, step.Now);
        return true;
    }

    private static int Execute(SqliteCommand command, SqliteTransaction transaction, params ReadOnlySpan<object> values)
    {
        command.Transaction = transaction;
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i];
        return command.ExecuteNonQuery();
    }

    private SqliteCommand Prepare(string sql, params ReadOnlySpan<string> names)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach (var name in names)
            command.Parameters.AddWithValue(name, DBNull.Value);
        command.Prepare();
        return command;
    }

    private void Signal()
    {
        if (_arrived.CurrentCount == 0)
            _arrived.Release();
    }
}

/// <summary>A step of the yardstick: the case's <see cref="Expected"/>-th approval.</summary>
internal sealed class LimitStep
{
    public required long Key { get; init; }
    public required byte[] Id { get; init; }
    public required long Expected { get; init; }
    public required bool Last { get; init; }
    public required byte[] Operation { get; init; }
    public required byte[] Previous { get; init; }
    public required long Now { get; init; }
    public required byte[] Data { get; init; }
    public bool Applied { get; set; }
    public TaskCompletionSource<bool> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
