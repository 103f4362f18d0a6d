using FluentAssertions;
using Microsoft.Playwright;
using static StudentAid.Workflow.Server.Tests.Web.LiveDemo;

namespace StudentAid.Workflow.Server.Tests.Web;

/// <summary>Places of an award go from the authority to the school; who gives none away sees what there is.</summary>
public sealed class PlacesScreenTests(LivePlaces school) : IClassFixture<LivePlaces>
{
    [Theory]
    [InlineData(1280, 720, "desk", 2)]
    [InlineData(390, 844, "phone", 3)]
    public async Task An_authority_gives_places_on_and_the_school_reads_what_is_left(int width, int height, string name, int places)
    {
        await using var authority = await Window.OpenAsync(school, width, height);
        await using var office = await Window.OpenAsync(school, width, height);
        List<string> found = [];
        await authority.EnterAsync("人社局");
        await authority.WalkAsync("places-" + name, () => AllotAsync(authority, found, name, places));
        await office.EnterAsync("资助办");
        await office.WalkAsync("places-school-" + name, () => ReadAsync(office, found, name, places));
        found.Should().BeEmpty();
        authority.Errors.Where(e => !e.Contains("409", StringComparison.Ordinal)).Concat(office.Errors).Should().BeEmpty();
    }

    private static async Task AllotAsync(Window window, List<string> found, string name, int places)
    {
        var page = window.Page;
        if (name == "desk")
            await window.GoAsync("menu-places");
        else
            await page.GotoAsync("/places");
        await Judged.ChooseAsync(window, Say("funds", "year"), "2025—2026");
        await RowOf(window).WaitForAsync();
        await window.Button(Say("funds", "allot")).ClickAsync();
        await Judged.ChooseAsync(window, Say("ui", "unit"), "示例技工学校");
        await page.GetByRole(AriaRole.Dialog).GetByLabel(Say("funds", "places"), new LocatorGetByLabelOptions { Exact = true }).FillAsync("9");
        await PaperAsync(window);
        await OversightScreenTests.LookAsync(window, found, "places-allot-" + name);
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = Say("funds", "allot"), Exact = true }).ClickAsync();
        await window.SeeAsync("分给下级的名额合计应不超过本级名额");
        await page.GetByRole(AriaRole.Dialog).GetByLabel(Say("funds", "places"), new LocatorGetByLabelOptions { Exact = true }).FillAsync(places.ToString(System.Globalization.CultureInfo.InvariantCulture));
        await OversightScreenTests.SendAsync(window, Say("funds", "allot"));
        await RowOf(window).GetByRole(AriaRole.Cell, new LocatorGetByRoleOptions { Name = $"{places}", Exact = true }).First.WaitForAsync();
        await Judged.TwiceAsync(window, found, "places-" + name);
    }

    private static async Task ReadAsync(Window window, List<string> found, string name, int places)
    {
        await window.Page.GotoAsync("/rounds");
        await window.Page.GetByRole(AriaRole.Cell).GetByRole(AriaRole.Link).First.ClickAsync();
        await window.Link(Say("funds", "quota")).ClickAsync();
        await RowOf(window).GetByRole(AriaRole.Cell, new LocatorGetByRoleOptions { Name = $"{places}", Exact = true }).First.WaitForAsync();
        await Assertions.Expect(window.Button(Say("funds", "allot"))).ToHaveCountAsync(0);
        await OversightScreenTests.LookAsync(window, found, "places-school-" + name);
    }

    private static ILocator RowOf(Window window) => window.Page.GetByRole(AriaRole.Row).Filter(new LocatorFilterOptions { HasText = "示例技工学校" });

    internal static async Task PaperAsync(Window window)
    {
        var photo = await window.Page.ScreenshotAsync(new PageScreenshotOptions { Type = ScreenshotType.Jpeg });
        await window.Page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "方案.jpg", MimeType = "image/jpeg", Buffer = photo });
        await window.SeeAsync("方案.jpg");
    }
}

/// <summary>The school's own fund: set aside, and never below what its lists have granted.</summary>
public sealed class FundScreenTests(LiveFund school) : IClassFixture<LiveFund>
{
    [Theory]
    [InlineData(1280, 720, "desk", "20000", "16,")]
    [InlineData(390, 844, "phone", "30000", "24,")]
    public async Task The_office_sets_aside_a_share_and_reads_what_is_left(int width, int height, string name, string income, string left)
    {
        await using var window = await Window.OpenAsync(school, width, height);
        List<string> found = [];
        await window.EnterAsync("资助办");
        await window.WalkAsync("fund-" + name, async () =>
        {
            await window.Page.GotoAsync("/rounds");
            await window.Link("校内资助").First.ClickAsync();
            await window.Link(Say("funds", "ledger")).ClickAsync();
            await window.SeeAsync(Say("funds", "spent"));
            await SetAsideAsync(window, "0.01");
            await window.SeeAsync("提取的资助经费应不少于已审定的");
            await OversightScreenTests.LookAsync(window, found, "fund-refused-" + name);
            await Judged.FillAsync(window, Say("funds", "income"), income);
            await window.Page.GetByRole(AriaRole.Dialog).GetByLabel(Say("funds", "share"), new LocatorGetByLabelOptions { Exact = true }).FillAsync("80");
            await OversightScreenTests.SendAsync(window, Say("funds", "set-aside-again"));
            await window.SeeAsync($"{left}000.00");
            await Judged.TwiceAsync(window, found, "fund-" + name);
        });
        found.Should().BeEmpty();
        window.Errors.Where(e => !e.Contains("409", StringComparison.Ordinal)).Should().BeEmpty();
    }

    private static async Task SetAsideAsync(Window window, string income)
    {
        await window.Button(Say("funds", "set-aside-again")).ClickAsync();
        await Judged.FillAsync(window, Say("funds", "income"), income);
        await window.Page.GetByRole(AriaRole.Dialog).GetByLabel(Say("funds", "share"), new LocatorGetByLabelOptions { Exact = true }).FillAsync("5");
        await PlacesScreenTests.PaperAsync(window);
        await window.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = Say("funds", "set-aside-again"), Exact = true }).ClickAsync();
    }
}

/// <summary>A body that orders instead of giving other levels: a row is moved, the others close up, and the next step reads the places.</summary>
public sealed class RankingScreenTests(LiveRanking school) : IClassFixture<LiveRanking>
{
    [Fact]
    public async Task A_review_group_puts_its_students_in_an_order()
    {
        await school.WalkAsync("班主任", "ranking", async (window, found) =>
        {
            await window.Page.GotoAsync("/rosters");
            await window.ListOf("民主评议").ClickAsync();
            var (first, second) = (PlaceOf(window, "学生甲"), PlaceOf(window, "学生丙"));
            await Assertions.Expect(first).ToHaveValueAsync("1");
            await second.FillAsync("1");
            await second.PressAsync("Enter");
            await Assertions.Expect(first).ToHaveValueAsync("2");
            await window.SeeAsync(Say("rosters", "copy-kept"));
            await window.Page.ReloadAsync();
            await Assertions.Expect(PlaceOf(window, "学生丙")).ToHaveValueAsync("1");
            await Judged.TwiceAsync(window, found, "ranking");
            await window.Button(Say("rosters", "act-propose")).ClickAsync();
            await window.SeeAsync(Say("rosters", "ranked", ("first", 1), ("last", 2)));
            await window.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = Say("rosters", "confirm", ("act", Say("rosters", "act-propose"))) }).ClickAsync();
            await window.Page.Locator("[data-status=released], [data-status=decided]").First.WaitForAsync();
        });
    }

    private static ILocator PlaceOf(Window window, string name) => window.Page.GetByLabel(Say("rosters", "rank-of", ("name", name)), new PageGetByLabelOptions { Exact = true });
}
