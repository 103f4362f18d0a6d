using System.Collections.Immutable;
using System.Globalization;
using FluentAssertions;
using FsCheck;
using FsCheck.Fluent;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Storage.Tests.Conformance;
using StudentAid.Workflow.Storage.Tests.Memory;
using Xunit;

namespace StudentAid.Workflow.Storage.Tests.Sqlite;

/// <summary>
/// Random histories on the database and on the store in memory: the same answers, the same chains, the same lists. <c>STORE_HISTORIES</c>
/// raises their number (60) for a longer run.
/// </summary>
public sealed class ModelTests
{
    [Fact]
    public void Every_history_is_answered_and_kept_as_in_memory()
    {
        var count = int.Parse(Environment.GetEnvironmentVariable("STORE_HISTORIES") ?? "60", CultureInfo.InvariantCulture);
        var histories = Arb.From(Gen.Choose(0, int.MaxValue - 1).ListOf(40));

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(count), Prop.ForAll(histories, numbers => AgreeAsync([.. numbers]).GetAwaiter().GetResult()));
    }

    private static async Task<bool> AgreeAsync(int[] numbers)
    {
        await using var database = new SqliteConformance.Temporary();
        await using var memory = new MemoryConformance.UnderTest();
        foreach (var pair in numbers.Chunk(2))
        {
            var versions = new Dictionary<Id, long>();
            for (var n = 0; n < 4; n++)
                versions[Sample.Case(n)] = (await memory.Steps.LoadAsync(Sample.Case(n)))?.Version ?? 0;
            Step[] steps = [.. pair.Select(number => RandomSteps.Decode(number, id => versions[id]))];
            (await AnswerAsync(database, steps)).Should().Be(await AnswerAsync(memory, steps));
        }

        foreach (var scope in (ImmutableArray<Scope>)[Scope.All, Scope.Of(Sample.School), Scope.Of(Sample.ClassTwo, Sample.OtherSchool)])
            (await ListsAsync(database, scope)).Should().Equal(await ListsAsync(memory, scope));
        (await database.DeletePracticeAsync(Sample.Case(3))).Should().Be(await memory.DeletePracticeAsync(Sample.Case(3)));
        (await ListsAsync(database, Scope.All)).Should().Equal(await ListsAsync(memory, Scope.All));
        return await database.Reader.VerifyAsync() is null;
    }

    private static async Task<string> AnswerAsync(IStoreUnderTest store, IReadOnlyList<Step> steps)
    {
        try
        {
            return string.Join(' ', await store.Steps.ApplyAsync(steps));
        }
        catch (BrokenStepException)
        {
            return "broken";
        }
    }

    private static async Task<List<string>> ListsAsync(IStoreUnderTest store, Scope scope)
    {
        var reader = store.Reader;
        var lines = new List<string>();
        for (var n = 0; n < 4; n++)
        {
            var stream = await store.Steps.LoadAsync(Sample.Case(n));
            lines.Add($"{stream?.Version} {stream?.Status} {stream?.Practice}");
            lines.AddRange((await store.Steps.EventsAsync(Sample.Case(n))).Select(e => $"{e.Seq} {Convert.ToHexString(e.Hash.Span)}"));
            lines.AddRange((await reader.TasksOfAsync(scope, Sample.Case(n))).Select(t => t.ToString()));
            lines.AddRange((await reader.DeadlinesOfAsync(scope, Sample.Case(n))).Select(d => d.ToString()));
        }

        lines.AddRange(await PagesAsync(cursor => reader.TasksAsync(scope, new TaskFilter(), new(cursor, 2))));
        lines.AddRange(await PagesAsync(cursor => reader.TasksAsync(scope, new TaskFilter { Person = Sample.Clerk }, new(cursor, 2))));
        lines.AddRange(await PagesAsync(cursor => reader.TasksAsync(scope, new TaskFilter { Posts = [], Own = [Sample.Clerk] }, new(cursor, 2))));
        lines.AddRange(await PagesAsync(cursor => reader.StreamsAsync(scope, new StreamFilter { Group = Sample.Round }, new(cursor, 2))));
        lines.AddRange(await PagesAsync(cursor => reader.EntriesAsync(scope, new EntryFilter { Gate = "gate" }, new(cursor, 2))));
        lines.AddRange(await PagesAsync(cursor => reader.EntriesAsync(scope, new EntryFilter { Barrier = Sample.Case(1) }, new(cursor, 2))));
        lines.AddRange((await reader.TaskCountsAsync(scope, new TaskFilter())).Select(c => c.ToString()));
        lines.AddRange((await reader.StreamCountsAsync(scope, Sample.Round, practice: true)).Select(c => c.ToString()));
        lines.AddRange((await reader.EntryCountsAsync(scope, "gate")).Select(c => c.ToString()));
        lines.AddRange((await reader.SignalsAsync(scope, "paid", "42")).Select(s => s.ToString()));
        lines.AddRange((await reader.ChildWaitsAsync(scope, Sample.Case(9))).Select(c => c.ToString()));
        lines.AddRange((await reader.PendingMessagesAsync(scope, Sample.Morning.AddHours(2), 20)).Select(m => $"{m.Message.Id} {m.Message.NotBefore} {m.OrgPath}"));
        lines.AddRange((await reader.DocumentsAsync(scope, new("pack") { Below = Sample.School })).Select(d => d.ToString()));
        lines.AddRange((await reader.DocumentsAsync(scope, new("pack"))).Select(d => d.ToString()));
        lines.AddRange((await reader.CountersAsync("c")).Select(c => c.ToString()));
        return lines;
    }

    /// <summary>All pages forward and then the last one's predecessor.</summary>
    private static async Task<List<string>> PagesAsync<T>(Func<string?, Task<Page<T>>> read)
    {
        var page = await read(null);
        var lines = page.Items.Select(i => i!.ToString()!).ToList();
        while (page.Next is { } next)
        {
            page = await read(next);
            lines.AddRange(page.Items.Select(i => i!.ToString()!));
            lines.Add($"{page.AtLeast}");
        }

        if (page.Previous is { } previous)
            lines.AddRange((await read(previous)).Items.Select(i => $"before: {i}"));
        return lines;
    }
}
