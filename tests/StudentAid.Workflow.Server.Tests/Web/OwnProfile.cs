using FluentAssertions;
using Microsoft.Playwright;
using StudentAid.Workflow.Server.Tests.Season;

namespace StudentAid.Workflow.Server.Tests.Web;

/// <summary>A browser of somebody's own, whose profile lies in a folder and is searched each time that the browser was closed.</summary>
internal sealed class OwnProfile(LiveDemo demo, int width, int height) : IDisposable
{
    /// <summary>The name of the drafts' database, which does stand in a profile.</summary>
    public const string Drafts = "studentaid.drafts";

    private readonly string folder = Directory.CreateTempSubdirectory("student-aid-profile").FullName;

    /// <summary>What the pages said as errors.</summary>
    public List<string> Errors { get; } = [];

    /// <summary>What somebody does in the browser, which is closed then: what of the sought, and of the drafts' own name, stands in its files. More may be sought while it goes on.</summary>
    public async Task<IReadOnlyCollection<string>> SitAsync(string name, IEnumerable<string> sought, Func<Window, Task> sit)
    {
        using var playwright = await Playwright.CreateAsync();
        await using (var context = await playwright.Chromium.LaunchPersistentContextAsync(folder, new BrowserTypeLaunchPersistentContextOptions
        {
            BaseURL = demo.Url, Locale = "zh-CN", ViewportSize = new ViewportSize { Width = width, Height = height },
            ExecutablePath = OneBrowser.Path, Args = OneBrowser.Args,
        }))
        {
            await using var window = Window.Of(context, context.Pages[0]);
            await window.WalkAsync(name, () => sit(window));
            Errors.AddRange(window.Errors);
        }

        var search = new ByteSearch([.. sought, Drafts]);
        var files = Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Where(f => new FileInfo(f) is { Length: > 0, LinkTarget: null }).ToList();
        files.Should().HaveCountGreaterThan(20);
        return files.SelectMany(f => search.All(ByteSearch.Bytes(f))).ToHashSet(StringComparer.Ordinal);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
