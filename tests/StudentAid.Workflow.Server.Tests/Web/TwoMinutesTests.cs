using FluentAssertions;
using Microsoft.Playwright;
using static StudentAid.Workflow.Server.Tests.Web.LiveDemo;

namespace StudentAid.Workflow.Server.Tests.Web;

/// <summary>The path by which a school is convinced in two minutes, walked in a browser as far as the dashboard reaches.</summary>
public sealed class TwoMinutesTests(LiveDemo demo) : IClassFixture<LiveDemo>
{
    [Fact]
    public async Task A_class_proposes_its_list_a_student_objects_on_his_phone_the_days_pass_and_the_office_answers_the_telephone()
    {
        await using var window = await Window.OpenAsync(demo);
        await window.WalkAsync("two-minutes", async () =>
        {
            await LookAroundAsync(window);
            await ProposeAsync(window);
            await ObjectAsync();
            await LetDaysPassAsync(window);
            await TelephoneAsync(window);
        });
        window.Errors.Should().BeEmpty();
    }

    /// <summary>The office's first page, a round, its notice.</summary>
    private static async Task LookAroundAsync(Window window)
    {
        await window.EnterAsync("资助中心");
        await window.SeeAsync("60 天已过 21 天");
        await window.PictureAsync("home");
        await window.GoAsync("menu-rounds");
        await window.Link("新生").ClickAsync();
        await window.Page.GetByRole(AriaRole.List, new PageGetByRoleOptions { Name = Say("rounds", "stages") }).WaitForAsync();
        await window.Page.Locator("[data-step=publicity]").WaitForAsync();
        await window.PictureAsync("round");
        await window.GoAsync("menu-publicities");
        await window.Page.GetByRole(AriaRole.Cell).GetByRole(AriaRole.Link).First.ClickAsync();
        await window.SeeAsync("9月24日 24:00 期满");
        await window.PictureAsync("publicity");
    }

    /// <summary>The class: meeting, one level changed with its reason, the list proposed.</summary>
    private async Task ProposeAsync(Window window)
    {
        await window.Button(Say("app", "other-role")).ClickAsync();
        await window.EnterAsync("程老师");
        await window.ListOf("民主评议").ClickAsync();
        await window.Button(Say("rosters", "meet")).ClickAsync();
        await window.SeeAsync("到会 4 人");
        await SitAsync();
        await AnswerAsync(window);
        await ChooseAsync(window, "申浩然", "ArrowDown");
        await Assertions.Expect(window.Button(Say("rosters", "act-propose"))).ToBeDisabledAsync();
        foreach (var (name, reason) in ((string, string)[])[("申浩然", "家访了解到已获其他资助"), ("柯梦瑶", "父亲八月起有固定收入")])
            await window.Page.GetByRole(AriaRole.Textbox, new PageGetByRoleOptions { Name = Say("rosters", "reason-of", ("name", name)) }).FillAsync(reason);
        await window.SeeAsync(Say("rosters", "copy-kept"));
        await window.Page.ReloadAsync();
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Textbox, new PageGetByRoleOptions { Name = Say("rosters", "reason-of", ("name", "申浩然")) })).ToHaveValueAsync("家访了解到已获其他资助");
        await window.PictureAsync("desk");
        await window.Button(Say("rosters", "act-propose")).ClickAsync();
        await window.Button(Say("rosters", "confirm", ("act", Say("rosters", "act-propose")))).ClickAsync();
        await window.SeeAsync(Say("ui", "status-released"));
    }

    /// <summary>A student of the group reads the list at the meeting, and prints a sentence in its place.</summary>
    private async Task SitAsync()
    {
        await using var member = await Window.OpenAsync(demo, 390, 844);
        await member.EnterAsync("闵思源");
        await member.WalkAsync("member-prints", async () =>
        {
            var page = member.Page;
            await member.Page.Locator("a[href^='/rosters/']").First.ClickAsync();
            await page.GetByLabel(Say("rosters", "pledge-name"), new PageGetByLabelOptions { Exact = true }).FillAsync("闵思源");
            await member.Button(Say("rosters", "pledge-sign")).ClickAsync();
            await member.SeeAsync("申浩然");
            var sentence = page.GetByText(Say("rosters", "not-printed"));
            await Assertions.Expect(sentence).ToBeHiddenAsync();
            await page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });
            await Assertions.Expect(sentence).ToBeVisibleAsync();
            (await page.Locator("body").InnerTextAsync()).Should().NotContain("申浩然").And.NotContain("马骏");
            await member.PictureAsync("member-printed");
        });
        member.Errors.Should().OnlyContain(e => e.Contains("403", StringComparison.Ordinal), "he is asked for the pledge first");
    }

    /// <summary>The inverted levels of the list, answered with a reason: before it, nothing can be proposed.</summary>
    private static async Task AnswerAsync(Window window)
    {
        await window.SeeAsync("倒挂：柯梦瑶 62 分");
        await window.SeeAsync(Say("rosters", "hints-open", ("count", 1)));
        await window.Page.GetByRole(AriaRole.Textbox, new PageGetByRoleOptions { Name = Say("rosters", "hint-answer", ("hint", "倒挂")) }).FillAsync("父亲八月起有固定收入，评议小组已核实");
        await Assertions.Expect(window.Page.GetByText(Say("rosters", "hints-open", ("count", 1)))).ToHaveCountAsync(0);
    }

    /// <summary>Chooses another level by the keyboard, as often as it takes to find the select open.</summary>
    private static async Task ChooseAsync(Window window, string name, string key)
    {
        var level = window.Page.GetByRole(AriaRole.Combobox, new PageGetByRoleOptions { Name = Say("rosters", "verdict-of", ("name", name)) });
        await level.PressAsync("Enter");
        await Assertions.Expect(level).ToHaveAttributeAsync("aria-expanded", "true");
        await level.PressAsync(key);
        await level.PressAsync("Enter");
        await window.Page.GetByRole(AriaRole.Textbox, new PageGetByRoleOptions { Name = Say("rosters", "reason-of", ("name", name)) }).WaitForAsync();
    }

    /// <summary>A student reads on his phone where he stands, must say what he objects to, and sends it while the notice hangs.</summary>
    private async Task ObjectAsync()
    {
        await using var window = await Window.OpenAsync(demo, 390, 844);
        await window.EnterAsync("赵子墨");
        await window.SeeAsync(Say("family", "object"));
        await window.PictureAsync("family");
        await window.Button(Say("family", "object")).ClickAsync();
        await window.Button(Say("family", "object-send")).ClickAsync();
        await window.SeeAsync(Say("ui", "needed"));
        await window.Page.GetByRole(AriaRole.Textbox, new PageGetByRoleOptions { Name = Say("family", "object-text") }).FillAsync("父亲九月起住院，申请时还没有单据");
        await window.Button(Say("family", "object-send")).ClickAsync();
        await window.SeeAsync(Say("family", "objection-sent"));
        await window.PictureAsync("objection-sent");
        (await window.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth")).Should().BeTrue("a phone never scrolls sideways");
        window.Errors.Should().BeEmpty();
    }

    /// <summary>Three working days on, the notice is gone by itself.</summary>
    private static async Task LetDaysPassAsync(Window window)
    {
        await window.Button(Say("app", "other-role")).ClickAsync();
        await window.EnterAsync("资助中心");
        await window.SeeAsync("演示时间 9月22日周二 10:");
        await window.Button(Say("app", "next-hour")).ClickAsync();
        await window.SeeAsync("演示时间 9月22日周二 11:");
        foreach (var day in (string[])["9月23日", "9月24日", "9月28日"])
        {
            await window.Button(Say("app", "next-working-day")).ClickAsync();
            await window.SeeAsync("演示时间 " + day);
        }

        await window.GoAsync("menu-publicities");
        await window.Page.GetByRole(AriaRole.Cell).GetByRole(AriaRole.Link).First.ClickAsync();
        await window.SeeAsync("期满");
    }

    /// <summary>A name typed, three sentences to read aloud.</summary>
    private static async Task TelephoneAsync(Window window)
    {
        await window.Page.GetByRole(AriaRole.Combobox, new PageGetByRoleOptions { Name = Say("cases", "search") }).FillAsync("赵子墨");
        await window.Page.Locator(".ant-select-dropdown:visible").GetByText("赵子墨").ClickAsync();
        await window.SeeAsync(Say("cases", "spoken"));
        await window.SeeAsync("最近一次决定是");
        window.Page.Url.Should().NotContain("赵", "a name never stands in an address");
        var history = window.Page.Locator(".history");
        await Assertions.Expect(history).ToContainTextAsync("民主评议：提出名单");
        await Assertions.Expect(history).ToContainTextAsync("韩老师经办");
        await window.PictureAsync("case");
    }
}
