using System.Text;
using FluentAssertions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Tests.Season;

public sealed class SweepTests
{
    [Fact]
    public async Task After_a_season_and_all_that_follows_it_no_name_number_telephone_or_card_of_anybody_stands_in_database_log_or_any_other_file()
    {
        await using var demo = await SweptDemo.PlayAsync();
        demo.Values.Count.Should().BeGreaterThan(500);
        var search = new ByteSearch(demo.Values);
        search.Find(Encoding.UTF8.GetBytes($"--{Convert.ToHexString(Encoding.UTF8.GetBytes(demo.Values[0]))}--------")).Should().Be(demo.Values[0], "the search reads hexadecimal");

        var files = Directory.GetFiles(demo.Server.Folder, "*", SearchOption.AllDirectories).Where(f => new FileInfo(f).Length > 0).ToList();
        files.Select(Path.GetFileName).Should().Contain(["test.db", "test.db-wal"]).And.Contain(f => f!.EndsWith(".part", StringComparison.Ordinal)).And.Contain(f => f!.EndsWith(".xml", StringComparison.Ordinal));
        var told = files.SelectMany(f => search.All(ByteSearch.Bytes(f)).Select(text => $"{Path.GetFileName(f)}: {text}")).Distinct().ToList();
        told.AddRange(search.All(Encoding.UTF8.GetBytes(demo.Server.Log.Text)).Select(text => $"log: {text}"));
        told.Should().BeEmpty();
        (await demo.Server.Get<IStoreReader>().VerifyAsync()).Should().BeNull();
    }
}
