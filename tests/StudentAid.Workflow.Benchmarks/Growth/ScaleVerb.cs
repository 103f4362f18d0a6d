using System.Diagnostics;
using System.Globalization;
using StudentAid.Workflow.Benchmarks.Product;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Benchmarks.Growth;

/// <summary>What a step, a page of an inbox and the page of a case cost among few cases and among many, in turns in one run.</summary>
internal sealed class ScaleVerb : Verb
{
    public override string Name => "scale";

    public override string Usage => "--few 10000 --cases 300000 --rounds 200: median ms of step, inbox page and case page among few and many cases, their ratio, and pages of the file that each looks at";

    public override async Task<int> RunAsync(IReadOnlyDictionary<string, string> options)
    {
        int few = Number(options, "few", 10_000), many = Number(options, "cases", 300_000), rounds = Number(options, "rounds", 200);
        var folder = Directory.CreateTempSubdirectory("scale-benchmark-");
        var clock = Stopwatch.StartNew();
        GrownStore[] files = [new(Path.Combine(folder.FullName, "few.db")), new(Path.Combine(folder.FullName, "many.db"))];
        await files[0].FillAsync(few);
        await files[1].FillAsync(many);
        Console.WriteLine(FormattableString.Invariant($"filled few={few} many={many} seconds={clock.Elapsed.TotalSeconds:F0} bytes={new FileInfo(files[1].Path).Length / (double)many:F0}"));
        await using (var small = new GrownSchool(files[0].Path, few))
        await using (var large = new GrownSchool(files[1].Path, many))
        {
            await CompareAsync("step", small, large, rounds, (school, n) => school.StepAsync(n));
            await CompareAsync("inbox", small, large, rounds, (school, _) => school.InboxAsync());
            await CompareAsync("case", small, large, rounds, (school, n) => school.CaseAsync(n));
            Console.WriteLine(Pages("inbox", small.InboxPages(), large.InboxPages()));
            Console.WriteLine(Pages("case", small.CasePages(), large.CasePages()));
        }

        folder.Delete(recursive: true);
        return 0;
    }

    private static async Task CompareAsync(string name, GrownSchool small, GrownSchool large, int rounds, Func<GrownSchool, int, Task> act)
    {
        List<double> few = [], many = [];
        for (var round = 0; round < rounds; round++)
        {
            few.Add(await TimeAsync(() => act(small, round)));
            many.Add(await TimeAsync(() => act(large, round)));
        }

        var (a, b) = (Measure.Middle(few.Skip(rounds / 10)), Measure.Middle(many.Skip(rounds / 10)));
        Console.WriteLine(FormattableString.Invariant($"{name} few={a:F3}ms many={b:F3}ms ratio={b / a:F2}"));
    }

    private static async Task<double> TimeAsync(Func<Task> act)
    {
        var from = Stopwatch.GetTimestamp();
        await act();
        return Stopwatch.GetElapsedTime(from).TotalMilliseconds;
    }

    private static string Pages(string name, (int Rows, int Pages) few, (int Rows, int Pages) many) => string.Create(
        CultureInfo.InvariantCulture, $"{name}-pages rows={few.Rows}/{many.Rows} few={few.Pages} many={many.Pages}");
}
