using MediatR;
using StudentAid.Workflow.Casework.Messages;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Hosting;

/// <summary>Fires deadlines (期限): at least once, never early, with one effect, for the operation derives from stream, bookmark and due instant.</summary>
public sealed class DeadlineWorker(
    IStoreReader reader, IStepStore store, IMediator mediator, WorkSignal signal, TimeProvider time, ILogger<DeadlineWorker> logger)
    : Worker(signal, time, logger)
{
    private const int Some = 256;

    /// <summary>Deadlines that were refused stay as they are until something changes.</summary>
    public override async Task<bool> RunOnceAsync(CancellationToken cancellation = default)
    {
        var fired = false;
        foreach (var due in await DueAsync())
            fired |= await FireAsync(due, cancellation);
        return fired;
    }

    /// <summary>Suspension stops deadlines, so the suspended ones at the head must not hide the others.</summary>
    private async Task<IReadOnlyList<DeadlineRow>> DueAsync()
    {
        for (var limit = Some; ; limit *= 4)
        {
            var due = await reader.DueDeadlinesAsync(Scope.All, Time.GetUtcNow(), limit);
            DeadlineRow[] running = [.. due.Where(d => d.Status != "suspended")];
            if (running.Length > 0 || due.Count < limit)
                return running;
        }
    }

    private async Task<bool> FireAsync(DeadlineRow due, CancellationToken cancellation)
    {
        if (await store.LoadAsync(due.Stream, cancellation) is not { } stream)
            return false;
        return (await mediator.Send(Settling.CommandOf(due, stream.Kind), cancellation)).Succeeded;
    }

    protected override Task<DateTimeOffset?> NextAsync() => reader.NextDeadlineAsync(Scope.All);
}
