using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Api;

/// <summary>
/// Who has left a list (by leaving school, withdrawing, a return) before anything was decided of him is shown so, to everybody who sees the list. One who was held stands
/// on none; he has left where he did so before another list took him.
/// </summary>
internal static class LeftEntries
{
    /// <summary>Asks twice at most, however many were held.</summary>
    public static async Task<RosterView> MarkAsync(IStoreReader reader, RosterState state, RosterView view)
    {
        var left = (await LeftAsync(reader, new EntryFilter { Barrier = view.Id })).Select(e => e.Stream.Id).ToHashSet();
        var held = view.Entries.Where(e => e.State == "held").Select(e => e.Case).ToImmutableArray();
        if (!held.IsEmpty)
        {
            var keys = state.Entries.Select(e => e.Key).ToHashSet();
            left.UnionWith((await LeftAsync(reader, new EntryFilter { Streams = held })).Where(e => e.Barrier.IsNone && keys.Contains(e.Key)).Select(e => e.Stream.Id));
        }

        return left.Count == 0 ? view : view with { Entries = [.. view.Entries.Select(e => e.State is "open" or "held" && left.Contains(e.Case) ? e with { State = "left" } : e)] };
    }

    private static async Task<ImmutableArray<EntryRow>> LeftAsync(IStoreReader reader, EntryFilter filter) =>
        (await reader.EntriesAsync(Scope.All, filter with { State = EntryState.Left }, PageRequest.Everything)).Items;
}
