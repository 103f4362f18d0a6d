using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using StudentAid.Workflow.Server.Hosting;
using StudentAid.Workflow.Storage.Keys;

namespace StudentAid.Workflow.Server.Tests.Web;

/// <summary>A server's files as its first start leaves them, made once for each kind; each server gets a copy of its own.</summary>
internal static class SeededImage
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<string>>> Images = new(StringComparer.Ordinal);

    public static string Database(string folder) => Path.Combine(folder, "demo.db");

    public static string Key(string folder) => Database(folder) + ".key";

    /// <param name="kind">What is made once.</param>
    /// <param name="folder">Where the copy goes.</param>
    /// <param name="seed">What is there before the demonstration would be played; it is not, where something is.</param>
    public static async Task CopyToAsync(string kind, string folder, Func<IServiceProvider, Task> seed)
    {
        foreach (var file in Directory.EnumerateFiles(await Images.GetOrAdd(kind, _ => new(() => SeedAsync(seed))).Value))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
    }

    /// <summary>What a start does with an empty database.</summary>
    public static async Task FirstStartAsync(IServiceProvider services, Func<IServiceProvider, Task> seed)
    {
        await seed(services);
        await services.GetRequiredService<DemoSeeding>().RunAsync();
        await services.GetRequiredService<FirstStart>().RunAsync();
        await services.GetRequiredService<DemoSeeding>().RunAsync();
    }

    private static async Task<string> SeedAsync(Func<IServiceProvider, Task> seed)
    {
        var folder = Directory.CreateTempSubdirectory("student-aid-seeded").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        MasterKey.ReadOrCreate(Key(folder));
        await using var app = StudentAidServer.Build(["--demo", "--data", Database(folder), "--key", Key(folder), "--urls", "http://127.0.0.1:0"]);
        await FirstStartAsync(app.Services, seed);
        return folder;
    }
}
