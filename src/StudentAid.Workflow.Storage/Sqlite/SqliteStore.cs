using Dapper;
using Microsoft.Data.Sqlite;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Storage.Audit;
using StudentAid.Workflow.Storage.Keys;

namespace StudentAid.Workflow.Storage.Sqlite;

/// <summary>
/// The store in one SQLite file: one writing process (a lock file beside it), one writer thread that group-commits, read-only readers.
/// An answer means that the step is on disk.
/// </summary>
public sealed class SqliteStore : IStepStore, IAsyncDisposable
{
    private const int CachedStreams = 4_096;

    private readonly WriterLock _lock;
    private readonly Writer _writer;
    private readonly ReadSessions _sessions;
    private readonly StreamCache _cache = new(CachedStreams);
    private readonly Vault? _vault;
    private int _disposed;

    private SqliteStore(string path, WriterLock held, Writer writer, Vault? vault)
    {
        Path = path;
        _lock = held;
        _writer = writer;
        _sessions = new ReadSessions(path);
        _vault = vault;
        Reader = new SqliteReader(_sessions, vault);
        Chains = new SqliteChainShelf(_sessions, run => Write(run));
    }

    public string Path { get; }

    /// <summary>The lists and look-ups beside the streams.</summary>
    public IStoreReader Reader { get; }

    /// <summary>The tenants' chains.</summary>
    public IChainShelf Chains { get; }

    /// <summary>
    /// Opens or creates the file, and its directory, and brings it to this program's version. Throws <see cref="StoreException"/> when
    /// another process writes it, or a newer program has written it, and <see cref="VaultException"/> when what is sealed in it needs another vault.
    /// </summary>
    public static SqliteStore Open(string path, SqliteOptions? options = null, Vault? vault = null)
    {
        options ??= new SqliteOptions();
        var full = System.IO.Path.GetFullPath(path);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(full)!);
        var held = WriterLock.Take(full);
        SqliteConnection? connection = null;
        try
        {
            connection = SqliteFile.OpenWriter(full, options);
            Migrator.Run(connection);
            Attach(vault, full);
            var store = new SqliteStore(full, held, new Writer(connection, options), vault);
            vault?.Attach(new SqliteKeyShelf(store._sessions, run => store.Write(run)));
            vault?.TidyAsync().GetAwaiter().GetResult();
            return store;
        }
        catch
        {
            connection?.Dispose();
            held.Dispose();
            throw;
        }
    }

    /// <summary>As the contract says. Cancelling ends the waiting, not the step: whether it was applied shows under its operation.</summary>
    public Task<IReadOnlyList<StepResult>> ApplyAsync(IReadOnlyList<Step> steps, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        if (steps.Count == 0)
            return Task.FromResult<IReadOnlyList<StepResult>>([]);
        var prepared = new PreparedStep[steps.Count];
        for (var i = 0; i < prepared.Length; i++)
            prepared[i] = PreparedStep.Of(steps[i], _vault);
        return CommitAsync(steps, prepared).WaitAsync(cancellation);
    }

    public ValueTask<StoredStream?> LoadAsync(Id stream, CancellationToken cancellation = default) =>
        _cache.Find(stream) is { } held ? ValueTask.FromResult<StoredStream?>(held) : Read(session => StreamLookups.Stream(session, stream));

    public ValueTask<IReadOnlyList<StoredEvent>> EventsAsync(Id stream, long after = 0, CancellationToken cancellation = default) =>
        Read<IReadOnlyList<StoredEvent>>(session => StreamLookups.Events(session, stream, after));

    public ValueTask<StoredEvent?> OperationAsync(Id operation, CancellationToken cancellation = default) =>
        Read(session => StreamLookups.Operation(session, operation));

    public long KeptBodyHash(Id operation, long bodyHash) => _vault?.BodyHash(operation, bodyHash) ?? bodyHash;

    public ValueTask<long> CounterAsync(string counter, CancellationToken cancellation = default) =>
        Read(session => StreamLookups.Counter(session, counter));

    public ValueTask<Blob?> BlobAsync(string hash, CancellationToken cancellation = default) =>
        Read(session => StreamLookups.Blob(session, hash));

    /// <summary>Marks messages that no step of a target could take: delivered (no code) or refused. Throws for an unknown id, and then marks none.</summary>
    public Task MarkMessagesAsync(IReadOnlyList<MessageTaken> messages, CancellationToken cancellation = default) => Write(writer =>
    {
        foreach (var message in messages)
            writer.Messages.Take(message.Message, message.RefusedWith);
        return true;
    });

    /// <summary>Deletes a practice round: its stream and those of its group, with all that they wrote. False, and nothing done, where it is none.</summary>
    public async Task<bool> DeletePracticeAsync(Id round, CancellationToken cancellation = default)
    {
        var deleted = await Write(writer => writer.DeletePractice(round));
        _cache.Clear();
        return deleted;
    }

    /// <summary>True where the store has a vault and still holds content, of the person or of a seal that was cut off, that no key has sealed.</summary>
    public Task<bool> StandsInClearAsync(Id person) =>
        Task.Run(() => _vault is not null && _sessions.Use(session => ClearContent.Of(session.Connection, person)));

    /// <summary>Writes a whole copy to a new file, beside running work; until it is whole its name ends in <c>.part</c>. Throws <see cref="StoreException"/> where the file exists already.</summary>
    public Task BackupAsync(string path, CancellationToken cancellation = default)
    {
        if (File.Exists(path))
            throw new StoreException($"Expected to write a new file, but '{path}' exists.");
        return Task.Run(
            () =>
            {
                var part = path + ".part";
                File.Delete(part);
                _sessions.Use(session => session.Connection.Execute("vacuum into @part", new { part }));
                File.Move(part, path);
            },
            cancellation);
    }

    /// <summary>Writes what is queued, brings the log into the file, and lets the next writer in.</summary>
    public ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            _writer.Dispose();
            _sessions.Dispose();
            _lock.Dispose();
        }

        return ValueTask.CompletedTask;
    }

    private async Task<IReadOnlyList<StepResult>> CommitAsync(IReadOnlyList<Step> steps, PreparedStep[] prepared)
    {
        IReadOnlyList<StepResult>? results = null;
        try
        {
            return results = await _writer.Queue.Add(prepared);
        }
        finally
        {
            // Where the call failed some of its steps may have been applied: the next load of those streams reads the file.
            for (var i = 0; i < steps.Count; i++)
            {
                if (results?[i] is StepResult.Applied)
                    Committed(prepared[i]);
                else if (results is null || results[i] is StepResult.Stale)
                    _cache.Forget(steps[i].Stream);
            }
        }
    }

    private void Committed(PreparedStep prepared)
    {
        _cache.Committed(prepared.Step);
        _vault?.Ring.Stored(prepared.Locked.Keys);
        foreach (var erased in prepared.Step.Rows.OfType<SubjectErased>())
            _vault?.Ring.Destroyed(erased.Subject);
    }

    /// <summary>Judged before the writer's thread starts, which closes the connection itself.</summary>
    private static void Attach(Vault? vault, string path)
    {
        using var sessions = new ReadSessions(path);
        var shelf = new SqliteKeyShelf(sessions, _ => Task.CompletedTask);
        if (vault is not null)
            vault.Attach(shelf);
        else if (shelf.Tenants().Count > 0)
            throw new VaultException("数据库已加密，需要主密钥。请用 --key 指定密钥文件。 Expected the master key of the sealed database, but got none: name its file with --key.");
    }

    private Task<T> Write<T>(Func<StepWriter, T> run)
    {
        var work = new SideWork<T>(run);
        _writer.Queue.Add(work);
        return work.Done;
    }

    private ValueTask<T> Read<T>(Func<ReadSession, T> read)
    {
        _writer.Queue.ThrowIfClosed();
        return ValueTask.FromResult(_sessions.Use(read));
    }
}
