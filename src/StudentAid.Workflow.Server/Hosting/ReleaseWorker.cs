using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Hosting;

/// <summary>
/// Sends decided cases on their way. Lists that were written since are in the queue; after a start every list of every round is looked at once.
/// </summary>
public sealed class ReleaseWorker(IStoreReader reader, RosterRelease release, ReleaseQueue queue, WorkSignal signal, TimeProvider time, ILogger<ReleaseWorker> logger)
    : Worker(signal, time, logger)
{
    private bool started;

    public override async Task<bool> RunOnceAsync(CancellationToken cancellation = default)
    {
        if (!started)
            await FindAsync();
        started = true;
        var lists = queue.Take();
        foreach (var list in lists)
            await ReleaseAsync(list, cancellation);
        return lists.Count > 0;
    }

    protected override Task<DateTimeOffset?> NextAsync() => Task.FromResult<DateTimeOffset?>(null);

    private async Task ReleaseAsync(Id list, CancellationToken cancellation)
    {
        var done = false;
        try
        {
            while (await release.RunOnceAsync(list, cancellation))
                cancellation.ThrowIfCancellationRequested();
            done = true;
        }
        finally
        {
            if (!done)
                queue.Add(list);
        }
    }

    private async Task FindAsync()
    {
        var rounds = await reader.StreamsAsync(Scope.All, new StreamFilter { Kind = RoundState.Kind, Practice = true }, PageRequest.Everything);
        foreach (var round in rounds.Items)
        {
            var lists = await reader.StreamsAsync(Scope.All, new StreamFilter { Group = round.Id, Kind = RosterState.Kind, Practice = true }, PageRequest.Everything);
            foreach (var list in lists.Items.Where(l => l.Status != "released"))
                queue.Add(list.Id);
        }
    }
}
