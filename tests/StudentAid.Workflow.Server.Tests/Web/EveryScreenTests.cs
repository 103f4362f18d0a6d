using FluentAssertions;
using Microsoft.Playwright;
using StudentAid.Workflow.Engine.Expressions;
using static StudentAid.Workflow.Server.Tests.Web.LiveDemo;

namespace StudentAid.Workflow.Server.Tests.Web;

/// <summary>Every main screen, on a desk and on a telephone: nothing that axe calls serious, nothing in the console, a picture of each.</summary>
public sealed class EveryScreenTests(SharedDemo demo) : IClassFixture<SharedDemo>
{
    private static readonly string Axe = File.ReadAllText(Path.Combine(Repository.Root, "src", "StudentAid.Workflow.Web", "node_modules", "axe-core", "axe.min.js"));

    private const string Violations = """
        async (strict) => {
          const found = await axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"], resultTypes: ["violations"] });
          return JSON.stringify(found.violations.filter((v) => strict || ["serious", "critical"].includes(v.impact)).map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160)).join(" | ")}`));
        }
        """;

    [Theory]
    [InlineData(1280, 720, "desk")]
    [InlineData(390, 844, "phone")]
    public async Task A_screen_can_be_used_by_everybody(int width, int height, string name)
    {
        await using var window = await Window.OpenAsync(demo, width, height);
        var found = new List<string>();
        await window.EnterAsync("资助中心");
        await window.SeeAsync("60 天已过 21 天");
        foreach (var (path, title) in ((string, string)[])[("/", Say("home", "today")), ("/tasks", Say("home", "inbox")), ("/rounds", Say("app", "menu-rounds")), ("/rosters", Say("rosters", "title")), ("/cases", Say("cases", "title")), ("/publicities", Say("app", "menu-publicities")),
            ("/oversight", Say("oversight", "no-findings")), ("/oversight/complaints", Say("oversight", "no-complaints")), ("/hardship-base", Say("funds", "hardship")), ("/stand-ins", Say("app", "stand-ins"))])
            found.AddRange(await LookAsync(window, path, title, name));
        foreach (var (list, screen) in ((string, string)[])[("/rounds", "round"), ("/publicities", "publicity"), ("/cases", "case")])
        {
            await window.Page.GotoAsync(list);
            await window.Page.GetByRole(AriaRole.Cell).GetByRole(AriaRole.Link).First.ClickAsync();
            await window.Page.GetByRole(AriaRole.Navigation, new PageGetByRoleOptions { Name = Say("ui", "where") }).WaitForAsync();
            found.AddRange(await FromEverywhereAsync(window, $"{screen}-{name}"));
        }

        found.AddRange(await SheetsAsync(window, name));
        found.AddRange(await CommitteeAsync(window, name));
        await window.Page.EvaluateAsync("fetch('/api/session/leave', { method: 'POST', headers: { 'X-Requested-With': 'StudentAid' } })");
        await window.Page.GotoAsync("/");
        await window.EnterAsync("程老师");
        await window.ListOf("民主评议").ClickAsync();
        await window.SeeAsync(Say("rosters", "copy-kept"));
        found.AddRange(await FromEverywhereAsync(window, "roster-" + name));
        found.AddRange(await RulesAsync(window, name));
        found.Should().BeEmpty();
        window.Errors.Where(e => !(e.Contains("409", StringComparison.Ordinal) && e.Contains("/api/committees?dryRun=true", StringComparison.Ordinal))).Should().BeEmpty("only the members whom it wrote wrong are refused");
    }

    /// <summary>What the office records of a round, and a case withdrawn and its papers: sheets that are opened and left again. No page is wider than the window.</summary>
    private static async Task<List<string>> SheetsAsync(Window window, string name)
    {
        var found = new List<string>();
        await window.Page.GotoAsync("/rounds");
        await window.Link("新生").ClickAsync();
        await window.Button(Say("rounds", "announce")).ClickAsync();
        await window.SeeAsync(Say("rounds", "announce-what"));
        found.AddRange(await FromEverywhereAsync(window, "announce-" + name));
        await window.Page.Keyboard.PressAsync("Escape");
        await FitsAsync(window);
        await window.Page.GotoAsync("/cases");
        await window.Page.GetByRole(AriaRole.Cell).GetByRole(AriaRole.Link).First.ClickAsync();
        await window.Button(Say("cases", "files-open")).ClickAsync();
        await window.SeeAsync(Say("cases", "files"));
        found.AddRange(await FromEverywhereAsync(window, "files-" + name));
        await FitsAsync(window);
        await window.Page.GotoAsync("/tasks?overdue=true&sort=-due");
        await window.SeeAsync(Say("home", "only-overdue"));
        await FitsAsync(window);
        return found;
    }

    /// <summary>Who sits in a body, and its members named anew: the server judges them before anything is pressed.</summary>
    private static async Task<List<string>> CommitteeAsync(Window window, string name)
    {
        await window.Page.GotoAsync("/rounds");
        await window.Link("新生").ClickAsync();
        await window.Link(Say("committees", "title")).ClickAsync();
        await window.SeeAsync(Say("committees", "standing"));
        await Assertions.Expect(window.Button(Say("committees", "keep"))).ToBeEnabledAsync();
        await window.SeeAsync(Say("ui", "act-undo"));
        await window.PictureAsync("committee-whole-" + name);
        List<string> found = [.. await StrictlyAsync(window, "committee-" + name)];
        await window.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = Say("committees", "remove-of", ("what", Say("committees", "member-number", ("number", 1)))), Exact = true }).ClickAsync();
        await window.Page.GetByRole(AriaRole.Alert).First.WaitForAsync();
        await Assertions.Expect(window.Button(Say("committees", "keep"))).ToBeDisabledAsync();
        found.AddRange(await FromEverywhereAsync(window, "committee-refused-" + name));
        return found;
    }

    private static async Task FitsAsync(Window window)
    {
        await SettleAsync(window);
        (await window.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth")).Should().BeTrue("no page scrolls sideways: " + window.Page.Url);
    }

    /// <summary>The administrator's: the list, a definition, its editor with a step's properties, and what a school goes by, in dark colours.</summary>
    private static async Task<List<string>> RulesAsync(Window window, string name)
    {
        await window.Page.EvaluateAsync("fetch('/api/session/leave', { method: 'POST', headers: { 'X-Requested-With': 'StudentAid' } })");
        await window.Page.GotoAsync("/");
        await window.EnterAsync("系统管理员");
        var found = new List<string>(await LookAsync(window, "/rules", Say("rules", "at-unit"), name));
        foreach (var (path, title) in ((string, string)[])[("/organisation", Say("organisation", "units")), ("/organisation/people", Say("organisation", "people")), ("/organisation/roles", Say("organisation", "roles")),
            ("/organisation/import", Say("organisation", "import")), ("/setup", Say("setup", "sentence"))])
        {
            await window.Page.GotoAsync(path);
            await window.Page.GetByRole(AriaRole.Main).GetByText(title).First.WaitForAsync();
            found.AddRange(await StrictlyAsync(window, path[1..].Replace('/', '-') + "-" + name));
            if (path is "/organisation" or "/setup")
                await Judged.TwiceAsync(window, found, path[1..] + "-" + name);
        }

        found.AddRange(await LookAsync(window, "/rules/packs", Say("rules", "packs-what"), name));
        const string Definition = "/rules/%2F/-%2Fdefinition%2Fcommittee-chain%2F0001";
        await window.Page.GotoAsync(Definition);
        await window.Page.Locator("[data-step=office]").WaitForAsync();
        found.AddRange(await FromEverywhereAsync(window, "definition-" + name));
        await window.Page.GotoAsync(Definition + "/edit");
        await window.Page.Locator(".monaco-editor .view-line").First.WaitForAsync();
        await window.Page.Locator("[data-step=office]").PressAsync("Enter");
        await window.SeeAsync(Say("rules", "ways"));
        found.AddRange(await FromEverywhereAsync(window, "editor-" + name));
        await window.Page.GotoAsync("/rules/%2F/higher-education-determination%2Fscore-table%2Fscore-table%2F0001/edit");
        await window.Page.Locator(".monaco-editor .view-line").First.WaitForAsync();
        found.AddRange(await FromEverywhereAsync(window, "pack-editor-" + name));
        await window.Page.EvaluateAsync("localStorage.setItem('studentaid.shade', 'dark')");
        await window.Page.GotoAsync("/rules/units/%2Feducation%2F14901%2F/higher-education-determination");
        await window.Page.Locator(".monaco-editor .view-line").First.WaitForAsync();
        await window.Page.Locator("[data-step=publicity]").PressAsync("Enter");
        await window.SeeAsync(Say("rules", "ways"));
        found.AddRange(await FromEverywhereAsync(window, "layer-" + name));
        return found;
    }

    private static async Task<IEnumerable<string>> LookAsync(Window window, string path, string title, string name)
    {
        await window.Page.GotoAsync(path);
        await window.Page.GetByRole(AriaRole.Main).GetByText(title).First.WaitForAsync();
        return await FromEverywhereAsync(window, (path == "/" ? "home" : path[1..].Replace('/', '-')) + "-" + name);
    }

    /// <summary>Whatever axe finds on the screen as it stands, of any impact, what a narrow window cuts off, and a picture of it.</summary>
    internal static async Task<IEnumerable<string>> StrictlyAsync(Window window, string picture)
    {
        await SettleAsync(window);
        await window.Page.ScreenshotAsync(new PageScreenshotOptions { Path = PictureOf(picture) });
        return [.. await FoundAsync(window, picture, strict: true), .. await Narrow.FoundAsync(window, picture)];
    }

    /// <summary>What axe calls serious, what a window of 320 pixels or a zoom of 200 % cuts off, and what is too small to be met; and a picture.</summary>
    private static async Task<IEnumerable<string>> FromEverywhereAsync(Window window, string picture) =>
        [.. await JudgeAsync(window, picture), .. await Narrow.FoundAsync(window, picture)];

    /// <summary>What axe calls serious on the screen as it stands, and a picture of it.</summary>
    internal static async Task<IEnumerable<string>> JudgeAsync(Window window, string picture)
    {
        await SettleAsync(window);
        await window.Page.ScreenshotAsync(new PageScreenshotOptions { Path = PictureOf(picture) });
        return await FoundAsync(window, picture);
    }

    /// <summary>Nothing is on its way any more, and no colour is still fading into another.</summary>
    internal static async Task SettleAsync(Window window)
    {
        await Assertions.Expect(window.Page.Locator("#content[aria-busy=true]")).ToHaveCountAsync(0);
        await Assertions.Expect(window.Page.Locator("#content .ant-skeleton")).ToHaveCountAsync(0);
        await Assertions.Expect(window.Page.Locator("#content .ant-spin-spinning")).ToHaveCountAsync(0);
        await window.Page.EvaluateAsync("Promise.all(document.getAnimations().filter((a) => a.effect?.getComputedTiming().endTime !== Infinity).map((a) => a.finished.catch(() => 0))).then(() => 0)");
    }

    internal static async Task<IEnumerable<string>> FoundAsync(Window window, string picture, bool strict = false)
    {
        if (!await window.Page.EvaluateAsync<bool>("'axe' in window"))
            await window.Page.EvaluateAsync(Axe + "; undefined");
        var found = await window.Page.EvaluateAsync<string>(Violations, strict);
        return Value.Parse(found).Items.Select(v => $"{picture}: {v.AsText()}");
    }
}
