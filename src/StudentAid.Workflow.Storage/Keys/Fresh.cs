using System.Collections.Immutable;

namespace StudentAid.Workflow.Storage.Keys;

/// <summary>The rows of keys that a step is the first, or among the first, to use: they are written in its transaction.</summary>
internal sealed class Fresh
{
    private readonly List<KeyRow> rows = [];

    public ImmutableArray<KeyRow> Rows => [.. rows];

    public void Add(HeldKey key)
    {
        foreach (var row in key.Fresh())
        {
            if (!rows.Contains(row))
                rows.Add(row);
        }
    }
}
