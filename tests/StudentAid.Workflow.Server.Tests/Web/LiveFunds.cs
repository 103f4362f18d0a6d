using System.Text;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using StudentAid.Workflow.Casework.Schools;

namespace StudentAid.Workflow.Server.Tests.Web;

/// <summary>A school as a case file leaves it, before a browser.</summary>
public abstract class LiveCaseFile(OneBrowser chromium) : LiveDemo(chromium)
{
    protected override string[] Mode => ["--demo"];

    protected override bool IsPlayed => false;

    protected abstract string File { get; }

    protected override async Task SeedAsync(IServiceProvider services)
    {
        var store = PlayedServer.SchoolStoreOf(services);
        var played = await new CaseFileRunner(clock => SchoolHosts.Open(store, clock, s => s.BuildServiceProvider())).RunAsync(File);
        played.Findings.Should().BeEmpty();
    }
}

/// <summary>A technician school whose national scholarship is given by places that came down the line.</summary>
public sealed class LivePlaces(OneBrowser chromium) : LiveCaseFile(chromium)
{
    protected override string File => Repository.PathOf("workflows/national/technician-scholarship/within-quota.case.json");
}

/// <summary>A technician school with an aid out of its own fund.</summary>
public sealed class LiveFund(OneBrowser chromium) : LiveCaseFile(chromium)
{
    protected override string File => Repository.PathOf("workflows/national/school-funded-aid/within-fund.case.json");
}

/// <summary>A class whose review group puts those agreed to in an order, its list still to be decided.</summary>
public sealed class LiveRanking(OneBrowser chromium) : LiveCaseFile(chromium)
{
    private const string Whole = "workflows/provinces/axes/05-decision-form-ranking.case.json";

    private readonly string file = Path.Combine(Path.GetDirectoryName(Repository.PathOf(Whole))!, $"ranking-{Environment.ProcessId}.tmp");

    protected override string File => file;

    /// <summary>The case file up to the meeting: what comes after it is done by hand.</summary>
    protected override async Task SeedAsync(IServiceProvider services)
    {
        var lines = await System.IO.File.ReadAllLinesAsync(Repository.PathOf(Whole));
        var last = Array.FindIndex(lines, l => l.Contains("class.meet", StringComparison.Ordinal));
        var text = new StringBuilder().AppendJoin('\n', lines.Take(last + 1)).ToString().TrimEnd(',') + "\n  ]\n}\n";
        await System.IO.File.WriteAllTextAsync(file, text);
        try
        {
            await base.SeedAsync(services);
        }
        finally
        {
            System.IO.File.Delete(file);
        }
    }
}
