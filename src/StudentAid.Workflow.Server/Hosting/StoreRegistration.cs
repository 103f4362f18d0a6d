using StudentAid.Workflow.Casework.Messages;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Api.Live;
using StudentAid.Workflow.Storage.Sqlite;

namespace StudentAid.Workflow.Server.Hosting;

/// <summary>The store that the settings name, opened when it is first asked for.</summary>
public static class StoreRegistration
{
    public static void AddStore(this IServiceCollection services, ServerSettings settings)
    {
        services.AddSingleton<WorkSignal>();
        services.AddSingleton<ReleaseQueue>();
        services.AddSingleton<LiveFeed>();
        services.AddSingleton(_ => SqliteStore.Open(settings.Database));
        services.AddSingleton<IStepStore>(s => new PulsingStore(s.GetRequiredService<SqliteStore>(), s.GetRequiredService<WorkSignal>(), s.GetRequiredService<ReleaseQueue>(), s.GetRequiredService<LiveFeed>()));
        services.AddSingleton(s => s.GetRequiredService<SqliteStore>().Reader);
        services.AddSingleton<PracticeDeletion>(s => s.GetRequiredService<SqliteStore>().DeletePracticeAsync);
        services.AddSingleton<MarkMessages>(s => s.GetRequiredService<SqliteStore>().MarkMessagesAsync);
    }
}
