namespace StudentAid.Workflow.Engine.Streams;

/// <summary>What became of a step.</summary>
public abstract record StepResult
{
    private StepResult() { }

    /// <summary>On disk; the stream stands at this version.</summary>
    public sealed record Applied(long Version) : StepResult;

    /// <summary>The operation was applied before, as this event of this stream, with the body hash of then.</summary>
    public sealed record Duplicate(Id Stream, long Seq, long BodyHash) : StepResult;

    /// <summary>The stream moved on since the decision was made (or exists already where the step begins it).</summary>
    public sealed record Stale(long Current) : StepResult;

    /// <summary>A claim does not hold; <paramref name="Value"/> is the counter's.</summary>
    public sealed record Exceeded(string Counter, long Value) : StepResult;
}

/// <summary>A stream as it stands. The snapshot is a cache: it may be empty though the stream is open, and then the events are folded.</summary>
public sealed record StoredStream(
    Id Id, string Kind, long Version, string OrgPath, Id Group, Id Subject, string Status, bool Practice, ReadOnlyMemory<byte> Snapshot);

/// <summary>One event of a stream. The hash covers the previous event's hash and everything else here, over ciphertext.</summary>
public sealed record StoredEvent(
    Id Stream, long Seq, Id Operation, long BodyHash, Id Actor, DateTimeOffset At, ReadOnlyMemory<byte> Data, ReadOnlyMemory<byte> Sealed, ReadOnlyMemory<byte> Hash);

/// <summary>
/// The seam between what is decided and what is kept. An answer comes only after the commit is on disk. Steps that queue while a commit runs
/// are committed together; a guard failure answers that step alone.
/// </summary>
public interface IStepStore
{
    /// <summary>Answers in the order of the steps; each is its own transaction in effect.</summary>
    Task<IReadOnlyList<StepResult>> ApplyAsync(IReadOnlyList<Step> steps, CancellationToken cancellation = default);

    /// <summary>Null where there is no such stream.</summary>
    ValueTask<StoredStream?> LoadAsync(Id stream, CancellationToken cancellation = default);

    /// <summary>Events from seq <paramref name="after"/> + 1 on, in order.</summary>
    ValueTask<IReadOnlyList<StoredEvent>> EventsAsync(Id stream, long after = 0, CancellationToken cancellation = default);

    /// <summary>The event that an operation was applied as, or null.</summary>
    ValueTask<StoredEvent?> OperationAsync(Id operation, CancellationToken cancellation = default);

    /// <summary>
    /// The operation's body hash as this store keeps it: under a key of its own, so that nobody can try out short bodies against a copy of it. The same for good,
    /// whatever keys are rotated.
    /// </summary>
    long KeptBodyHash(Id operation, long bodyHash);

    /// <summary>The counter's value; 0 where it was never written.</summary>
    ValueTask<long> CounterAsync(string counter, CancellationToken cancellation = default);

    /// <summary>Content and its type, or null.</summary>
    ValueTask<Blob?> BlobAsync(string hash, CancellationToken cancellation = default);
}
