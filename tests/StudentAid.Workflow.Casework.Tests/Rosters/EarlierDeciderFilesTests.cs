using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using StudentAid.Workflow.Casework.Schools;
using StudentAid.Workflow.Storage.Memory;

namespace StudentAid.Workflow.Casework.Tests.Rosters;

/// <summary>Who decided before, played on whole seasons: the case files of tests/rules that are about two persons.</summary>
public sealed class EarlierDeciderFilesTests
{
    public static TheoryData<string> Files => [.. Directory.GetFiles(Folder, "02-*person*.case.json").Select(Path.GetFileName).OfType<string>().Order(StringComparer.Ordinal)];

    private static string Folder => Repository.PathOf("tests/rules");

    [Theory]
    [MemberData(nameof(Files))]
    public async Task The_file_goes_as_it_says(string name)
    {
        var result = await new CaseFileRunner(Open).RunAsync(Path.Combine(Folder, name));

        result.Findings.Should().BeEmpty();
        result.Steps.Should().BeGreaterThan(3);
    }

    private static SchoolHost Open(SchoolClock clock)
    {
        var store = new MemoryStore();
        return SchoolHosts.Open(new SchoolStore(store, store.Reader, store.MarkMessagesAsync, store.DeletePracticeAsync), clock, s => s.BuildServiceProvider());
    }
}
