using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Storage.Keys;

/// <summary>A key in memory. Null bytes are a destroyed one's; a row that is not on disk yet goes with the first step that uses the key.</summary>
internal sealed class HeldKey(Id id, byte[]? bytes, KeyRow? fresh = null, HeldKey? tenant = null)
{
    public Id Id => id;

    public byte[]? Bytes => bytes;

    /// <summary>What must be written with a step that uses the key: its own row and its tenant's.</summary>
    public IEnumerable<KeyRow> Fresh()
    {
        if (fresh is null)
            yield break;
        foreach (var row in tenant?.Fresh() ?? [])
            yield return row;
        yield return fresh;
    }

    public HeldKey Stored() => new(id, bytes);
}
