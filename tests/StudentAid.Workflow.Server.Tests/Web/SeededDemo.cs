using Microsoft.Extensions.DependencyInjection;
using StudentAid.Workflow.Server.Hosting;
using StudentAid.Workflow.Storage.Keys;

namespace StudentAid.Workflow.Server.Tests.Web;

/// <summary>The demonstration's files as its first start leaves them, played once; each server gets a copy of its own.</summary>
internal static class SeededDemo
{
    private static readonly Lazy<Task<string>> Seeded = new(SeedAsync);

    public static string Database(string folder) => Path.Combine(folder, "demo.db");

    public static string Key(string folder) => Database(folder) + ".key";

    public static async Task CopyToAsync(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(await Seeded.Value))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
    }

    private static async Task<string> SeedAsync()
    {
        var folder = Directory.CreateTempSubdirectory("student-aid-seeded").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        MasterKey.ReadOrCreate(Key(folder));
        await using var app = StudentAidServer.Build(["--demo", "--data", Database(folder), "--key", Key(folder), "--urls", "http://127.0.0.1:0"]);
        await app.Services.GetRequiredService<DemoSeeding>().RunAsync();
        await app.Services.GetRequiredService<FirstStart>().RunAsync();
        await app.Services.GetRequiredService<DemoSeeding>().RunAsync();
        return folder;
    }
}
