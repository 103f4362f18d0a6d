using System.Text.RegularExpressions;
using FluentAssertions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Server.Hosting;
using StudentAid.Workflow.Server.Web;
using StudentAid.Workflow.Storage.Keys;

namespace StudentAid.Workflow.Server.Tests.Web;

/// <summary>The demonstration as people get it, with its workers, before a browser.</summary>
public class LiveDemo : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("student-aid-web").FullName;
    private OneBrowser chromium = null!;
    private WebApplication app = null!;

    public IBrowser Browser => chromium.Browser;

    public string Url => app.Urls.First();

    public IServiceProvider Services => app.Services;

    protected virtual string[] Mode => ["--demo"];

    /// <summary>Others look at the same server, which ends with the process.</summary>
    protected virtual bool IsShared => false;

    /// <summary>What is made once for all servers that begin with it; null for what only one begins with.</summary>
    protected virtual string? Kind => "demonstration";

    /// <summary>When the clock of the demonstration begins, where it is not its own hour.</summary>
    protected virtual DateTimeOffset? Begins => null;

    public async Task InitializeAsync()
    {
        chromium = await OneBrowser.TakeAsync();
        app = await ServeAsync();
    }

    public async Task DisposeAsync()
    {
        chromium.GiveBack();
        if (!IsShared)
        {
            await app.StopAsync();
            await app.DisposeAsync();
        }

        Directory.Delete(folder, recursive: true);
    }

    protected virtual Task<WebApplication> ServeAsync() => StartAsync();

    protected async Task<WebApplication> StartAsync()
    {
        if (Begins is { } begins)
        {
            await File.WriteAllBytesAsync(SeededImage.Database(folder), []);
            await File.WriteAllTextAsync(SeededImage.Database(folder) + ".clock", (begins - TimeProvider.System.GetUtcNow()).Ticks.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        if (Kind is not null)
            await SeededImage.CopyToAsync(Kind, folder, SeedAsync);
        var key = SeededImage.Key(folder);
        MasterKey.ReadOrCreate(key);
        var built = StudentAidServer.Build([.. Mode, "--data", SeededImage.Database(folder), "--key", key, "--urls", "http://127.0.0.1:0"], Change);
        built.Services.GetRequiredService<WebFiles>().Why.Should().BeNull("these tests look at the dashboard, which needs Node.js 20.19 or newer when the solution is built");
        await SeededImage.FirstStartAsync(built.Services, Kind is null ? SeedAsync : _ => Task.CompletedTask);
        await built.StartAsync();
        if (IsShared)
            AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        return built;
    }

    /// <summary>What is there before the demonstration would be played; it is not, where something is.</summary>
    protected virtual Task SeedAsync(IServiceProvider services) => Task.CompletedTask;

    /// <summary>What of the server is put in place for the walks; nothing, as a rule.</summary>
    protected virtual void Change(IServiceCollection services)
    {
    }

    /// <summary>What somebody does in a window of his own, with what axe and the eye find on the way: nothing is found, and the console says nothing.</summary>
    public async Task WalkAsync(string who, string name, Func<Window, List<string>, Task> walk, int width = 1280, int height = 720)
    {
        await using var window = await Window.OpenAsync(this, width, height);
        List<string> found = [];
        await window.EnterAsync(who);
        await window.WalkAsync(name, () => walk(window, found));
        found.Should().BeEmpty();
        window.Errors.Should().BeEmpty();
    }

    private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, Value> Locales = new(StringComparer.Ordinal);

    /// <summary>A message of the dashboard as its locale file has it, its arguments filled in.</summary>
    public static string Say(string folder, string key, params (string Name, object Value)[] values)
    {
        var words = Locales.GetOrAdd(folder, f => Value.Parse(File.ReadAllText(Path.Combine(Repository.Root, "src", "StudentAid.Workflow.Web", "locales", "zh-CN", f + ".json"))));
        var text = words[key].AsText() ?? throw new KeyNotFoundException($"{folder}.{key}");
        return values.Aggregate(text, (t, v) => t.Replace("{" + v.Name + "}", v.Value.ToString(), StringComparison.Ordinal));
    }

    /// <summary>Where pictures of what the tests saw are kept.</summary>
    public static string PictureOf(string name) => Path.Combine(Repository.Root, "artifacts", "screens", name + ".png");
}

/// <summary>One person's window; whatever its console says as an error is kept, and every address that was asked with a name or an ID number in it.</summary>
public sealed partial class Window : IAsyncDisposable
{
    private readonly List<string> errors = [];
    private readonly IBrowserContext context;
    private readonly IPage page;

    private Window(IBrowserContext context, IPage page) => (this.context, this.page) = (context, page);

    public IPage Page => page;

    public IReadOnlyList<string> Errors => errors;

    public static async Task<Window> OpenAsync(LiveDemo demo, int width = 1280, int height = 720)
    {
        var opened = await demo.Browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = demo.Url, Locale = "zh-CN", TimezoneId = "America/New_York", ViewportSize = new ViewportSize { Width = width, Height = height },
        });
        return Of(opened, await opened.NewPageAsync());
    }

    /// <summary>A page of a browser that was opened already.</summary>
    internal static Window Of(IBrowserContext opened, IPage first)
    {
        opened.SetDefaultTimeout(60_000);
        var window = new Window(opened, first);
        window.Page.Console += (_, m) => window.Keep(m.Type == "error", $"{m.Text} ({m.Location})");
        window.Page.PageError += (_, e) => window.Keep(true, e);
        opened.Request += (_, r) => window.Keep(TellsOfSomebody(r.Url), $"names a person in an address: {r.Url}");
        return window;
    }

    /// <summary>Chooses a person on the sign-in page.</summary>
    public async Task EnterAsync(string name)
    {
        if (page.Url == "about:blank")
            await page.GotoAsync("/");
        await page.Locator(".role-name").GetByText(name, new LocatorGetByTextOptions { Exact = true }).ClickAsync();
        await page.Locator(".sign-in").WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Hidden });
    }

    public ILocator Button(string name, bool exact = true) => page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = name, Exact = exact });

    public ILocator Link(string name, bool exact = true) => page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = name, Exact = exact });

    /// <summary>Goes by the menu, until the new page stands: the one before stays up until its code has come, and what is looked for next could be met on that.</summary>
    public Task GoAsync(string entry) => GoToAsync(LiveDemo.Say("app", entry));

    /// <summary>By what a role calls the entry. Only the menu is looked at: on the page rows may lead elsewhere under the same name.</summary>
    public async Task GoToAsync(string label)
    {
        var link = page.GetByRole(AriaRole.Navigation, new PageGetByRoleOptions { Name = LiveDemo.Say("app", "menu"), Exact = true })
            .GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = label, Exact = true });
        await link.ClickAsync();
        await Assertions.Expect(link).ToHaveAttributeAsync("aria-current", "page");
    }

    /// <summary>The way to a list itself. The home page leads to all lists until it knows that there is one.</summary>
    public ILocator ListOf(string stage) => page.Locator("a[href^='/rosters/']").Filter(new LocatorFilterOptions { HasText = stage }).First;

    public Task SeeAsync(string text) => page.GetByText(text).First.WaitForAsync();

    /// <summary>The page's policy takes no style element from outside, which would stand in the console as an error, so what sticks is loosened by a sheet of objects.</summary>
    public async Task PictureAsync(string name)
    {
        await page.EvaluateAsync("css => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css); document.adoptedStyleSheets = [sheet]; }", ".desk-foot, .top { position: static !important; }");
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = LiveDemo.PictureOf(name), FullPage = true });
        await page.EvaluateAsync("() => { document.adoptedStyleSheets = []; }");
    }

    /// <summary>Walks; where something does not come in time, says what stood there instead and keeps a picture of it.</summary>
    public async Task WalkAsync(string name, Func<Task> walk)
    {
        try
        {
            await walk();
        }
        catch (Exception e) when (e is TimeoutException or PlaywrightException)
        {
            await PictureAsync($"failed-{name}");
            throw new TimeoutException($"{e.Message}\nAt {page.Url} stood:\n{await page.Locator("body").AriaSnapshotAsync()}\n{string.Join('\n', errors)}", e);
        }
    }

    public async ValueTask DisposeAsync() => await context.DisposeAsync();

    /// <summary>Han, as names and search words are, or the shape of an ID number, in what of an address goes to the server; what a clerk calls a batch is nobody's name.</summary>
    internal static bool TellsOfSomebody(string url) =>
        url.StartsWith("http", StringComparison.Ordinal) && Batch().Replace(Uri.UnescapeDataString(new Uri(url).PathAndQuery), "") is var asked && (Han().IsMatch(asked) || IdNumber().IsMatch(asked));

    [GeneratedRegex("[?&]batch=[^&]*|/payments/[^/?]+", RegexOptions.NonBacktracking)]
    private static partial Regex Batch();

    [GeneratedRegex(@"[\u3400-\u9fff]", RegexOptions.NonBacktracking)]
    private static partial Regex Han();

    [GeneratedRegex(@"(?:^|[^0-9a-z])\d{17}[\dXx](?:$|[^0-9a-zA-Z])", RegexOptions.NonBacktracking)]
    private static partial Regex IdNumber();

    private void Keep(bool wrong, string text)
    {
        if (wrong)
            errors.Add(text);
    }
}
