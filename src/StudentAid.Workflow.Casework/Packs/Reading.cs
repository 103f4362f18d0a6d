using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Casework.Packs;

/// <summary>What became of reading a pack document: the thing, or every reason why it cannot be taken as it stands.</summary>
public sealed record Reading<T>(T? Document, ImmutableArray<Rejection> Refusals)
    where T : class
{
    public bool Succeeded => Document is not null;

    /// <summary>The thing that was read. Throws where the document was refused: for documents that ship with the product.</summary>
    public T Required() =>
        Document ?? throw new InvalidOperationException(string.Join("; ", Refusals.Select(r => r.ToString())));
}

public static class Reading
{
    /// <summary>The thing where nothing was refused, else the refusals.</summary>
    public static Reading<T> Of<T>(IReadOnlyCollection<Rejection> refusals, Func<T> document)
        where T : class =>
        refusals.Count == 0 ? new Reading<T>(document(), []) : new Reading<T>(null, [.. refusals]);
}
