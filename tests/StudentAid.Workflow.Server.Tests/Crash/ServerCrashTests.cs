using System.Globalization;
using FluentAssertions;
using Microsoft.Data.Sqlite;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Hosting;
using Xunit.Abstractions;

namespace StudentAid.Workflow.Server.Tests.Crash;

/// <summary>The built server, killed again and again while people work. <c>SERVER_CRASHES</c> raises the number of kills (4) for a longer run.</summary>
public sealed class ServerCrashTests(ITestOutputHelper output) : IDisposable
{
    private static readonly int Kills = int.Parse(Environment.GetEnvironmentVariable("SERVER_CRASHES") ?? "4", CultureInfo.InvariantCulture);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2 + Kills);

    private static readonly string[] Acts = ["/decide", "/decide", "/decide", "/rosters", "/vote", "/post", "/answer"];

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("server-crash-");
    private readonly Journal journal = new();
    private readonly Address address = new();
    private readonly Random random = new(20261121);
    private readonly CancellationTokenSource stop = new(Longest);

    private string Database => Path.Combine(folder.FullName, "test.db");

    [Fact]
    public async Task Whatever_the_server_has_acknowledged_survives_its_kill_and_is_there_once()
    {
        var server = ServerProcess.Start(Database);
        try
        {
            address.Is(await server.ListeningAsync());
            var callers = await SetUpAsync();
            var killed = 0;
            var work = Task.WhenAll(callers.Select(c => c.WorkAsync(() => Volatile.Read(ref killed) >= Kills, stop.Token)));
            for (; killed < Kills; Volatile.Write(ref killed, killed + 1))
            {
                await MomentAsync(server, work);
                address.IsGone();
                await server.KillAsync();
                server.Dispose();
                server = ServerProcess.Start(Database);
            }

            address.Is(await server.ListeningAsync());
            await work.WaitAsync(stop.Token);
            await server.KillAsync();
            await CheckAsync(callers);
        }
        finally
        {
            server.Dispose();
        }
    }

    public void Dispose()
    {
        address.Dispose();
        stop.Dispose();
        folder.Delete(recursive: true);
    }

    private async Task<IReadOnlyList<CrashCaller>> SetUpAsync()
    {
        var key = (await File.ReadAllTextAsync(Path.Combine(folder.FullName, FirstStart.File), stop.Token)).Trim();
        var administrator = new Line(address, journal, Id.Of("principal", "first-start"), key);
        return await new CrashSchool(address, journal, administrator).SetUpAsync(3, 1, 1);
    }

    /// <summary>Some while into the start, after so many acknowledged calls, or while what follows an act on a list is under way.</summary>
    private async Task MomentAsync(ServerProcess server, Task work)
    {
        var kind = random.Next(10);
        if (kind == 0)
        {
            await Task.Delay(random.Next(800), stop.Token);
            return;
        }

        address.Is(await server.ListeningAsync());
        journal.Catch();
        var reached = journal.AwaitAsync(random.Next(1, 250), Acts.ElementAtOrDefault(kind - 1) ?? "no such path", stop.Token);
        if (await Task.WhenAny(reached, work) == work)
            await work;
        await reached;
        if (kind <= Acts.Length)
            await Task.Delay(random.Next(40), stop.Token);
    }

    private async Task CheckAsync(IReadOnlyList<CrashCaller> callers)
    {
        var clock = new ManualTimeProvider(DateTimeOffset.UtcNow);
        var server = await RunningServer.StartInAsync(folder.FullName, clock);
        await server.SettleAsync();
        clock.MoveTo(clock.GetUtcNow().AddDays(CrashSchool.DaysShown + 1));
        await server.SettleAsync();
        var histories = new Histories(server.Get<IStepStore>(), server.Get<IStoreReader>());
        await histories.CheckAsync([.. journal.Calls], callers.SelectMany(c => c.Rounds));
        await server.StopAsync();
        output.WriteLine($"kills={Kills} calls={journal.Calls.Count} sent again={journal.Resent} streams={histories.Streams} events={histories.Events}");

        using var connection = new SqliteConnection($"Data Source={Database};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "pragma integrity_check";
        command.ExecuteScalar().Should().Be("ok");
    }
}
