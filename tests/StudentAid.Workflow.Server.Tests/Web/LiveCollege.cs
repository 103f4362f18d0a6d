namespace StudentAid.Workflow.Server.Tests.Web;

/// <summary>A college with two determined students, a hit of a later list, and a round of adjustment whose window is open: 3 November 2025.</summary>
public sealed class LiveCollege : LiveDemo
{
    protected override string[] Mode => ["--demo"];

    protected override string? Kind => null;

    protected override DateTimeOffset? Begins => new DateTimeOffset(2025, 11, 3, 2, 0, 0, TimeSpan.Zero);

    protected override Task SeedAsync(IServiceProvider services) => LiveCaseFile.PlayAsync(services, Repository.PathOf("tests/schools/after-the-decision.case.json"));
}
