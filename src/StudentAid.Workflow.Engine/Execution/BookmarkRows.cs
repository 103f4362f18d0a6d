using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Engine.Execution;

/// <summary>The rows that follow from a step: the difference of the open bookmarks before and after it, and nothing else.</summary>
public static class BookmarkRows
{
    /// <param name="before">Null for an instance that begins.</param>
    /// <param name="released">The entry that its barrier released in this step; every other closed entry has left.</param>
    public static ImmutableArray<RowChange> Between(InstanceState? before, InstanceState after, int? released)
    {
        var rows = ImmutableArray.CreateBuilder<RowChange>();
        var old = before?.Bookmarks ?? ImmutableDictionary<int, Bookmark>.Empty;
        foreach (var bookmark in old.Values.Where(b => !after.Bookmarks.ContainsKey(b.Id)))
            rows.Add(Closed(bookmark, released));
        foreach (var bookmark in after.Bookmarks.Values)
        {
            if (!old.TryGetValue(bookmark.Id, out var earlier))
                rows.AddRange(Opened(bookmark));
            else if (earlier != bookmark)
                rows.AddRange(Changed(earlier, bookmark));
        }

        return rows.DrainToImmutable();
    }

    /// <summary>Claims of the entries that left: one more for each gate and unit, so that a freeze or decision made on the old list is refused.</summary>
    public static ImmutableArray<Claim> Claims(InstanceState? before, InstanceState after, int? released)
    {
        var old = before?.Bookmarks ?? ImmutableDictionary<int, Bookmark>.Empty;
        var gone = old.Values.Where(b => b.Kind == BookmarkKind.Entry && b.Id != released && !after.Bookmarks.ContainsKey(b.Id));
        var moved = old.Values.Where(b => b.Kind == BookmarkKind.Entry && after.Bookmarks.TryGetValue(b.Id, out var now) && (now.Unit != b.Unit || now.Name != b.Name));
        return [.. gone.Concat(moved).Select(b => LeftCounter(b.Name, b.Unit)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(c => new Claim(c, Add: 1))];
    }

    public static string LeftCounter(string gate, string unit) => $"left:{gate}:{unit}";

    private static IEnumerable<RowChange> Opened(Bookmark b) =>
        HolderOf(b).IsNone ? [Row(b)] : [Row(b), new TaskHeld(b.Id, HolderOf(b))];

    private static Id HolderOf(Bookmark b) => b.Holding?.Holder ?? default;

    private static RowChange Row(Bookmark b) => b.Kind switch
    {
        BookmarkKind.Task => new TaskOpened(b.Id, b.Node, b.Name, b.Unit, b.Due, b.ShownAt, b.Person),
        BookmarkKind.Deadline => new DeadlineSet(b.Id, b.Due!.Value),
        BookmarkKind.Signal => new SignalAwaited(b.Id, b.Name, b.Unit.Length > 0 ? b.Unit : null),
        BookmarkKind.Entry => new EntryArrived(b.Id, b.Name, b.Unit),
        _ => new ChildAwaited(b.Id, Id.Parse(b.Name)),
    };

    private static RowChange Closed(Bookmark b, int? released) => b.Kind switch
    {
        BookmarkKind.Task => new TaskClosed(b.Id),
        BookmarkKind.Deadline => new DeadlineCleared(b.Id),
        BookmarkKind.Signal => new SignalDropped(b.Id),
        BookmarkKind.Entry => new EntryClosed(b.Id, b.Id == released ? "applied" : "left"),
        _ => new ChildDropped(b.Id),
    };

    private static IEnumerable<RowChange> Changed(Bookmark earlier, Bookmark b)
    {
        switch (b.Kind)
        {
            case BookmarkKind.Task when earlier.Unit == b.Unit && earlier.Name == b.Name && earlier.Person == b.Person && earlier.Node == b.Node:
                if ((earlier.ShownAt, earlier.Due) != (b.ShownAt, b.Due))
                    yield return new TaskChanged(b.Id, b.ShownAt, b.Due);
                if (HolderOf(earlier) != HolderOf(b))
                    yield return new TaskHeld(b.Id, HolderOf(b));
                break;
            case BookmarkKind.Task:
                yield return new TaskClosed(b.Id);
                foreach (var row in Opened(b))
                    yield return row;
                break;
            case BookmarkKind.Deadline when earlier.Due != b.Due:
                yield return new DeadlineCleared(b.Id);
                yield return Row(b);
                break;
            case BookmarkKind.Entry when earlier.Unit != b.Unit || earlier.Name != b.Name:
                yield return new EntryMoved(b.Id, b.Unit, earlier.Name != b.Name ? b.Name : null);
                break;
        }
    }
}
