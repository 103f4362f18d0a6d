using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace StudentAid.Workflow.Benchmarks.Start;

/// <summary>The built server as a process: from its start to the first answer of /readyz, and what it holds in memory once it has rested.</summary>
internal sealed class StartVerb : Verb
{
    private const int ReadySeconds = 60;
    private static readonly TimeSpan BetweenCalls = TimeSpan.FromMilliseconds(10);

    public override string Name => "start";

    public override string Usage => "--rounds 5 --idle 30: seconds until /readyz answers, on a new database and on one that exists, and processor seconds of the latter; resident memory after so many idle seconds";

    public override async Task<int> RunAsync(IReadOnlyDictionary<string, string> options)
    {
        int rounds = Number(options, "rounds", 5), idle = Number(options, "idle", 30);
        var folder = Directory.CreateTempSubdirectory("start-benchmark-");
        List<double> first = [], again = [], cpu = [];
        for (var round = 0; round < rounds; round++)
        {
            var file = Path.Combine(folder.FullName, round.ToString(CultureInfo.InvariantCulture), "new.db");
            first.Add((await StartAsync(file, 0)).Seconds);
            var existing = await StartAsync(file, 0);
            again.Add(existing.Seconds);
            cpu.Add(existing.Cpu);
        }

        var rested = await StartAsync(Path.Combine(folder.FullName, "0", "new.db"), idle);
        folder.Delete(recursive: true);
        Console.WriteLine(FormattableString.Invariant(
            $"start new={Measure.Middle(first):F2}s existing={Measure.Middle(again):F2}s cpu={Measure.Middle(cpu):F2}s slowest={first.Concat(again).Max():F2}s idle={rested.Megabytes:F0}MB after={idle}s rounds={rounds}"));
        return 0;
    }

    private static async Task<(double Seconds, double Cpu, double Megabytes)> StartAsync(string database, int idle)
    {
        var url = FormattableString.Invariant($"http://127.0.0.1:{FreePort()}");
        StudentAid.Workflow.Storage.Keys.MasterKey.ReadOrCreate(database + ".key");
        var start = new ProcessStartInfo("dotnet", ["exec", Server(), "--data", database, "--key", database + ".key", "--urls", url]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        try
        {
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            await ReadyAsync(new Uri(url + "/readyz"), process);
            var seconds = clock.Elapsed.TotalSeconds;
            var cpu = process.TotalProcessorTime.TotalSeconds;
            await Task.Delay(TimeSpan.FromSeconds(idle));
            process.Refresh();
            return (seconds, cpu, process.WorkingSet64 / 1e6);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    private static async Task ReadyAsync(Uri ready, Process process)
    {
        using var client = new HttpClient();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(ReadySeconds));
        while (!process.HasExited)
        {
            try
            {
                if ((await client.GetAsync(ready, patience.Token)).IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }

            await Task.Delay(BetweenCalls, patience.Token);
        }

        throw new InvalidOperationException($"Expected the server to answer {ready}, but it ended with {process.ExitCode}.");
    }

    /// <summary>The server that was built together with this program.</summary>
    private static string Server()
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        return Repository.PathOf($"src/StudentAid.Workflow.Server/bin/{configuration}/net10.0/StudentAid.Workflow.Server.dll");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
