using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Engine.Streams;

/// <summary>
/// One step of one stream: what a decision writes, and all of it in one transaction. The store applies it where the stream's version is
/// still <see cref="Expected"/>, the operation is new and every claim holds; else nothing happens.
/// </summary>
public sealed record Step
{
    public required Id Stream { get; init; }

    /// <summary>"instance", "roster", "round", "committee", "batch", "unit".</summary>
    public required string Kind { get; init; }

    /// <summary>Version that the decision was made on; 0 begins the stream. The step's event gets seq Expected + 1.</summary>
    public required long Expected { get; init; }

    /// <summary>Place in the ownership tree, <c>/code/code/…/</c>; may change when its subject moves.</summary>
    public required string OrgPath { get; init; }

    /// <summary>The stream this one belongs to (a case's round, a roster's round); None for others.</summary>
    public Id Group { get; init; }

    /// <summary>Whom or what the stream is about (a case's person); None for others.</summary>
    public Id Subject { get; init; }

    /// <summary>One word that lists filter by ("open", "finished", "suspended", "faulted", "collecting", "decided" …).</summary>
    public required string Status { get; init; }

    /// <summary>One line of position for lists: the activities where the stream waits, comma-separated ids; empty when ended.</summary>
    public string At { get; init; } = "";

    /// <summary>The number that people read of the stream, which its first step alone gives; null for streams that have none.</summary>
    public Serial? Serial { get; init; }

    /// <summary>True only for streams of a practice round, which alone can be deleted and which nothing counts.</summary>
    public bool Practice { get; init; }

    /// <summary>Identity of (principal ‖ key); unique over the store.</summary>
    public required Id Operation { get; init; }

    /// <summary>First 8 bytes of the SHA-256 of the command's body: the same key with another body is refused.</summary>
    public required long BodyHash { get; init; }

    public required Id Actor { get; init; }

    /// <summary>UTC, whole milliseconds.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The events: a JSON array of <c>[name, …fields]</c> arrays, no personal data.</summary>
    public required ReadOnlyMemory<byte> Data { get; init; }

    public ImmutableArray<SealedPart> Sealed { get; init; } = [];

    /// <summary>State after the step, JSON with a format number; empty when the stream has ended.</summary>
    public ReadOnlyMemory<byte> Snapshot { get; init; }

    public ImmutableArray<RowChange> Rows { get; init; } = [];

    public ImmutableArray<Message> Messages { get; init; } = [];

    public ImmutableArray<Claim> Claims { get; init; } = [];

    public ImmutableArray<Blob> Blobs { get; init; } = [];
}

/// <summary>Ciphertext of personal facts of one subject, under one key.</summary>
public sealed record SealedPart(Id Subject, string KeyId, ReadOnlyMemory<byte> Bytes);

/// <summary>Content addressed by its SHA-256 (64 hex digits); of a personal one the hash is of the ciphertext.</summary>
public sealed record Blob(string Hash, string ContentType, ReadOnlyMemory<byte> Content, Id Subject = default);

/// <summary>
/// A command on its way to another stream, written in the sender's transaction. Its id, from (source, seq, n), is the idempotency key
/// of the command it becomes. Messages to one target are delivered in order.
/// </summary>
public sealed record Message
{
    public required Id Id { get; init; }

    public required Id Source { get; init; }

    /// <summary>Stream the command goes to; None for a topic, which its router turns into one delivery for each standing bookmark.</summary>
    public Id Target { get; init; }

    /// <summary>Name of the command ("start", "child-ended", "signal", "release", "calendar-changed" …).</summary>
    public required string Name { get; init; }

    public Value Body { get; init; } = Value.Null;

    /// <summary>Refusal codes that the sender expects: such a refusal is kept but makes no incident.</summary>
    public ImmutableArray<string> Expects { get; init; } = [];

    /// <summary>Not before this instant; null for at once.</summary>
    public DateTimeOffset? NotBefore { get; init; }
}

/// <summary>
/// A condition on a shared counter in the step's transaction. <c>Add</c> n within [Low, High], or <c>Unchanged</c> since it was read.
/// A counter that was never written is 0.
/// </summary>
public sealed record Claim(string Counter, long Add = 0, long? Low = null, long? High = null, long? Unchanged = null);
