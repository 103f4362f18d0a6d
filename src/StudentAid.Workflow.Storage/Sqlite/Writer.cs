using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace StudentAid.Workflow.Storage.Sqlite;

/// <summary>
/// The one thread that writes: takes everything that queued during the last commit, applies it in one transaction, commits, then answers.
/// It alone checkpoints.
/// </summary>
internal sealed class Writer : IDisposable
{
    private readonly sqlite3 _database;
    private readonly SqliteConnection _connection;
    private readonly SqliteOptions _options;
    private readonly StepWriter _steps;
    private readonly Statement _begin;
    private readonly Statement _commit;
    private readonly Statement _rollback;
    private readonly List<Work> _batch = [];
    private readonly Thread _thread;
    private StoreStoppedException? _stopped;

    public Writer(SqliteConnection connection, SqliteOptions options)
    {
        _connection = connection;
        _options = options;
        _database = connection.Handle!;
        _steps = new StepWriter(_database);
        _begin = new Statement(_database, "begin immediate");
        _commit = new Statement(_database, "commit");
        _rollback = new Statement(_database, "rollback");
        Queue = new WorkQueue(options);
        _thread = new Thread(Run) { IsBackground = true, Name = "store writer" };
        _thread.Start();
    }

    public WorkQueue Queue { get; }

    /// <summary>Writes what is queued, brings the log into the file and ends.</summary>
    public void Dispose()
    {
        Queue.Close(new StoreException("Expected an open store, but it has been closed."));
        _thread.Join();
        foreach (var statement in (ReadOnlySpan<Statement>)[_begin, _commit, _rollback])
            statement.Dispose();
        _steps.Dispose();
        Queue.Dispose();
        _connection.Dispose();
    }

    private void Run()
    {
        // What a killed process left in the log: without this a server that is killed again and again would read an ever longer one at each start.
        Checkpoint(raw.SQLITE_CHECKPOINT_PASSIVE);
        while (Queue.Take(_batch))
        {
            if (_batch.Count > 0)
                Commit();
            else if (!Queue.Wait(_options.CheckpointIdle) && PagesWritten() > 0)
                Checkpoint(raw.SQLITE_CHECKPOINT_PASSIVE);
            if (PagesWritten() >= _options.CheckpointPages)
                Checkpoint(raw.SQLITE_CHECKPOINT_PASSIVE);
        }

        if (_stopped is null)
            Checkpoint(raw.SQLITE_CHECKPOINT_TRUNCATE);
    }

    private void Commit()
    {
        if (_stopped is not null || !TryTogether())
        {
            foreach (var work in _batch)
            {
                for (var part = 0; part < work.Count && _stopped is null; part++)
                    Alone(work, part);
            }
        }

        foreach (var work in _batch)
        {
            if (_stopped is not null)
                work.Fail(_stopped);
            work.Answer();
        }
    }

    private bool TryTogether()
    {
        try
        {
            _begin.Run();
            foreach (var work in _batch)
            {
                for (var part = 0; part < work.Count; part++)
                    work.Run(_steps, part);
            }

            _commit.Run();
            return true;
        }
        catch (SqliteFailure busy) when (busy.IsBusy)
        {
            Undo(busy);
            foreach (var work in _batch)
                work.Fail(Told(busy));
            return true;
        }
        catch (Exception error)
        {
            Undo(error);
            return false;
        }
    }

    private void Alone(Work work, int part)
    {
        try
        {
            _begin.Run();
            work.Run(_steps, part);
            _commit.Run();
        }
        catch (Exception error)
        {
            Undo(error);
            work.Fail(Told(error));
        }
    }

    private static Exception Told(Exception error) => error switch
    {
        SqliteFailure { IsFull: true } => new StoreFullException("Expected room for the step on the disk, but it is full."),
        SqliteFailure { IsBusy: true } => new StoreException("Expected to write the database, but another program holds it.", error),
        SqliteFailure { IsConstraint: true } => new BrokenStepException(error.Message),
        SqliteFailure => new StoreException(error.Message, error),
        _ => error,
    };

    private void Undo(Exception error)
    {
        _steps.Forget();
        if (error is SqliteFailure { IsFatal: true })
        {
            Stop(error);
            return;
        }

        try
        {
            if (raw.sqlite3_get_autocommit(_database) == 0)
                _rollback.Run();
        }
        catch (SqliteFailure failure)
        {
            Stop(failure);
        }
    }

    /// <summary>An error of the disk: whether the last commit holds is not known, so nothing more is written.</summary>
    private void Stop(Exception error)
    {
        var reason = new StoreStoppedException($"Expected to write '{_connection.DataSource}', but the store has stopped: {error.Message}", error);
        _stopped = reason;
        Queue.Close(reason);
    }

    /// <summary>Pages written into the log since the last checkpoint.</summary>
    private int PagesWritten()
    {
        raw.sqlite3_db_status(_database, raw.SQLITE_DBSTATUS_CACHE_WRITE, out var pages, out _, 0);
        return pages;
    }

    private void Checkpoint(int mode)
    {
        var code = raw.sqlite3_wal_checkpoint_v2(_database, "main", mode, out _, out _);
        raw.sqlite3_db_status(_database, raw.SQLITE_DBSTATUS_CACHE_WRITE, out _, out _, 1);
        if (code is raw.SQLITE_OK or raw.SQLITE_BUSY or raw.SQLITE_FULL)
            return;
        Stop(SqliteFailure.Of(_database, code, "checkpoint"));
    }
}
