using System.Text;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using StudentAid.Workflow.Casework.Schools;
using StudentAid.Workflow.Server.Tests.Cli;

namespace StudentAid.Workflow.Server.Tests.Web;

/// <summary>A school as a case file leaves it, before a browser.</summary>
public abstract class LiveCaseFile : LiveDemo
{
    protected override string[] Mode => ["--demo"];

    protected override string? Kind => null;

    protected abstract string File { get; }

    protected override Task SeedAsync(IServiceProvider services) => PlayAsync(services, File);

    /// <summary>Plays a case file into the server's store.</summary>
    internal static async Task PlayAsync(IServiceProvider services, string file)
    {
        var store = PlayedServer.SchoolStoreOf(services);
        var played = await new CaseFileRunner(clock => SchoolHosts.Open(store, clock, s => s.BuildServiceProvider())).RunAsync(file);
        played.Findings.Should().BeEmpty();
    }
}

/// <summary>A technician school whose national scholarship is given by places that came down the line.</summary>
public sealed class LivePlaces : LiveCaseFile
{
    protected override string File => Repository.PathOf("workflows/national/technician-scholarship/within-quota.case.json");
}

/// <summary>A technician school with an aid out of its own fund.</summary>
public sealed class LiveFund : LiveCaseFile
{
    protected override string File => Repository.PathOf("workflows/national/school-funded-aid/within-fund.case.json");
}

/// <summary>A case file up to a step, in a checkout of its own: what comes after it is done by hand.</summary>
public abstract class LiveUpTo : LiveCaseFile
{
    protected abstract string LastStep { get; }

    protected override async Task SeedAsync(IServiceProvider services)
    {
        using var scratch = new Scratch();
        foreach (var folder in (string[])["workflows/national", "workflows/calendars", "tests/schools"])
            scratch.Copy(folder);
        var lines = await System.IO.File.ReadAllLinesAsync(Repository.PathOf(File));
        var last = Array.FindIndex(lines, l => l.Contains(LastStep, StringComparison.Ordinal));
        var text = new StringBuilder().AppendJoin('\n', lines.Take(last + 1)).ToString().TrimEnd(',') + "\n  ]\n}\n";
        await PlayAsync(services, scratch.Write(File, text));
    }
}

/// <summary>A class whose review group puts those agreed to in an order, its list still to be decided.</summary>
public sealed class LiveRanking : LiveUpTo
{
    protected override string File => "workflows/provinces/axes/05-decision-form-ranking.case.json";

    protected override string LastStep => "class.meet";
}

/// <summary>A class whose review group fills in score sheets, before it meets.</summary>
public sealed class LiveSheet : LiveUpTo
{
    protected override string File => "workflows/provinces/axes/05-decision-form-sheet.case.json";

    protected override string LastStep => "class.freeze";
}
