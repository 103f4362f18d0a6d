using System.Collections.Immutable;

namespace StudentAid.Workflow.Engine.Streams;

/// <summary>Which page of a list: the first, or the one a cursor of an earlier page names. A cursor that is none reads as the first page.</summary>
public sealed record PageRequest(string? Cursor = null, int Size = 50)
{
    /// <summary>The whole list in one page, for lists that are bounded by their thing (a roster's entries).</summary>
    public static readonly PageRequest Everything = new(null, 1_000_000);
}

/// <summary>A page of a list; a cursor is null where there is nothing on that side. <see cref="AtLeast"/> counts what is known to be there up to here.</summary>
public sealed record Page<T>(ImmutableArray<T> Items, string? Previous, string? Next, long AtLeast);

