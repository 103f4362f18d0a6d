using System.Net;
using System.Net.Http.Headers;
using FluentAssertions;
using Microsoft.Playwright;
using StudentAid.Workflow.Server.Tests.Webhooks;
using static StudentAid.Workflow.Server.Tests.Web.LiveDemo;

namespace StudentAid.Workflow.Server.Tests.Web;

/// <summary>Access handed out on slips, and the screens of whoever runs the product.</summary>
public sealed class AccountScreenTests(LiveForty school) : IClassFixture<LiveForty>
{
    [Fact]
    public async Task A_class_teacher_hands_out_the_slips_of_his_class_once_and_one_anew()
    {
        await school.WalkAsync("卢老师", "slips", (window, _) => HandOutAsync(window));
    }

    [Fact]
    public async Task An_administrator_gives_out_a_key_uses_it_takes_it_back_and_finds_it_in_the_trail()
    {
        await school.WalkAsync("管理员", "operations", (window, _) => OperateAsync(window));
    }

    [Fact]
    public async Task An_administrator_registers_a_receiver_tries_it_and_deletes_it()
    {
        await using var receiver = await Receiver.StartAsync();
        await school.WalkAsync("管理员", "webhooks", (window, _) => TellAsync(window, receiver));
    }

    private static async Task TellAsync(Window window, Receiver receiver)
    {
        var page = window.Page;
        await window.GoAsync("menu-settings");
        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = Say("app", "hooks"), Exact = true }).ClickAsync();
        await page.GetByLabel(Say("app", "hook-name"), new PageGetByLabelOptions { Exact = true }).FillAsync("学工系统");
        await page.GetByLabel(Say("app", "hook-url"), new PageGetByLabelOptions { Exact = true }).FillAsync(receiver.Url);
        await page.GetByRole(AriaRole.Combobox, new PageGetByRoleOptions { Name = Say("app", "hook-topics") }).FillAsync(Say("app", "topic-case-finished"));
        await page.Locator(".ant-select-dropdown:visible .ant-select-item-option").First.ClickAsync();
        await page.Keyboard.PressAsync("Escape");
        await window.Button(Say("app", "hook-register")).ClickAsync();
        await window.SeeAsync(Say("app", "hook-once", ("name", "学工系统")));
        List<string> found = [.. await EveryScreenTests.JudgeAsync(window, "webhooks")];
        var secret = await page.Locator(".secret").InnerTextAsync();
        await window.Button(Say("app", "hook-ping-of", ("name", "学工系统"))).ClickAsync();
        var told = await receiver.First;
        (told.Topic, told.IsSignedWith(secret)).Should().Be(("ping", true));
        await window.Button(Say("app", "hook-deliveries-of", ("name", "学工系统"))).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByText(Say("app", "hook-times")).First.WaitForAsync();
        found.AddRange(await EveryScreenTests.JudgeAsync(window, "webhook-deliveries"));
        await page.Keyboard.PressAsync("Escape");
        await window.Button(Say("app", "hook-delete-of", ("name", "学工系统"))).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = Say("app", "hook-delete") }).ClickAsync();
        await window.SeeAsync(Say("app", "no-hooks"));
        found.Should().BeEmpty();
    }

    private static async Task HandOutAsync(Window window)
    {
        var page = window.Page;
        await page.Locator(".person").ClickAsync();
        await window.Link(Say("app", "slips")).ClickAsync();
        await window.SeeAsync(Say("app", "slips-before", ("count", 6)));
        List<string> found = [.. await EveryScreenTests.JudgeAsync(window, "slips")];
        await window.Button(Say("app", "slips-hand")).ClickAsync();
        await window.SeeAsync("只显示一次");
        found.AddRange(await EveryScreenTests.JudgeAsync(window, "slips-handed"));
        await page.GetByRole(AriaRole.Radio, new PageGetByRoleOptions { Name = Say("app", "slips-guardians") }).CheckAsync();
        await window.SeeAsync(Say("app", "slips-before", ("count", 6)));
        await Assertions.Expect(page.GetByText("只显示一次")).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Radio, new PageGetByRoleOptions { Name = Say("app", "slips-students") }).CheckAsync();
        await window.SeeAsync("只显示一次");
        var slips = await page.RunAndWaitForPopupAsync(() => window.Link(Say("app", "slips-print")).ClickAsync());
        await slips.GetByText("郎云帆").WaitForAsync();
        await slips.ScreenshotAsync(new PageScreenshotOptions { Path = PictureOf("slips-printed"), FullPage = true });
        await window.SeeAsync(Say("app", "slips-taken"));

        await page.GetByLabel(Say("ui", "name"), new PageGetByLabelOptions { Exact = true }).FillAsync("郎云帆");
        await window.Button(Say("app", "slips-find")).ClickAsync();
        await window.Button(Say("app", "slips-issue", ("name", "郎云帆"))).ClickAsync();
        await window.SeeAsync("郎云帆的新激活码");
        await Assertions.Expect(page.Locator(".slip .secret")).ToHaveCountAsync(2);
        var (login, code) = (await page.Locator(".slip .secret").First.InnerTextAsync(), await page.Locator(".slip .secret").Last.InnerTextAsync());
        (await slips.GetByText(login).CountAsync()).Should().Be(1, "the login id stays");
        (await slips.GetByText(code).CountAsync()).Should().Be(0, "the code is another");
        found.Should().BeEmpty();
    }

    private async Task OperateAsync(Window window)
    {
        var page = window.Page;
        await window.GoAsync("menu-operations");
        await window.SeeAsync(Say("app", "no-incidents"));
        List<string> found = [.. await EveryScreenTests.JudgeAsync(window, "incidents")];
        await ProgramAsync(window, "教务接口", "示例学院");
        await window.GoAsync("menu-settings");
        await page.GetByLabel(Say("app", "key-for"), new PageGetByLabelOptions { Exact = true }).FillAsync("教务系统");
        await page.GetByRole(AriaRole.Combobox, new PageGetByRoleOptions { Name = Say("app", "key-holder") }).FillAsync("教务接口");
        await page.Locator(".ant-select-dropdown:visible .ant-select-item-option").GetByText("教务接口", new LocatorGetByTextOptions { Exact = true }).ClickAsync();
        await window.Button(Say("app", "key-give")).ClickAsync();
        await window.SeeAsync(Say("app", "key-once"));
        found.AddRange(await EveryScreenTests.JudgeAsync(window, "keys"));
        var key = await page.Locator(".secret").InnerTextAsync();
        (await UseAsync(key)).Should().Be(HttpStatusCode.OK);
        await window.Button(Say("app", "key-take-back-of", ("name", "教务系统"))).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = Say("app", "key-take-back") }).ClickAsync();
        await window.SeeAsync(Say("app", "key-taken-back"));
        (await UseAsync(key)).Should().Be(HttpStatusCode.Unauthorized);
        await window.GoToAsync("审计");
        await window.SeeAsync(Say("app", "audit-key"));
        await window.SeeAsync(Say("app", "heads"));
        found.AddRange(await EveryScreenTests.JudgeAsync(window, "audit"));
        found.Should().BeEmpty();
    }

    /// <summary>A key is for a program, so somebody enters it first among the staff.</summary>
    internal static async Task ProgramAsync(Window window, string name, string unit)
    {
        await window.GoToAsync(Say("organisation", "title"));
        await window.Link(Say("organisation", "people")).ClickAsync();
        await window.Button(Say("organisation", "add-person")).ClickAsync();
        var sheet = window.Page.GetByRole(AriaRole.Dialog).Last;
        await sheet.GetByRole(AriaRole.Radio, new LocatorGetByRoleOptions { Name = Say("organisation", "machine") }).CheckAsync();
        await sheet.GetByLabel(Say("ui", "name"), new LocatorGetByLabelOptions { Exact = true }).FillAsync(name);
        await Judged.ChooseAsync(window, sheet, Say("ui", "unit"), unit);
        await Judged.ChooseAsync(window, sheet, Say("organisation", "role"), "学生资助管理机构");
        await OversightScreenTests.SendAsync(window, Say("organisation", "add-person"));
        await window.SeeAsync(Say("organisation", "by-key"));
    }

    /// <summary>What a system that holds the key is answered.</summary>
    private async Task<HttpStatusCode> UseAsync(string key)
    {
        using var client = new HttpClient { BaseAddress = new Uri(school.Url) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var answer = await client.GetAsync(new Uri("/api/me", UriKind.Relative));
        return answer.StatusCode;
    }
}
