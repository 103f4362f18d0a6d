using System.Diagnostics;
using System.Globalization;
using FluentAssertions;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Storage.Sqlite;
using Xunit;

namespace StudentAid.Workflow.Storage.Tests.Crash;

/// <summary>Real processes on real files. <c>STORE_CRASHES</c> raises the number of kills (25) for a longer run.</summary>
public sealed class CrashTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Whatever_was_acknowledged_before_a_kill_is_there_once_and_whole()
    {
        var kills = int.Parse(Environment.GetEnvironmentVariable("STORE_CRASHES") ?? "25", CultureInfo.InvariantCulture);
        var path = _folder.File("killed.db");
        var random = new Random(20260922);
        long applied = 0;
        for (var kill = 0; kill < kills; kill++)
        {
            var acknowledged = await KillAsync(path, $"seed-{kill}", after: random.Next(1, 400));
            applied = await CheckAsync(path, acknowledged, applied);
        }
    }

    [Fact]
    public async Task A_second_process_on_the_file_is_refused_with_its_name()
    {
        var path = _folder.File("taken.db");
        await using var store = SqliteStore.Open(path);

        using var child = Child.Start(path, "seed");
        var error = await child.StandardError.ReadToEndAsync();
        await child.WaitForExitAsync();

        child.ExitCode.Should().Be(3);
        error.Should().Contain(path).And.Contain("only writer");
    }

    [Fact]
    public async Task An_input_output_error_stops_the_store_for_good_and_what_was_acknowledged_stays()
    {
        var path = _folder.File("limited.db");
        using var child = Child.StartLimited(600, path, "seed");
        var error = child.StandardError.ReadToEndAsync();
        var lines = await ReadAsync(child, int.MaxValue);
        await child.WaitForExitAsync();

        child.ExitCode.Should().Be(4, await error);
        lines.Should().NotBeEmpty();
        await CheckAsync(path, lines, 0);
    }

    private static async Task<List<string>> KillAsync(string path, string seed, int after)
    {
        using var child = Child.Start(path, seed);
        var lines = await ReadAsync(child, after);
        child.Kill();
        lines.AddRange(await ReadAsync(child, int.MaxValue));
        await child.WaitForExitAsync();
        return lines;
    }

    /// <summary>Whole lines of the child's output; the last one may have been cut by the kill.</summary>
    private static async Task<List<string>> ReadAsync(Process child, int count)
    {
        var lines = new List<string>();
        while (lines.Count < count && await child.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.Split(' ') is [{ Length: 26 }, _, { Length: 26 }])
                lines.Add(line);
        }

        return lines;
    }

    private static async Task<long> CheckAsync(string path, List<string> acknowledged, long before)
    {
        await using var store = SqliteStore.Open(path);
        foreach (var parts in acknowledged.Select(line => line.Split(' ')))
        {
            var stored = await store.OperationAsync(Id.Parse(parts[2]));
            stored.Should().NotBeNull("the step {0} was acknowledged", string.Join(' ', parts));
            (stored!.Stream, stored.Seq).Should().Be((Id.Parse(parts[0]), long.Parse(parts[1], CultureInfo.InvariantCulture)));
        }

        (await store.Reader.VerifyAsync()).Should().BeNull();
        var applied = await store.CounterAsync("steps");
        applied.Should().BeGreaterThanOrEqualTo(before + acknowledged.Count);
        await OneTaskEachAsync(store, acknowledged);
        await store.DisposeAsync();
        using var connection = SqliteFile.OpenReader(path);
        SqliteFile.Pragma(connection, "integrity_check").Should().Be("ok");
        using var count = connection.CreateCommand();
        count.CommandText = "select count(*) from event";
        Convert.ToInt64(count.ExecuteScalar(), CultureInfo.InvariantCulture).Should().Be(applied, "every event counted once and no other did");
        return applied;
    }

    private static async Task OneTaskEachAsync(SqliteStore store, List<string> acknowledged)
    {
        foreach (var stream in acknowledged.Select(line => Id.Parse(line.Split(' ')[0])).Distinct().TakeLast(50))
        {
            var version = (await store.LoadAsync(stream))!.Version;
            (await store.Reader.TasksOfAsync(Scope.All, stream)).Select(t => (long)t.Bookmark).Should().Equal(version);
        }
    }
}
