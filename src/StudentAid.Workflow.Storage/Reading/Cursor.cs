using System.Collections.Immutable;
using System.Globalization;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Storage.Reading;

/// <summary>
/// A place between two rows: the sort key of the row beside it, how many rows stand before, and the direction in which to go on.
/// Written as <c>n.50.part.part…</c> or <c>p.…</c>; ids in it are those of JSON, never the database's keys.
/// </summary>
internal sealed record Cursor(bool Backward, long Before, ImmutableArray<string> Key)
{
    public override string ToString() => string.Join('.', [Backward ? "p" : "n", Before.ToString(CultureInfo.InvariantCulture), .. Key]);

    /// <summary>Null where the text is no cursor with a key of so many parts.</summary>
    public static Cursor? TryParse(string? text, int parts)
    {
        var split = text?.Split('.') ?? [];
        if (split.Length != parts + 2 || split[0] is not ("n" or "p"))
            return null;
        return long.TryParse(split[1], NumberStyles.None, CultureInfo.InvariantCulture, out var before)
            ? new Cursor(split[0] is "p", before, [.. split.Skip(2)])
            : null;
    }

    /// <summary>
    /// A page out of rows that were read in the cursor's direction, one more than the page holds if there are so many.
    /// </summary>
    public static Page<T> Page<T>(Cursor? at, int size, List<T> rows, Func<T, ImmutableArray<string>> key)
    {
        var more = rows.Count > size;
        if (more)
            rows.RemoveAt(size);
        var backward = at?.Backward ?? false;
        if (backward)
            rows.Reverse();
        var before = backward ? Math.Max(0, at!.Before - rows.Count) : at?.Before ?? 0;
        if (backward && !more)
            before = 0;
        var after = before + rows.Count;
        var hasPrevious = rows.Count > 0 && (backward ? more : at is not null);
        var hasNext = rows.Count > 0 && (backward || more);
        return new Page<T>(
            [.. rows],
            hasPrevious ? new Cursor(true, before, key(rows[0])).ToString() : null,
            hasNext ? new Cursor(false, after, key(rows[^1])).ToString() : null,
            after + (hasNext ? 1 : 0));
    }
}
