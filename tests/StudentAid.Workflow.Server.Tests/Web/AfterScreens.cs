using Microsoft.Playwright;
using static StudentAid.Workflow.Server.Tests.Web.LiveDemo;

namespace StudentAid.Workflow.Server.Tests.Web;

/// <summary>What the walks of what follows a decision have in common.</summary>
internal static class AfterScreens
{
    private static readonly (int Width, int Height, string Name) Desk = (1280, 720, "desk");
    private static readonly (int Width, int Height, string Name) Phone = (390, 844, "phone");

    /// <summary>The page as it stands, on a desk and on a telephone, in light and in dark, in Chinese and in English: judged by axe, pictured, and no wider than the screen.</summary>
    public static async Task ShowAsync(Window window, List<string> found, string picture)
    {
        foreach (var (language, shade) in ((string, string)[])[("zh-CN", "light"), ("en", "dark")])
        {
            await window.Page.EvaluateAsync($"localStorage.setItem('studentaid.language', '{language}'); localStorage.setItem('studentaid.shade', '{shade}')");
            // Each size is loaded once and turned into once: what a page is at a size must not depend on how it came there.
            (int Width, int Height, string Name)[] sizes = shade == "light" ? [Desk, Phone] : [Phone, Desk];
            await window.Page.SetViewportSizeAsync(sizes[0].Width, sizes[0].Height);
            await window.Page.ReloadAsync();
            await window.Page.Locator("#content h1").WaitForAsync();
            await window.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
            foreach (var (width, height, name) in sizes)
            {
                await window.Page.SetViewportSizeAsync(width, height);
                await OversightScreenTests.LookAsync(window, found, $"{picture}-{name}-{shade}");
            }
        }

        await window.Page.EvaluateAsync("localStorage.removeItem('studentaid.language'); localStorage.removeItem('studentaid.shade')");
        await window.Page.ReloadAsync();
    }

    /// <summary>Presses a button that opens a sheet, fills it, and sends it by its own button.</summary>
    public static async Task ActAsync(Window window, string button, string send, params (string Label, string Value)[] fields)
    {
        await window.Button(button).First.ClickAsync();
        foreach (var (label, value) in fields)
            await Sheet(window).GetByLabel(label, new LocatorGetByLabelOptions { Exact = true }).FillAsync(value);
        await OversightScreenTests.SendAsync(window, send);
    }

    public static ILocator Sheet(Window window) => window.Page.GetByRole(AriaRole.Dialog);

    /// <summary>Chooses one of the words beside each other.</summary>
    public static Task PickAsync(Window window, string word) => Sheet(window).GetByRole(AriaRole.Radio, new LocatorGetByRoleOptions { Name = word, Exact = true }).CheckAsync();

    /// <summary>Chooses in the sheet's select of this name.</summary>
    public static async Task ChooseAsync(Window window, string label, string option, string typed = "")
    {
        var select = Sheet(window).GetByRole(AriaRole.Combobox, new LocatorGetByRoleOptions { Name = label });
        await select.ClickAsync();
        if (typed.Length > 0)
            await select.FillAsync(typed);
        await window.Page.Locator(".ant-select-dropdown:visible .ant-select-item-option").Filter(new LocatorFilterOptions { HasText = option }).First.ClickAsync();
    }

    /// <summary>A photo of a paper, kept before the sheet is sent.</summary>
    public static async Task PaperAsync(Window window, string name)
    {
        var photo = await window.Page.ScreenshotAsync(new PageScreenshotOptions { Type = ScreenshotType.Jpeg });
        await Sheet(window).Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = name, MimeType = "image/jpeg", Buffer = photo });
        await Sheet(window).GetByText(name).First.WaitForAsync();
    }

    /// <summary>The round's page, and from it what follows its decisions.</summary>
    public static async Task AfterAsync(Window window, string round)
    {
        await window.Page.GotoAsync("/rounds");
        await window.Link(round).First.ClickAsync();
        await window.Link(Say("after", "title")).ClickAsync();
    }

    public static Task TabAsync(Window window, string name) => window.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = name, Exact = true }).First.ClickAsync();
}
