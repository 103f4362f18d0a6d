using FluentAssertions;
using Microsoft.Playwright;
using static StudentAid.Workflow.Server.Tests.Web.LiveDemo;

namespace StudentAid.Workflow.Server.Tests.Web;

/// <summary>Everything that is drawn has its looks from the sheets that came with the page: nothing puts a style element in as the page runs, save the text editor in its own documents.</summary>
public sealed class StyleSheetTests(SharedDemo demo) : IClassFixture<SharedDemo>
{
    /// <summary>Says so on the console, which each walk listens to, as soon as a style element comes into the page.</summary>
    private const string Watch = """
        new MutationObserver((changes) => {
          for (const { addedNodes } of changes)
            for (const node of addedNodes)
              for (const style of node.nodeName === "STYLE" ? [node] : node.querySelectorAll?.("style") ?? [])
                console.error("a style element came in: " + style.outerHTML.slice(0, 200));
        }).observe(document, { childList: true, subtree: true });
        """;

    private static readonly (string Shade, string Primary, string Paper)[] Shades = [("light", "rgb(9, 88, 217)", "rgb(255, 255, 255)"), ("dark", "rgb(22, 91, 190)", "rgb(31, 31, 31)")];

    [Fact]
    public async Task The_staffs_pages_look_as_their_shade_says_and_change_it_without_a_load()
    {
        await using var window = await OpenAsync("资助中心", 1280, 720);
        foreach (var (shade, primary, paper) in Shades)
        {
            await window.WalkAsync("styles-" + shade, async () =>
            {
                if (shade == "dark")
                    await window.Button(Say("app", "to-dark")).ClickAsync();
                await SelectAsync(window, paper);
                await ModalAsync(window, primary, paper);
                await MenuAsync(window, paper);
                await DrawerAsync(window, paper);
            });
        }

        (await window.Page.EvaluateAsync<int>("document.querySelectorAll('style').length")).Should().Be(0);
        window.Errors.Should().BeEmpty();
    }

    [Fact]
    public async Task A_familys_pages_have_the_comfortable_sizes_in_both_shades()
    {
        await using var window = await OpenAsync("赵子墨", 390, 844);
        foreach (var (shade, paper) in ((string, string)[])[("light", "rgb(255, 255, 255)"), ("dark", "rgb(20, 20, 20)")])
        {
            await window.WalkAsync("family-styles-" + shade, async () =>
            {
                await window.Page.EvaluateAsync($"localStorage.setItem('studentaid.shade', '{shade}')");
                await window.Page.GotoAsync("/family");
                await window.Page.Locator(".family-main .ant-card").First.WaitForAsync();
                await LooksAsync(window, ".family-main .ant-card", "background-color", paper);
                await LooksAsync(window, ".family .ant-btn", "font-size", "16px");
            });
        }

        (await window.Page.EvaluateAsync<int>("document.querySelectorAll('style').length")).Should().Be(0);
        window.Errors.Should().BeEmpty();
    }

    private async Task<Window> OpenAsync(string who, int width, int height)
    {
        var window = await Window.OpenAsync(demo, width, height);
        await window.Page.AddInitScriptAsync(Watch);
        await window.Page.GotoAsync("/");
        await window.EnterAsync(who);
        return window;
    }

    /// <summary>A list's filter, opened: it floats over the table, and the table's head and the chosen entry are coloured.</summary>
    private static async Task SelectAsync(Window window, string paper)
    {
        await window.GoAsync("menu-cases");
        await window.Page.GetByRole(AriaRole.Cell).GetByRole(AriaRole.Link).First.WaitForAsync();
        await LooksAsync(window, ".ant-table-thead > tr > th", "border-bottom-style", "solid");
        await window.Page.GetByRole(AriaRole.Combobox, new PageGetByRoleOptions { Name = Say("ui", "status"), Exact = true }).ClickAsync();
        const string Dropdown = ".ant-select-dropdown:not(.ant-select-dropdown-hidden)";
        await window.Page.Locator(Dropdown).WaitForAsync();
        await LooksAsync(window, Dropdown, "position", "absolute");
        await LooksAsync(window, Dropdown, "background-color", paper);
        await window.Page.Keyboard.PressAsync("Escape");
    }

    /// <summary>A sheet over the page: its button is the theme's blue, and what lies under it does not scroll until it is shut.</summary>
    private static async Task ModalAsync(Window window, string primary, string paper)
    {
        await window.GoAsync("menu-rounds");
        await window.Link("新生").ClickAsync();
        await window.Button(Say("rounds", "announce")).ClickAsync();
        await window.SeeAsync(Say("rounds", "announce-what"));
        await LooksAsync(window, ".ant-modal .ant-btn-primary", "background-color", primary);
        await LooksAsync(window, ".ant-modal-container", "background-color", paper);
        await LooksAsync(window, "body", "overflow-y", "hidden");
        await window.Page.Keyboard.PressAsync("Escape");
        await window.Page.Locator(".ant-modal-container").WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Hidden });
        await LooksAsync(window, "body", "overflow-y", "visible");
    }

    private static async Task MenuAsync(Window window, string paper)
    {
        await window.Page.Locator(".person").ClickAsync();
        await window.Page.Locator(".ant-dropdown:visible .ant-dropdown-menu").WaitForAsync();
        await LooksAsync(window, ".ant-dropdown", "position", "absolute");
        await LooksAsync(window, ".ant-dropdown-menu", "background-color", paper);
        await window.Page.Keyboard.PressAsync("Escape");
    }

    /// <summary>The menu of a narrow window slides in from the side.</summary>
    private static async Task DrawerAsync(Window window, string paper)
    {
        await window.Page.SetViewportSizeAsync(390, 844);
        await window.Button(Say("app", "menu")).ClickAsync();
        await window.Page.Locator(".ant-drawer-section").WaitForAsync();
        await LooksAsync(window, ".ant-drawer", "position", "fixed");
        await LooksAsync(window, ".ant-drawer-section", "background-color", paper);
        await window.Page.Keyboard.PressAsync("Escape");
        await window.Page.Locator(".ant-drawer-section").WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Hidden });
        await window.Page.SetViewportSizeAsync(1280, 720);
    }

    /// <summary>A page that asks anew draws its table anew, so it is looked at until it looks so.</summary>
    private static Task LooksAsync(Window window, string of, string name, string value) => Assertions.Expect(window.Page.Locator(of).First).ToHaveCSSAsync(name, value);
}
