namespace StudentAid.Workflow.Server.Tests.Web;

/// <summary>A technician school whose grants were published and paid, with its labour office above it; at the demonstration's hour.</summary>
public sealed class LiveTechnician : LiveDemo
{
    protected override string[] Mode => ["--demo"];

    protected override string? Kind => "technician school";

    protected override Task SeedAsync(IServiceProvider services) => TechnicianServer.PayAsync(PlayedServer.SchoolStoreOf(services));
}
