namespace StudentAid.Workflow.Server.Tests;

/// <summary>A server with the small college for each test by itself, where one changes what another would look at.</summary>
public abstract class OwnSchool : IAsyncLifetime
{
    protected RunningServer Server { get; private set; } = null!;

    protected School School { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Server = await RunningServer.StartAsync();
        School = await School.OpenAsync(Server);
    }

    public async Task DisposeAsync() => await Server.DisposeAsync();
}
