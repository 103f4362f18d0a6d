using System.Text;
using FluentAssertions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Tests.Season;

/// <summary>
/// Searched after the demonstration's season and what follows it (<see cref="ByteSearch"/> says in which spellings): every file of the server's folder (database, write-ahead log,
/// shared memory, uploads under way, keys, heads), all that it logged at every level, which holds the address of each request, and then, of the built server as a process of its
/// own on the same database, every file of its temporary folder, which is its own (<c>TMPDIR</c>), all that it said, and the traces and metrics that it sent to a collector.
/// Not searched: the memory of a process, what the system keeps of it (swap, core dumps), and names of one character.
/// </summary>
public sealed class SweepTests
{
    [Fact]
    public async Task After_a_season_and_all_that_follows_it_no_name_number_telephone_or_card_of_anybody_stands_in_database_log_temporary_files_traces_or_any_other_file()
    {
        await using var demo = await SweptDemo.PlayAsync();
        demo.Values.Count.Should().BeGreaterThan(500);
        demo.Values.Should().Contain(v => v.Length == 2, "names of two characters are looked for too");
        var search = new ByteSearch(demo.Values);
        search.Find(Encoding.UTF8.GetBytes($"--{Convert.ToHexString(Encoding.UTF8.GetBytes(demo.Values[0]))}--------")).Should().Be(demo.Values[0], "the search reads hexadecimal");

        var files = FilesOf(demo.Server.Folder);
        files.Select(Path.GetFileName).Should().Contain(["test.db", "test.db-wal"]).And.Contain(f => f!.EndsWith(".part", StringComparison.Ordinal)).And.Contain(f => f!.EndsWith(".xml", StringComparison.Ordinal));
        var told = files.SelectMany(f => search.All(ByteSearch.Bytes(f)).Select(text => $"{Path.GetFileName(f)}: {text}")).Distinct().ToList();
        told.AddRange(search.All(Encoding.UTF8.GetBytes(demo.Server.Log.Text)).Select(text => $"log: {text}"));
        told.Should().BeEmpty();
        (await demo.Server.Get<IStoreReader>().VerifyAsync()).Should().BeNull();

        await using var process = await SweptProcess.GoOnAsync(demo);
        Directory.EnumerateFileSystemEntries(process.Temporary).Should().NotBeEmpty("the runtime keeps its own things there, so it is the process's temporary folder");
        process.Sent.Select(s => s.Path).Distinct().Should().BeEquivalentTo([SweptProcess.Traces, SweptProcess.Metrics]);
        process.Sent.Where(s => s.Path == SweptProcess.Traces).Should().Contain(s => Encoding.UTF8.GetString(s.Body).Contains("HttpRequestIn", StringComparison.Ordinal), "requests are traced");
        foreach (var file in FilesOf(process.Temporary).Concat(FilesOf(demo.Server.Folder)))
            told.AddRange(process.Search.All(ByteSearch.Bytes(file)).Select(text => $"{Path.GetFileName(file)}: {text}"));
        told.AddRange(process.Search.All(Encoding.UTF8.GetBytes(process.Said)).Select(text => $"said: {text}"));
        told.AddRange(process.Sent.SelectMany(s => process.Search.All(s.Body)).Select(text => $"sent: {text}"));
        told.Should().BeEmpty();
    }

    private static List<string> FilesOf(string folder) => [.. Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Where(f => new FileInfo(f).Length > 0)];
}
