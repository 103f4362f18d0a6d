namespace StudentAid.Workflow.Server.Tests;

/// <summary>One server with an empty database for all tests of a class that leave nothing behind by which another would fail.</summary>
public sealed class OneServer : IAsyncLifetime
{
    public RunningServer Server { get; private set; } = null!;

    public async Task InitializeAsync() => Server = await RunningServer.StartAsync();

    public async Task DisposeAsync() => await Server.DisposeAsync();
}
