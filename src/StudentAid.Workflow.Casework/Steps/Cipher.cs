using System.Text;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Steps;

/// <summary>
/// Seals personal content of a subject and opens it again. This one passes it through unchanged; the seam is here from the first day, so that
/// every byte of a family's facts goes one way.
/// </summary>
public class Cipher
{
    private const string PassThrough = "none";

    public virtual SealedPart Seal(Id subject, Value content) => new(subject, PassThrough, Encoding.UTF8.GetBytes(content.ToJson()));

    /// <summary>Personal members of a document, as they are kept in it; this one keeps them as they are.</summary>
    public virtual Value SealMember(Id subject, Value content) => content;

    public virtual Value OpenMember(Id subject, Value kept) => kept;

    /// <summary>The content of a file, as its blob keeps it; the bytes say themselves under which key. This one keeps it as it is.</summary>
    public virtual ReadOnlyMemory<byte> SealContent(Id subject, ReadOnlyMemory<byte> content) => content;

    public virtual ReadOnlyMemory<byte> OpenContent(Id subject, ReadOnlyMemory<byte> kept) => kept;

    public virtual Value Open(SealedPart part) => Value.Parse(part.Bytes.Span);
}
