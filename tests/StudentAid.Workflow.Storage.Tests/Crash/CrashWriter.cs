using System.Globalization;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Storage.Sqlite;
using StudentAid.Workflow.Storage.Tests.Conformance;

namespace StudentAid.Workflow.Storage.Tests.Crash;

/// <summary>
/// The child process of the crash tests: <c>PATH SEED</c> writes steps on the file as fast as it can and prints each acknowledged one as
/// <c>stream seq operation</c>, until it is killed. Exit 3: the file is another's; 4: the store has stopped and stays stopped.
/// </summary>
internal static class CrashWriter
{
    private const int Writers = 8;

    public static async Task<int> RunAsync(string[] args)
    {
        SqliteStore store;
        try
        {
            store = SqliteStore.Open(args[0], new SqliteOptions { CheckpointPages = 40 });
        }
        catch (StoreException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 3;
        }

        try
        {
            await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(() => WriteAsync(store, args[1], writer))));
            return 0;
        }
        catch (StoreStoppedException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return await IsStoppedAsync(store) ? 4 : 5;
        }
    }

    public static Step Step(Id stream, long expected)
    {
        var step = Sample.Step(stream, expected);
        RowChange opened = Sample.Opened((int)expected + 1);
        return step with
        {
            Operation = Id.Of(stream, expected, 1), Data = new byte[300 + (expected * 37 % 900)], Claims = [new Claim("steps", Add: 1)],
            Rows = expected == 0 ? [opened] : [new TaskClosed((int)expected), opened],
        };
    }

    private static async Task WriteAsync(SqliteStore store, string seed, int writer)
    {
        for (var n = 0; ; n++)
        {
            var bulk = (n + writer) % 5 == 0;
            Id[] streams = [.. Enumerable.Range(0, bulk ? 20 : 1).Select(i => Id.Of(seed, $"{writer}/{n}/{i}"))];
            for (var expected = 0; expected < 4; expected++)
                Report(streams, await store.ApplyAsync([.. streams.Select(s => Step(s, expected))]), expected);
        }
    }

    private static void Report(Id[] streams, IReadOnlyList<StepResult> results, int expected)
    {
        var lines = streams.Zip(results).Where(pair => pair.Second is StepResult.Applied)
            .Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.First} {expected + 1} {Id.Of(pair.First, expected, 1)}"));
        Console.Out.WriteLine(string.Join('\n', lines));
    }

    private static async Task<bool> IsStoppedAsync(SqliteStore store)
    {
        try
        {
            await store.ApplyAsync([Step(Id.Of("after"), 0)]);
            return false;
        }
        catch (StoreStoppedException)
        {
            return true;
        }
    }
}
