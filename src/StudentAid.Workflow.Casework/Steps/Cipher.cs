using System.Text;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Steps;

/// <summary>
/// Seals personal content of a subject and opens it again. This one passes it through unchanged, for stores without a vault; a store with one seals parts
/// and <see cref="SealedMembers"/> itself, for it alone knows their addresses.
/// </summary>
public class Cipher
{
    /// <summary>Key id of a part that was not sealed yet.</summary>
    public const string PassThrough = "none";

    public virtual SealedPart Seal(Id subject, Value content) => new(subject, PassThrough, Encoding.UTF8.GetBytes(content.ToJson()));

    /// <summary>The content of a file of a subject at a place, as its blob keeps it; the bytes say themselves under which key. This one keeps it as it is.</summary>
    public virtual ReadOnlyMemory<byte> SealContent(Id subject, string place, ReadOnlyMemory<byte> content) => content;

    public virtual ReadOnlyMemory<byte> OpenContent(ReadOnlyMemory<byte> kept) => kept;

    /// <summary>The n-th sealed part of a stream's step; null where its subject was erased. What was sealed for another address does not open.</summary>
    public virtual Value Open(SealedPart part, Id stream, long seq, int n) => Value.Parse(part.Bytes.Span);
}
