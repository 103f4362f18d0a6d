using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Steps;

/// <summary>Collects what a step writes beside its events: rows, claims, messages, sealed parts and blobs.</summary>
internal sealed class StepParts(Act act, long expected)
{
    private readonly List<RowChange> rows = [];
    private readonly List<Claim> claims = [];
    private readonly List<SealedPart> parts = [];
    private readonly List<Message> messages = [];
    private readonly List<Blob> blobs = [];

    public Id Stream => act.Stream;

    /// <summary>The seq that the step's event will have.</summary>
    public long Seq => expected + 1;

    public bool HasMessages => messages.Count > 0;

    public void Row(RowChange row) => rows.Add(row);

    public void Claim(Claim claim) => claims.Add(claim);

    public void Keep(Blob blob) => blobs.Add(blob);

    /// <summary>The address under which the part is found: <c>stream/seq/n</c>.</summary>
    public string Seal(SealedPart part)
    {
        parts.Add(part);
        return $"{act.Stream}/{Seq}/{parts.Count - 1}";
    }

    public void Tell(string name, Id target, Value body, params ReadOnlySpan<string> expects) => messages.Add(
        new Message { Id = Id.Of(act.Stream, Seq, messages.Count), Source = act.Stream, Target = target, Name = name, Body = body, Expects = [.. expects] });

    /// <summary>The step with these parts; operation and body hash are the runner's to set.</summary>
    public Step Of(string kind, string orgPath, string status, byte[] data, byte[] snapshot) => new()
    {
        Stream = act.Stream,
        Kind = kind,
        Expected = expected,
        OrgPath = orgPath,
        Status = status,
        Operation = default,
        BodyHash = 0,
        Actor = act.Actor,
        Now = act.Now,
        Data = data,
        Snapshot = snapshot,
        Sealed = [.. parts],
        Rows = [.. rows],
        Messages = [.. messages],
        Claims = [.. claims],
        Blobs = [.. blobs],
    };
}
