using StudentAid.Workflow.Casework.Audit;
using StudentAid.Workflow.Casework.Erasure;
using StudentAid.Workflow.Casework.Messages;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Casework.Webhooks;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Api.Live;
using StudentAid.Workflow.Storage.Audit;
using StudentAid.Workflow.Storage.Keys;
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
        services.AddSingleton<WebhookBook>();
        services.AddSingleton(_ => FileOf(settings));
        services.AddSingleton(_ => Master(settings));
        services.AddSingleton(s => new MasterKeys(s.GetRequiredService<MasterKey>(), s.GetRequiredService<MasterKeyFile>().Next().Key));
        services.AddSingleton(s => new Vault(s.GetRequiredService<MasterKeys>()));
        services.AddSingleton<IMasterKeys, MasterKeyChange>();
        services.AddSingleton(s => HeadKey.From(s.GetRequiredService<MasterKey>()));
        services.AddSingleton(new HeadFolder(HeadFolder.Beside(settings.Database)));
        services.AddSingleton(s => s.GetRequiredService<SqliteStore>().Chains);
        services.AddSingleton<ITrailArchives>(s => new TrailArchives(
            s.GetRequiredService<IChainShelf>(), s.GetRequiredService<HeadFolder>(), TrailArchives.Beside(settings.Database), () => HeadKey.From(s.GetRequiredService<MasterKey>())));
        services.AddSingleton<Cipher, VaultCipher>();
        services.AddSingleton(s => SqliteStore.Open(settings.Database, null, s.GetRequiredService<Vault>()));
        services.AddSingleton<IStepStore>(s => new PulsingStore(s.GetRequiredService<SqliteStore>(), s.GetRequiredService<WorkSignal>(), s.GetRequiredService<ReleaseQueue>(), s.GetRequiredService<LiveFeed>(), s.GetRequiredService<WebhookBook>()));
        services.AddSingleton(s => s.GetRequiredService<SqliteStore>().Reader);
        services.AddSingleton<StandsInClear>(s => s.GetRequiredService<SqliteStore>().StandsInClearAsync);
        services.AddSingleton<RotateSchoolKeys>(s => async cancellation =>
        {
            var rotated = await new KeyRotation(s.GetRequiredService<Vault>()).TenantsAsync(cancellation);
            return (rotated.Tenants, rotated.Subjects);
        });
        services.AddSingleton<PracticeDeletion>(s => s.GetRequiredService<SqliteStore>().DeletePracticeAsync);
        services.AddSingleton<MarkMessages>(s => s.GetRequiredService<SqliteStore>().MarkMessagesAsync);
    }

    private static MasterKeyFile FileOf(ServerSettings settings) =>
        settings.Demo && MasterKey.From(settings.Key, Environment.GetEnvironmentVariable) is null ? new MasterKeyFile(DemoKey(settings)) : MasterKeyFile.Of(settings.Key, Environment.GetEnvironmentVariable);

    private static string DemoKey(ServerSettings settings) => settings.Database + ".key";

    /// <summary>A demonstration makes its key on its first start; elsewhere somebody must have made it, and keep a copy of it apart from the database's.</summary>
    private static MasterKey Master(ServerSettings settings)
    {
        if (MasterKey.From(settings.Key, Environment.GetEnvironmentVariable) is { } named)
            return named;
        return settings.Demo
            ? MasterKey.ReadOrCreate(DemoKey(settings))
            : throw new VaultException(
                $"启动服务需要主密钥，但没有给出。请先用 studentaid keys create 文件 新建，再用 --key 文件（或环境变量 {MasterKey.FileVariable}、{MasterKey.Variable}）指定，并与数据库分开备份。 "
                + $"Expected a master key to start with, but none was named: make one with 'studentaid keys create FILE', name it with --key FILE (or {MasterKey.FileVariable}, {MasterKey.Variable}), and keep a copy apart from the database's.");
    }
}
