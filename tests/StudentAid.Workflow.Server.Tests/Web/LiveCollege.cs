using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using StudentAid.Workflow.Casework.Schools;

namespace StudentAid.Workflow.Server.Tests.Web;

/// <summary>A college with two determined students, a hit of a later list, and a round of adjustment whose window is open: 3 November 2025.</summary>
public sealed class LiveCollege(OneBrowser chromium) : LiveDemo(chromium)
{
    protected override string[] Mode => ["--demo"];

    protected override bool IsPlayed => false;

    protected override DateTimeOffset? Begins => new DateTimeOffset(2025, 11, 3, 2, 0, 0, TimeSpan.Zero);

    protected override async Task SeedAsync(IServiceProvider services)
    {
        var store = PlayedServer.SchoolStoreOf(services);
        var played = await new CaseFileRunner(clock => SchoolHosts.Open(store, clock, s => s.BuildServiceProvider())).RunAsync(Repository.PathOf("tests/schools/after-the-decision.case.json"));
        played.Findings.Should().BeEmpty();
    }
}
