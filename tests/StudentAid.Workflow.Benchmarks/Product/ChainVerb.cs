using Microsoft.Data.Sqlite;
using StudentAid.Workflow.Benchmarks.Stores;

namespace StudentAid.Workflow.Benchmarks.Product;

/// <summary>The whole product's step path on SQLite FULL against the hand-written limit, in turns in one run.</summary>
internal sealed class ChainVerb : Verb
{
    public override string Name => "chain";

    public override string Usage => "--store sqlite --callers 64 --cases 2000 --rounds 8 --at-least 0.4: steps/s of the product and of the limit, ratio, CPU, bytes a finished case; fails where the ratio is lower";

    public override async Task<int> RunAsync(IReadOnlyDictionary<string, string> options)
    {
        int callers = Number(options, "callers", 64), cases = Number(options, "cases", 2000), rounds = Number(options, "rounds", 8);
        if (Goal.Of(options) is not { } goal)
        {
            Console.Error.WriteLine($"Expected --at-least to be a ratio such as 0.4, but it is '{options["at-least"]}'.");
            return 2;
        }

        if (options.GetValueOrDefault("store", "sqlite") is not "sqlite" and var other)
        {
            Console.Error.WriteLine($"There is no store '{other}' to measure; there is sqlite.");
            return 2;
        }

        var folder = Directory.CreateTempSubdirectory("chain-benchmark-");
        List<Measure> limits = [], products = [];
        double bytes = 0, inUse = 0;
        for (var round = 0; round <= rounds; round++)
        {
            var limit = await StoreVerb.LimitAsync(Path.Combine(folder.FullName, $"limit-{round}.db"), callers, cases);
            var file = Path.Combine(folder.FullName, $"product-{round}.db");
            var product = await ProductAsync(file, callers, cases);
            if (round == 0)
                continue;
            limits.Add(limit);
            products.Add(product);
            bytes = await StoreVerb.BytesAsync(folder, file, cases);
            inUse = (Used(file) - Used(Path.Combine(folder.FullName, "empty.db"))) / (double)cases;
        }

        if (options.ContainsKey("keep"))
            Console.WriteLine(folder.FullName);
        else
            folder.Delete(recursive: true);
        var (mine, best) = (Measure.Median(products), Measure.Median(limits));
        var ratio = Measure.Middle(products.Zip(limits, (p, l) => p.PerSecond / l.PerSecond));
        Console.WriteLine(FormattableString.Invariant($"limit steps/s={best.PerSecond:F0} cpu={best.Cpu:F1} p50={best.P50:F2} p95={best.P95:F2}"));
        Console.WriteLine(FormattableString.Invariant($"product steps/s={mine.PerSecond:F0} cpu={mine.Cpu:F1} p50={mine.P50:F2} p95={mine.P95:F2}"));
        Console.WriteLine(FormattableString.Invariant($"ratio={ratio:F2} bytes={bytes:F0} in-use={inUse:F0} callers={callers} cases={cases}"));
        if (goal.ExitCode(ratio) != 0)
            Console.Error.WriteLine(FormattableString.Invariant($"Expected a ratio of at least {goal.Least}, but it is {ratio:F4}."));
        return goal.ExitCode(ratio);
    }

    private static async Task<Measure> ProductAsync(string path, int callers, int cases)
    {
        await using var product = new Approvals(path);
        await Task.WhenAll(Enumerable.Range(0, cases).Select(product.BeginAsync));
        return await Measure.RunAsync(callers, cases * Approvals.Steps, i => product.ApproveAsync(i % cases, (i / cases) + 1));
    }

    /// <summary>Bytes of the pages in use: without those that snapshots and tasks gave back, which are free for the next cases.</summary>
    private static long Used(string file)
    {
        using var connection = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=False");
        connection.Open();
        return (Pragma(connection, "page_count") - Pragma(connection, "freelist_count")) * Pragma(connection, "page_size");
    }

    private static long Pragma(SqliteConnection connection, string name)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"pragma {name}";
        return (long)command.ExecuteScalar()!;
    }
}
