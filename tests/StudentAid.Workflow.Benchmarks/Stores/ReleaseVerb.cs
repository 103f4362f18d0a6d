using System.Diagnostics;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Storage.Sqlite;

namespace StudentAid.Workflow.Benchmarks.Stores;

/// <summary>A large roster's release beside people at work: how long the last case waits, and what a step of a person's takes meanwhile.</summary>
internal sealed class ReleaseVerb : Verb
{
    public override string Name => "release";

    public override string Usage => "--cases 10000 --callers 8: milliseconds until the last case is released, p95 of a step meanwhile";

    public override async Task<int> RunAsync(IReadOnlyDictionary<string, string> options)
    {
        int callers = Number(options, "callers", 8), cases = Number(options, "cases", 10_000);
        var folder = Directory.CreateTempSubdirectory("store-benchmark-");
        await using (var store = SqliteStore.Open(Path.Combine(folder.FullName, "store.db")))
        {
            await store.ApplyAsync([.. Enumerable.Range(0, cases).Select(number => Chain.Step(number, 0))]);
            var clock = Stopwatch.StartNew();
            var released = store.ApplyAsync([.. Enumerable.Range(0, cases).Select(number => Chain.Step(number, 1))]);
            var times = await Task.WhenAll(Enumerable.Range(1, callers).Select(caller => Task.Run(() => WorkAsync(store, cases * caller, released))));
            await released;
            var seconds = clock.Elapsed.TotalSeconds;
            double[] sorted = [.. times.SelectMany(t => t).Order()];
            Console.WriteLine(FormattableString.Invariant(
                $"release s={seconds:F2} cases={cases} steps-meanwhile={sorted.Length} p50={sorted[sorted.Length / 2]:F2} p95={sorted[(int)(sorted.Length * 0.95)]:F2}"));
        }

        folder.Delete(recursive: true);
        return 0;
    }

    private static async Task<List<double>> WorkAsync(SqliteStore store, int first, Task released)
    {
        var times = new List<double>();
        for (var number = first; !released.IsCompleted; number++)
        {
            var from = Stopwatch.GetTimestamp();
            if ((await store.ApplyAsync([Chain.Step(number, 0)]))[0] is not StepResult.Applied)
                throw new InvalidOperationException($"Expected case {number} to begin.");
            times.Add(Stopwatch.GetElapsedTime(from).TotalMilliseconds);
        }

        return times;
    }
}
