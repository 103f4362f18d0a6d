using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Storage.Sqlite;

/// <summary>What waits for the writer, in two lanes: bulk work rides behind interactive work, one piece in each commit.</summary>
internal sealed class WorkQueue(SqliteOptions options) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _arrived = new(0, 1);
    private readonly Queue<Work> _interactive = new();
    private readonly Queue<Work> _bulk = new();
    private Exception? _closed;

    /// <summary>Queues the steps: short lists in front, long ones in pieces behind.</summary>
    public Task<IReadOnlyList<StepResult>> Add(PreparedStep[] steps)
    {
        var call = new StepCall(steps);
        var bulk = steps.Length > options.InteractiveSteps;
        var size = bulk ? options.BulkSteps : steps.Length;
        lock (_gate)
        {
            ThrowIfClosed();
            for (var from = 0; from < steps.Length; from += size)
                (bulk ? _bulk : _interactive).Enqueue(new StepWork(call, from, Math.Min(size, steps.Length - from)));
        }

        Signal();
        return call.Done;
    }

    public void Add(Work work)
    {
        lock (_gate)
        {
            ThrowIfClosed();
            _interactive.Enqueue(work);
        }

        Signal();
    }

    /// <summary>No more is taken in; whoever comes now is told <paramref name="reason"/>.</summary>
    public void Close(Exception reason)
    {
        lock (_gate)
            _closed ??= reason;
        Signal();
    }

    /// <summary>Fills the batch with what has queued, within the caps. False when the queue is closed and empty.</summary>
    public bool Take(List<Work> batch)
    {
        batch.Clear();
        lock (_gate)
        {
            int steps = 0, bytes = 0;
            while (_interactive.TryPeek(out var work) && Fits(work))
                batch.Add(_interactive.Dequeue());
            if (_bulk.TryPeek(out var behind) && Fits(behind))
                batch.Add(_bulk.Dequeue());
            return batch.Count > 0 || _closed is null;

            bool Fits(Work work)
            {
                if (batch.Count > 0 && (steps + work.Count > options.BatchSteps || bytes + work.Bytes > options.BatchBytes))
                    return false;
                steps += work.Count;
                bytes += work.Bytes;
                return true;
            }
        }
    }

    /// <summary>Waits until something has come; false after <paramref name="time"/> without.</summary>
    public bool Wait(TimeSpan time) => _arrived.Wait(time);

    /// <summary>Throws what the queue was closed with.</summary>
    public void ThrowIfClosed()
    {
        if (_closed is StoreStoppedException stopped)
            throw new StoreStoppedException(stopped.Message, stopped.InnerException ?? stopped);
        if (_closed is not null)
            throw new StoreException(_closed.Message);
    }

    public void Dispose() => _arrived.Dispose();

    private void Signal()
    {
        lock (_gate)
        {
            if (_arrived.CurrentCount == 0)
                _arrived.Release();
        }
    }
}
