using System.Collections.Concurrent;

namespace StudentAid.Workflow.Casework.Cases;

/// <summary>
/// One after another in this process, for each name: whoever draws the next of a running number stands in line, so that his claim on it is refused only
/// where another node was faster; and so does whoever wraps keys anew.
/// </summary>
public sealed class Turns
{
    private readonly ConcurrentDictionary<string, SemaphoreSlim> lines = new(StringComparer.Ordinal);

    /// <summary>Waits for the turn, which lasts until it is disposed of.</summary>
    public async Task<IDisposable> TakeAsync(string name, CancellationToken cancellation)
    {
        var line = lines.GetOrAdd(name, _ => new SemaphoreSlim(1));
        await line.WaitAsync(cancellation);
        return new Turn(line);
    }

    private sealed class Turn(SemaphoreSlim line) : IDisposable
    {
        public void Dispose() => line.Release();
    }
}
