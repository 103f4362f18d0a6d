using StudentAid.Workflow.Benchmarks.Limit;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Storage.Sqlite;

namespace StudentAid.Workflow.Benchmarks.Stores;

/// <summary>The SQLite store against the hand-written limit, in turns on one machine; the ratio is the figure to look at.</summary>
internal sealed class StoreVerb : Verb
{
    public override string Name => "store";

    public override string Usage => "--callers 64 --cases 2000 --rounds 5: steps/s of the store and of the limit, ratio, CPU, bytes a finished case";

    public override async Task<int> RunAsync(IReadOnlyDictionary<string, string> options)
    {
        int callers = Number(options, "callers", 64), cases = Number(options, "cases", 2000), rounds = Number(options, "rounds", 5);
        var folder = Directory.CreateTempSubdirectory("store-benchmark-");
        List<Measure> limits = [], stores = [];
        double bytes = 0;
        for (var round = 0; round <= rounds; round++)
        {
            var limit = await LimitAsync(Path.Combine(folder.FullName, $"limit-{round}.db"), callers, cases);
            var file = Path.Combine(folder.FullName, $"store-{round}.db");
            var store = await StoreAsync(file, callers, cases);
            if (round == 0)
                continue;
            limits.Add(limit);
            stores.Add(store);
            bytes = await BytesAsync(folder, file, cases);
        }

        folder.Delete(recursive: true);
        var (mine, best) = (Measure.Median(stores), Measure.Median(limits));
        var ratio = Measure.Middle(stores.Zip(limits, (s, l) => s.PerSecond / l.PerSecond));
        Console.WriteLine(FormattableString.Invariant($"limit steps/s={best.PerSecond:F0} cpu={best.Cpu:F1} p50={best.P50:F2} p95={best.P95:F2}"));
        Console.WriteLine(FormattableString.Invariant($"store steps/s={mine.PerSecond:F0} cpu={mine.Cpu:F1} p50={mine.P50:F2} p95={mine.P95:F2}"));
        Console.WriteLine(FormattableString.Invariant($"ratio={ratio:F2} bytes={bytes:F0} callers={callers} cases={cases}"));
        return bytes <= 2048 ? 0 : 1;
    }

    internal static async Task<Measure> LimitAsync(string path, int callers, int cases)
    {
        using var limit = new SqliteLimit(path);
        await Task.WhenAll(Enumerable.Range(0, cases).Select(number => limit.ApplyAsync(Chain.LimitStep(number, 0))));
        return await Measure.RunAsync(callers, cases * Chain.Approvals, async i =>
        {
            if (!await limit.ApplyAsync(Chain.LimitStep(i % cases, (i / cases) + 1)))
                throw new InvalidOperationException($"Expected step {i} of the limit to be applied.");
        });
    }

    private static async Task<Measure> StoreAsync(string path, int callers, int cases)
    {
        await using var store = SqliteStore.Open(path);
        await store.ApplyAsync([.. Enumerable.Range(0, cases).Select(number => Chain.Step(number, 0))]);
        return await Measure.RunAsync(callers, cases * Chain.Approvals, async i =>
        {
            var result = await store.ApplyAsync([Chain.Step(i % cases, (i / cases) + 1)]);
            if (result[0] is not StepResult.Applied)
                throw new InvalidOperationException($"Expected step {i} to be applied, but got {result[0]}.");
        });
    }

    /// <summary>The file's growth by a finished case, against an empty store.</summary>
    internal static async Task<double> BytesAsync(DirectoryInfo folder, string file, int cases)
    {
        var empty = Path.Combine(folder.FullName, "empty.db");
        await using (SqliteStore.Open(empty))
        {
        }

        return (new FileInfo(file).Length - new FileInfo(empty).Length) / (double)cases;
    }
}
