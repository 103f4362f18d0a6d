using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Api;

/// <summary>
/// Who has left a list (by leaving school, withdrawing, a return) before anything was decided of him is shown so, to everybody who sees the list. One who was held stands
/// on none; he has left where he did so before another list took him.
/// </summary>
internal static class LeftEntries
{
    public static async Task<RosterView> MarkAsync(IStoreReader reader, RosterState state, RosterView view)
    {
        var left = (await reader.EntriesAsync(Scope.All, new EntryFilter { Barrier = view.Id, State = EntryState.Left }, PageRequest.Everything)).Items.Select(e => e.Stream.Id).ToHashSet();
        var held = view.Entries.Where(e => e.State == "held").Select(e => e.Case).ToHashSet();
        foreach (var entry in state.Entries.Where(e => held.Contains(e.Case)))
        {
            if (await reader.EntryAsync(Scope.All, entry.Key) is { State: EntryState.Left, Barrier.IsNone: true })
                left.Add(entry.Case);
        }

        return left.Count == 0 ? view : view with { Entries = [.. view.Entries.Select(e => e.State is "open" or "held" && left.Contains(e.Case) ? e with { State = "left" } : e)] };
    }
}
