using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Benchmarks.Product;

/// <summary>A list of many students is decided and released while people work: seconds until the last case has gone on, and what a step takes meanwhile.</summary>
internal sealed class RosterVerb : Verb
{
    public override string Name => "roster";

    public override string Usage => "--students 10000 --callers 8: seconds to the last case released, p95 of the callers' steps meanwhile and alone";

    public override async Task<int> RunAsync(IReadOnlyDictionary<string, string> options)
    {
        int students = Number(options, "students", 10_000), callers = Number(options, "callers", 8);
        var folder = Directory.CreateTempSubdirectory("roster-benchmark-");
        await using (var school = new ListedSchool(Path.Combine(folder.FullName, "product.db")))
        {
            await school.OpenAsync(students);
            var alone = await WorkAsync(school, callers, "alone", Task.Delay(TimeSpan.FromSeconds(2)));
            var clock = Stopwatch.StartNew();
            var release = Task.Run(() => school.DecideAndReleaseAsync());
            var meanwhile = await WorkAsync(school, callers, "meanwhile", release);
            var decided = await release;
            var seconds = clock.Elapsed.TotalSeconds;
            Console.WriteLine(FormattableString.Invariant(
                $"roster students={students} frozen={school.FreezeSeconds:F2}s decided={decided:F2}s released={seconds:F2}s p95-alone={P95(alone):F2}ms p95-meanwhile={P95(meanwhile):F2}ms steps-meanwhile={meanwhile.Count}"));
        }

        folder.Delete(recursive: true);
        return 0;
    }

    private static async Task<List<double>> WorkAsync(ListedSchool school, int callers, string name, Task until) =>
        [.. (await Task.WhenAll(Enumerable.Range(0, callers).Select(c => Task.Run(() => CallAsync(school, $"{name}-{c}", until))))).SelectMany(t => t)];

    private static async Task<List<double>> CallAsync(ListedSchool school, string caller, Task until)
    {
        var times = new List<double>();
        for (var n = 0; !until.IsCompleted; n++)
        {
            await school.BeginOtherAsync($"{caller}-{n}");
            for (var step = 1; step <= ListedSchool.OtherSteps && !until.IsCompleted; step++)
            {
                var from = Stopwatch.GetTimestamp();
                await school.ApproveOtherAsync($"{caller}-{n}", step);
                times.Add(Stopwatch.GetElapsedTime(from).TotalMilliseconds);
            }
        }

        return times;
    }

    private static double P95(List<double> times) => times.Order().ElementAt((int)(times.Count * 0.95));
}
