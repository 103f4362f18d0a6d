using System.Diagnostics;

namespace StudentAid.Workflow.Benchmarks;

/// <summary>What a run of many steps by many callers took. Times in milliseconds, CPU in microseconds a step, of the whole process.</summary>
internal sealed record Measure(double PerSecond, double Cpu, double P50, double P95)
{
    /// <summary>Runs <paramref name="steps"/> numbered steps, each by the next free one of so many callers.</summary>
    public static async Task<Measure> RunAsync(int callers, int steps, Func<int, Task> step)
    {
        var times = new double[steps];
        var next = -1;
        var process = Process.GetCurrentProcess();
        var cpu = process.TotalProcessorTime;
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            for (var i = Interlocked.Increment(ref next); i < steps; i = Interlocked.Increment(ref next))
            {
                var from = clock.Elapsed;
                await step(i);
                times[i] = (clock.Elapsed - from).TotalMilliseconds;
            }
        })));
        var seconds = clock.Elapsed.TotalSeconds;
        process.Refresh();
        Array.Sort(times);
        return new Measure(
            steps / seconds, (process.TotalProcessorTime - cpu).TotalMicroseconds / steps, times[steps / 2], times[(int)(steps * 0.95)]);
    }

    /// <summary>The median of each figure by itself.</summary>
    public static Measure Median(IReadOnlyList<Measure> rounds) => new(
        Middle(rounds.Select(r => r.PerSecond)), Middle(rounds.Select(r => r.Cpu)), Middle(rounds.Select(r => r.P50)), Middle(rounds.Select(r => r.P95)));

    public static double Middle(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}
