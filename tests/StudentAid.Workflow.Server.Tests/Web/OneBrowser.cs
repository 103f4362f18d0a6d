using Microsoft.Playwright;

namespace StudentAid.Workflow.Server.Tests.Web;

/// <summary>
/// Debian's Chromium, one for all walks. They go one after the other and beside nothing else: what a person waits for must not depend on what other tests are doing
/// to the machine.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class OneBrowser : IAsyncLifetime, ICollectionFixture<OneBrowser>
{
    public const string Name = "browser";

    private IPlaywright playwright = null!;

    public IBrowser Browser { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Assertions.SetDefaultExpectTimeout(30_000);
        playwright = await Playwright.CreateAsync();
        Browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
        });
    }

    public async Task DisposeAsync()
    {
        await Browser.DisposeAsync();
        playwright.Dispose();
    }
}
