using StudentAid.Workflow.Storage;

namespace StudentAid.Workflow.Server.Hosting;

/// <summary>
/// Work that the system does by itself. Between two rounds it rests until something was written, or until its next due instant. What it finds it
/// finds in the store, so that after a crash it takes up what is left.
/// </summary>
public abstract partial class Worker(WorkSignal signal, TimeProvider time, ILogger logger) : BackgroundService
{
    private static readonly TimeSpan ShortestRest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RestAfterRefusal = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(1);

    protected TimeProvider Time => time;

    /// <summary>Does what is due now. True where something was done, so that there may be more.</summary>
    public abstract Task<bool> RunOnceAsync(CancellationToken cancellation = default);

    /// <summary>A round of the loop: what is due, unless a worker has what goes on beside it.</summary>
    protected virtual Task<bool> RoundAsync(CancellationToken cancellation) => RunOnceAsync(cancellation);

    /// <summary>The next instant at which there is work, if any is known.</summary>
    protected abstract Task<DateTimeOffset?> NextAsync();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var bell = signal.Bell();
        while (!stoppingToken.IsCancellationRequested)
        {
            var busy = await TryAsync(stoppingToken);
            if (busy == true)
                continue;
            var rest = busy is null ? ShortestRest : await RestAsync();
            await WaitAsync(bell, rest, stoppingToken);
        }
    }

    /// <summary>Null where it failed: then it rests a moment and tries again.</summary>
    private async Task<bool?> TryAsync(CancellationToken cancellation)
    {
        try
        {
            return await RoundAsync(cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception e) when (MayPass(e))
        {
            Report(e);
            return null;
        }
    }

    /// <summary>What another attempt may not meet again.</summary>
    protected static bool MayPass(Exception e) => e is StoreException or IOException or InvalidOperationException or HttpRequestException;

    protected void Report(Exception e) => Failed(logger, GetType().Name, e);

    private async Task<TimeSpan> RestAsync()
    {
        if (await NextAsync() is not { } next)
            return LongestRest;
        var rest = next - time.GetUtcNow();
        return rest <= TimeSpan.Zero ? RestAfterRefusal : rest < ShortestRest ? ShortestRest : rest > LongestRest ? LongestRest : rest;
    }

    private async Task WaitAsync(SemaphoreSlim bell, TimeSpan rest, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var rung = bell.WaitAsync(stop.Token);
        var due = Task.Delay(rest, time, stop.Token);
        await Task.WhenAny(rung, due);
        await stop.CancelAsync();
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Worker} failed and tries again in a moment.")]
    private static partial void Failed(ILogger logger, string worker, Exception exception);
}
