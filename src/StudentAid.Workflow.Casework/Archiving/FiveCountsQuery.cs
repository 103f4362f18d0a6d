using StudentAid.Workflow.Casework.Publicity;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Archiving;

/// <summary>Counts a round five times, each from its own evidence: decisions, notices, confirmed entries, the archive step, confirmed reports.</summary>
public sealed class FiveCountsQuery(StepRunner runner, IStepStore store, IStoreReader reader, DecidedLists lists)
{
    /// <summary>Null where there is no such round in scope.</summary>
    public async Task<FiveCounts?> LoadAsync(Scope scope, Id round, CancellationToken cancellation) =>
        await lists.LoadAsync(scope, round, null, cancellation) is { } list ? await OfAsync(list, cancellation) : null;

    public async Task<FiveCounts> OfAsync(DecidedList list, CancellationToken cancellation)
    {
        var batches = (await ExportBatch.AllAsync(reader, list.Round)).Where(b => b.Confirmed is not null).ToList();
        return FiveCounts.Of(
            list.Determined.Select(r => r.Case),
            await PublishedAsync(list, cancellation),
            batches.Where(b => b.Purpose == ExportProfile.Entry).SelectMany(b => b.Taken),
            list.Rows.Where(r => r.History.Archived).Select(r => r.Case),
            batches.Where(b => b.Purpose == ExportProfile.Report).SelectMany(b => b.Taken),
            list.Rows.ToDictionary(r => r.Case, r => r.Name));
    }

    /// <summary>
    /// On a notice that was posted, with a level, unless an objection took it off or the case left. An objection takes off only who has not passed: where it holds
    /// nobody it may be upheld later, and the notice was over all the same.
    /// </summary>
    private async Task<IEnumerable<Id>> PublishedAsync(DecidedList list, CancellationToken cancellation)
    {
        var shown = new HashSet<Id>();
        var passed = list.Rows.Where(r => r.History.Publicity == PublicityActivity.Passed).Select(r => r.Case).ToHashSet();
        var streams = await reader.StreamsAsync(Scope.All, new StreamFilter { Group = list.Round, Kind = RosterState.Kind, Practice = list.State.Practice }, PageRequest.Everything);
        foreach (var stream in streams.Items)
        {
            if (await runner.StateAsync<RosterState>(await store.LoadAsync(stream.Id, cancellation), cancellation) is not { IsPublicity: true, Period: not null } state)
                continue;
            var gone = state.Objections.Where(o => o.Result == "upheld" && !passed.Contains(o.Case)).Select(o => o.Case)
                .Concat(state.Standings.Where(s => s.State == "not-applied").Select(s => s.Case)).ToHashSet();
            shown.UnionWith(state.Entries.Where(e => !gone.Contains(e.Case) && list.Scale?.Levels.Any(l => l.Id == e.Level) != false).Select(e => e.Case));
        }

        return shown;
    }
}
