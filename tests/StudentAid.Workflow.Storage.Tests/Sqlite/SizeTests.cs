using FluentAssertions;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Storage.Sqlite;
using Xunit;
using Xunit.Abstractions;
using static StudentAid.Workflow.Storage.Tests.Conformance.Sample;

namespace StudentAid.Workflow.Storage.Tests.Sqlite;

public sealed class SizeTests(ITestOutputHelper output)
{
    private const int Cases = 1000;

    [Fact]
    public async Task A_finished_case_of_six_approvals_takes_at_most_1900_bytes()
    {
        using var folder = new TemporaryFolder();
        await using (SqliteStore.Open(folder.File("empty.db")))
        {
        }

        await using (var store = SqliteStore.Open(folder.File("full.db")))
        {
            for (var n = 0; n <= 6; n++)
                await store.ApplyAsync([.. Enumerable.Range(1, Cases).Select(number => Approval(number, n))]);
        }

        var bytes = (new FileInfo(folder.File("full.db")).Length - new FileInfo(folder.File("empty.db")).Length) / (double)Cases;
        output.WriteLine($"bytes per case = {bytes:F0}");
        bytes.Should().BeLessThanOrEqualTo(1900);
    }

    private static Step Approval(int number, int n) => Step(Case(number), n) with
    {
        Data = new byte[100],
        Actor = Id.Of("actor", n == 0 ? $"{number}" : $"{number % 40}"),
        Serial = n == 0 ? new Serial("school-2025-2026", number) : null,
        Status = n == 6 ? "finished" : "open",
        Snapshot = n == 6 ? default(ReadOnlyMemory<byte>) : new byte[300],
        Rows = [.. new RowChange?[] { n == 0 ? null : new TaskClosed(n), n == 6 ? null : Opened(n + 1) }.OfType<RowChange>()],
    };
}
