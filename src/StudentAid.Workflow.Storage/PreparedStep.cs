using System.Collections.Immutable;
using System.Security.Cryptography;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Storage.Keys;

namespace StudentAid.Workflow.Storage;

/// <summary>A step with what the caller's thread can make ready for the writer: sealed, framed, serialised, checked.</summary>
internal sealed class PreparedStep
{
    private PreparedStep(Step step, byte[] sealedBytes, LockedStep locked)
    {
        Step = step;
        Sealed = sealedBytes;
        At = step.Now.ToUnixTimeMilliseconds();
        Locked = locked;
        Bodies = [.. locked.Bodies.Select(b => b.IsNull ? null : b.ToJson())];
        Contents = [.. locked.Contents.Select(c => c?.ToJson())];
        Bytes = 500 + step.Data.Length + sealedBytes.Length + step.Snapshot.Length + (step.Rows.Length * 50)
            + step.Blobs.Sum(b => b.Content.Length) + Bodies.Sum(b => 200 + (b?.Length ?? 0)) + Contents.Sum(c => c?.Length ?? 0);
    }

    public Step Step { get; }

    public byte[] Sealed { get; }

    /// <summary>What of it is kept otherwise than it was given.</summary>
    public LockedStep Locked { get; }

    /// <summary>UTC milliseconds.</summary>
    public long At { get; }

    /// <summary>JSON of the messages' bodies, in their order.</summary>
    public ImmutableArray<string?> Bodies { get; }

    /// <summary>JSON of the documents' contents, in the order of the rows.</summary>
    public ImmutableArray<string?> Contents { get; }

    /// <summary>About what the step adds to a commit.</summary>
    public int Bytes { get; }

    /// <summary>Throws <see cref="ArgumentException"/> for a step that no stream could take.</summary>
    public static PreparedStep Of(Step step, Vault? vault = null)
    {
        if (step.Stream.IsNone || step.Operation.IsNone || step.Expected < 0)
            throw new ArgumentException("Expected a step with a stream, an operation and a version from 0 on.", nameof(step));
        foreach (var blob in step.Blobs)
            CheckAddress(blob);
        var locked = LockedStep.Of(step, vault);
        return new PreparedStep(step, SealedFrame.Write(locked.Sealed), locked);
    }

    private static void CheckAddress(Blob blob)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(blob.Content.Span));
        if (!string.Equals(hash, blob.Hash, StringComparison.Ordinal))
            throw new ArgumentException($"Expected a blob at the hash of its content, {hash}, but it says {blob.Hash}.", nameof(blob));
    }
}
