using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace StudentAid.Workflow.Server.Tests.Web;

/// <summary>Debian's Chromium. As many are started as classes of walks go at once; the next class takes one that is free. They end with the process that started them.</summary>
public sealed class OneBrowser
{
    private static readonly ConcurrentBag<OneBrowser> Free = [];

    public static string Path => Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium";

    public static string[] Args => ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"];

    private OneBrowser(IBrowser browser) => Browser = browser;

    public IBrowser Browser { get; }

    public static async Task<OneBrowser> TakeAsync() => Free.TryTake(out var free) ? free : await StartAsync();

    public void GiveBack() => Free.Add(this);

    private static async Task<OneBrowser> StartAsync()
    {
        Assertions.SetDefaultExpectTimeout(30_000);
        var playwright = await Playwright.CreateAsync();
        return new OneBrowser(await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Path,
            Args = Args,
        }));
    }
}
