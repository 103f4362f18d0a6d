namespace StudentAid.Workflow.Server.Hosting;

/// <summary>Wakes the workers: pulsed after each applied step, and when a demonstration's clock was moved.</summary>
public sealed class WorkSignal
{
    private readonly List<SemaphoreSlim> waiting = [];
    private readonly Lock gate = new();

    /// <summary>A worker's own bell; many pulses before it looks are one.</summary>
    public SemaphoreSlim Bell()
    {
        var bell = new SemaphoreSlim(1, 1);
        lock (gate)
            waiting.Add(bell);
        return bell;
    }

    public void Pulse()
    {
        lock (gate)
        {
            foreach (var bell in waiting.Where(b => b.CurrentCount == 0))
                bell.Release();
        }
    }
}
