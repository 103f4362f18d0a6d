namespace StudentAid.Workflow.Server.Tests.Webhooks;

/// <summary>For each test a server on a clock of its own, and a receiver on the loopback that it may send to.</summary>
public abstract class HookedServer : IAsyncLifetime
{
    private const string Allow = "--outbox:allow=127.0.0.1";
    private protected readonly ManualTimeProvider time = new(new DateTimeOffset(2026, 9, 14, 2, 0, 0, TimeSpan.Zero));
    private protected RunningServer server = null!;
    private protected Receiver receiver = null!;

    public virtual async Task InitializeAsync()
    {
        server = await StartAsync(Directory.CreateTempSubdirectory("hooks").FullName);
        receiver = await Receiver.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await receiver.DisposeAsync();
        await server.DisposeAsync();
    }

    /// <summary>On what lies in the folder.</summary>
    private protected Task<RunningServer> StartAsync(string folder) => RunningServer.StartInAsync(folder, time, Allow);
}
