namespace StudentAid.Workflow.Server.Tests.Web;

/// <summary>A class of forty whose list waits for its review group of seven, of whom five make the quorum; at the demonstration's hour.</summary>
public sealed class LiveForty : LiveDemo
{
    protected override string[] Mode => ["--demo", "--outbox:allow=127.0.0.1"];

    protected override string? Kind => "class of forty";

    protected override Task SeedAsync(IServiceProvider services) => PlayedServer.BuildAsync(PlayedServer.SchoolStoreOf(services), "tests/schools/class-of-forty.school.json");
}
