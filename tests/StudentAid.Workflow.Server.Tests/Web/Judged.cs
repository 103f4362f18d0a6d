using Microsoft.Playwright;

namespace StudentAid.Workflow.Server.Tests.Web;

/// <summary>A screen as it is judged and pictured: as it stands, and once more in English and in dark colours.</summary>
internal static class Judged
{
    /// <summary>Sends a page's own request, as the dashboard would.</summary>
    public const string Post = """
        async ([path, text]) => {
          const answer = await fetch(path, { method: "POST", body: text, headers: { "X-Requested-With": "StudentAid", "Idempotency-Key": crypto.randomUUID(), "Content-Type": "application/json" } });
          if (!answer.ok) throw new Error(`${path} ${answer.status} ${await answer.text()}`);
          return await answer.text();
        }
        """;

    /// <summary>The screen in both languages and both shades; afterwards it stands as it did.</summary>
    public static async Task TwiceAsync(Window window, List<string> found, string picture)
    {
        await OversightScreenTests.LookAsync(window, found, picture);
        await ShowAsync(window, "en", "dark");
        await OversightScreenTests.LookAsync(window, found, picture + "-en-dark");
        await ShowAsync(window, "zh-CN", "light");
    }

    /// <summary>The same, and nothing that axe finds of any impact, nor anything cut off in a narrow window.</summary>
    public static async Task StrictlyAsync(Window window, List<string> found, string picture)
    {
        await OversightScreenTests.LookAsync(window, found, picture);
        found.AddRange(await EveryScreenTests.StrictlyAsync(window, picture));
        await ShowAsync(window, "en", "dark");
        await OversightScreenTests.LookAsync(window, found, picture + "-en-dark");
        found.AddRange(await EveryScreenTests.StrictlyAsync(window, picture + "-en-dark"));
        await ShowAsync(window, "zh-CN", "light");
    }

    /// <summary>What stands there now, a half-filled sheet too: it is not loaded anew, but seen narrow as well.</summary>
    public static async Task LookNarrowAsync(Window window, List<string> found, string picture)
    {
        await OversightScreenTests.LookAsync(window, found, picture);
        found.AddRange(await EveryScreenTests.StrictlyAsync(window, picture));
    }

    private static async Task ShowAsync(Window window, string language, string shade)
    {
        await window.Page.EvaluateAsync("([language, shade]) => { localStorage.setItem('studentaid.language', language); localStorage.setItem('studentaid.shade', shade); }", new[] { language, shade });
        await window.Page.ReloadAsync();
        await window.Page.Locator("#content h1, main h1, .family-main .standing").First.WaitForAsync();
    }

    /// <summary>Leaves, so that another may enter in the same window.</summary>
    public static async Task LeaveAsync(Window window)
    {
        await window.Page.EvaluateAsync("fetch('/api/session/leave', { method: 'POST', headers: { 'X-Requested-With': 'StudentAid' } })");
        await window.Page.GotoAsync("/");
    }

    /// <summary>Types into a field of choices and takes the first that fits.</summary>
    public static Task ChooseAsync(Window window, string field, string typed) => ChooseAsync(window, window.Page.Locator("body"), field, typed);

    /// <summary>The same in a part of the page, where another part has a field of this name.</summary>
    public static async Task ChooseAsync(Window window, ILocator within, string field, string typed)
    {
        var box = within.GetByRole(AriaRole.Combobox, new LocatorGetByRoleOptions { Name = field, Exact = true });
        await box.ClickAsync();
        if (await box.IsEditableAsync())
            await box.FillAsync(typed);
        await window.Page.Locator(".ant-select-dropdown:visible .ant-select-item-option").Filter(new LocatorFilterOptions { HasText = typed }).First.ClickAsync();
    }

    public static Task FillAsync(Window window, string label, string text) => window.Page.GetByLabel(label, new PageGetByLabelOptions { Exact = true }).FillAsync(text);
}
