using System.Collections.Concurrent;

namespace StudentAid.Workflow.Storage.Sqlite;

/// <summary>Read-only connections to one file, kept for the next reader.</summary>
internal sealed class ReadSessions(string path) : IDisposable
{
    private readonly ConcurrentBag<ReadSession> _free = [];
    private volatile bool _closed;

    public T Use<T>(Func<ReadSession, T> read)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        if (!_free.TryTake(out var session))
            session = new ReadSession(SqliteFile.OpenReader(path));
        var whole = false;
        try
        {
            var value = read(session);
            whole = true;
            return value;
        }
        finally
        {
            if (whole && !_closed)
                _free.Add(session);
            else
                session.Dispose();
        }
    }

    public void Dispose()
    {
        _closed = true;
        while (_free.TryTake(out var session))
            session.Dispose();
    }
}
