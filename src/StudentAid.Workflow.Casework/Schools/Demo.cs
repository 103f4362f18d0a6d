using Microsoft.Extensions.DependencyInjection;
using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Casework.Schools;

/// <summary>The demonstration: every school document of a folder, each played from its own beginning, so that all of it has a true history.</summary>
public static class Demo
{
    /// <summary>The instant at which the demonstration stands: Tuesday, 22 September 2026, 10:00 in China.</summary>
    public static readonly DateTimeOffset Now = new(2026, 9, 22, 2, 0, 0, TimeSpan.Zero);

    /// <summary>Fills a store. The first refusal, or null where every school stands.</summary>
    public static async Task<Rejection?> SeedAsync(string folder, SchoolStore store, Func<IServiceCollection, IServiceProvider> build)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*.school.json").Order(StringComparer.Ordinal))
        {
            var (document, unreadable) = SchoolDocument.Read(file);
            if (document is null)
                return unreadable;
            var host = SchoolHosts.Open(store, new SchoolClock(DateTimeOffset.UnixEpoch, document.Zone), build);
            if ((await SchoolBuilder.BuildAsync(document, host)).Refused is { } refused)
                return refused;
        }

        return null;
    }

    /// <summary>The folder <c>samples/demo</c> beside a program or above it; null where there is none.</summary>
    public static string? FolderFrom(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (Path.Combine(folder.FullName, "samples", "demo") is var found && Directory.Exists(found))
                return found;
        }

        return null;
    }
}
