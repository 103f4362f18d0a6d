using StudentAid.Workflow.Casework.Rosters;

namespace StudentAid.Workflow.Server.Hosting;

/// <summary>Closes lists that close by themselves. Whether everybody has arrived follows from many steps, so it is looked at now and then, not at each.</summary>
public sealed class FreezeWorker(AutomaticFreeze freeze, WorkSignal signal, TimeProvider time, ILogger<FreezeWorker> logger) : Worker(signal, time, logger)
{
    private static readonly TimeSpan Now = TimeSpan.FromSeconds(5);

    private DateTimeOffset next = DateTimeOffset.MinValue;

    public override async Task<bool> RunOnceAsync(CancellationToken cancellation = default)
    {
        // A demonstration's clock may be set back, and then the next time would never come.
        if (Time.GetUtcNow() is var now && now < next && next - now <= Now)
            return false;
        var froze = await freeze.RunOnceAsync(cancellation);
        next = froze ? DateTimeOffset.MinValue : Time.GetUtcNow() + Now;
        return froze;
    }

    protected override Task<DateTimeOffset?> NextAsync() => Task.FromResult<DateTimeOffset?>(next);
}
