namespace StudentAid.Workflow.Server.Tests;

/// <summary>One server with the small college for all tests of a class that only look at it.</summary>
public sealed class OneSchool : IAsyncLifetime
{
    public RunningServer Server { get; private set; } = null!;

    public School School { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Server = await RunningServer.StartAsync();
        School = await School.OpenAsync(Server);
    }

    public async Task DisposeAsync() => await Server.DisposeAsync();
}
