using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Storage.Audit;
using StudentAid.Workflow.Storage.Keys;

namespace StudentAid.Workflow.Storage.Memory;

/// <summary>The store without a disk, for tests and as the model that the databases are held against.</summary>
public sealed class MemoryStore : IStepStore
{
    private readonly Lock _gate = new();
    private volatile MemoryState _state = MemoryState.Empty;

    private readonly Vault? _vault;

    public MemoryStore(Vault? vault = null)
    {
        _vault = vault;
        Reader = new MemoryReader(() => _state, vault);
        Chains = new MemoryChainShelf(() => _state, Change);
        vault?.Attach(new MemoryKeyShelf(() => _state, Change));
    }

    public IStoreReader Reader { get; }

    /// <summary>The tenants' chains.</summary>
    public IChainShelf Chains { get; }

    /// <summary>Checks the whole history, against heads that were published of it.</summary>
    public Task<AuditVerdict> VerifyAsync(IReadOnlyList<HeadFile> heads, IReadOnlyList<HeadKey> keys, IReadOnlyList<ChainArchive>? archives = null) =>
        Task.FromResult(new AuditVerifier(new MemoryHistory(_state)).Run(heads, keys, archives ?? []));

    public Task<IReadOnlyList<StepResult>> ApplyAsync(IReadOnlyList<Step> steps, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        PreparedStep[] prepared = [.. steps.Select(s => PreparedStep.Of(s, _vault))];
        var results = new StepResult[prepared.Length];
        BrokenStepException? broken = null;
        lock (_gate)
        {
            for (var i = 0; i < prepared.Length; i++)
            {
                try
                {
                    (_state, results[i]) = MemorySteps.Apply(_state, prepared[i]);
                    if (results[i] is StepResult.Applied)
                        Committed(prepared[i]);
                }
                catch (BrokenStepException e)
                {
                    broken ??= e;
                }
            }
        }

        return broken is null ? Task.FromResult<IReadOnlyList<StepResult>>(results) : Task.FromException<IReadOnlyList<StepResult>>(broken);
    }

    public ValueTask<StoredStream?> LoadAsync(Id stream, CancellationToken cancellation = default)
    {
        if (!_state.Streams.TryGetValue(stream, out var found))
            return ValueTask.FromResult<StoredStream?>(null);
        var row = found.Row;
        return ValueTask.FromResult<StoredStream?>(
            new StoredStream(row.Id, row.Kind, row.Version, row.OrgPath, row.Group, row.Subject, row.Status, row.Practice, found.Snapshot));
    }

    public ValueTask<IReadOnlyList<StoredEvent>> EventsAsync(Id stream, long after = 0, CancellationToken cancellation = default) =>
        ValueTask.FromResult<IReadOnlyList<StoredEvent>>([.. (_state.Streams.GetValueOrDefault(stream)?.Events ?? []).Where(e => e.Seq > after)]);

    public ValueTask<StoredEvent?> OperationAsync(Id operation, CancellationToken cancellation = default) =>
        ValueTask.FromResult(_state.Operations.GetValueOrDefault(operation));

    public long KeptBodyHash(Id operation, long bodyHash) => _vault?.BodyHash(operation, bodyHash) ?? bodyHash;

    public ValueTask<long> CounterAsync(string counter, CancellationToken cancellation = default) => ValueTask.FromResult(_state.Counter(counter));

    public ValueTask<Blob?> BlobAsync(string hash, CancellationToken cancellation = default) => ValueTask.FromResult(_state.Blobs.GetValueOrDefault(hash));

    /// <summary>As the SQLite store's.</summary>
    public Task MarkMessagesAsync(IReadOnlyList<MessageTaken> messages, CancellationToken cancellation = default)
    {
        lock (_gate)
        {
            try
            {
                _state = messages.Aggregate(_state, MemoryRows.Take);
            }
            catch (BrokenStepException e)
            {
                return Task.FromException(e);
            }
        }

        return Task.CompletedTask;
    }

    /// <summary>As the SQLite store's.</summary>
    public Task<bool> DeletePracticeAsync(Id round, CancellationToken cancellation = default)
    {
        lock (_gate)
        {
            var practice = _state.Streams.GetValueOrDefault(round)?.Row.Practice == true;
            if (practice)
                _state = Without(_state, [.. _state.Streams.Values.Where(s => s.Row.Practice && (s.Row.Id == round || s.Row.Group == round)).Select(s => s.Row.Id)]);
            return Task.FromResult(practice);
        }
    }

    private void Change(Func<MemoryState, MemoryState> change)
    {
        lock (_gate)
            _state = change(_state);
    }

    private void Committed(PreparedStep prepared)
    {
        _vault?.Ring.Stored(prepared.Locked.Keys);
        foreach (var erased in prepared.Step.Rows.OfType<SubjectErased>())
            _vault?.Ring.Destroyed(erased.Subject);
    }

    private static MemoryState Without(MemoryState state, HashSet<Id> streams) => state with
    {
        Streams = state.Streams.RemoveRange(streams),
        Positions = state.Positions.RemoveRange(state.Positions.Where(p => streams.Contains(p.Value.Stream)).Select(p => p.Key)),
        Operations = state.Operations.RemoveRange(state.Operations.Where(o => streams.Contains(o.Value.Stream)).Select(o => o.Key)),
        Tasks = state.Tasks.RemoveRange(state.Tasks.Keys.Where(k => streams.Contains(k.Stream))),
        Holders = state.Holders.RemoveRange(state.Holders.Keys.Where(k => streams.Contains(k.Stream))),
        Deadlines = state.Deadlines.RemoveRange(state.Deadlines.Keys.Where(k => streams.Contains(k.Stream))),
        Signals = state.Signals.RemoveRange(state.Signals.Keys.Where(k => streams.Contains(k.Stream))),
        Children = state.Children.RemoveRange(state.Children.Keys.Where(k => streams.Contains(k.Stream))),
        Entries = state.Entries.RemoveRange(state.Entries.Keys.Where(k => streams.Contains(k.Stream))),
        Documents = state.Documents.RemoveRange(state.Documents.Keys.Where(k => streams.Contains(k.Stream))),
        Messages = state.Messages.RemoveAll(
            m => streams.Contains(m.Message.Source) || (m.State == MessageState.Pending && streams.Contains(m.Message.Target))),
    };
}
