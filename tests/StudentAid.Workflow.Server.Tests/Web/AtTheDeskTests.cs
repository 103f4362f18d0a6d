using FluentAssertions;
using Microsoft.Playwright;
using StudentAid.Workflow.Casework.Organisations.Tables;
using static StudentAid.Workflow.Server.Tests.Web.LiveDemo;

namespace StudentAid.Workflow.Server.Tests.Web;

/// <summary>What happens to a recorder in the middle of his list, and the ways around the mouse: a table from elsewhere, one act for many, another of his roles.</summary>
public sealed class AtTheDeskTests(LiveForty school) : IClassFixture<LiveForty>
{
    [Fact]
    public async Task When_the_session_ends_one_signs_in_over_the_page_and_what_was_typed_stays()
    {
        await using var window = await OpenAsync("韩老师");
        await window.WalkAsync("session-over", async () =>
        {
            var reason = await ReturnAsync(window, "朱怀瑾", "承诺书未签名");
            await window.Page.EvaluateAsync("fetch('/api/session/leave', { method: 'POST', headers: { 'X-Requested-With': 'StudentAid' } })");
            await reason.FillAsync("承诺书未签名，请补签");
            await window.SeeAsync(Say("app", "session-over-what"));
            (await EveryScreenTests.JudgeAsync(window, "session-over")).Should().BeEmpty();
            await window.Button(Say("app", "session-again", ("name", "韩老师"))).ClickAsync();
            await window.Page.GetByText(Say("app", "session-over-what")).WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Hidden });
            await Assertions.Expect(reason).ToHaveValueAsync("承诺书未签名，请补签");
            await window.SeeAsync(Say("rosters", "copy-kept"));
        });
        window.Errors.Should().OnlyContain(e => e.Contains("401", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_a_network_the_page_says_so_and_sends_what_was_typed_when_it_is_back()
    {
        await using var window = await OpenAsync("韩老师");
        await window.WalkAsync("offline", async () =>
        {
            await window.Page.Context.SetOfflineAsync(true);
            await window.SeeAsync(Say("app", "offline"));
            await ReturnAsync(window, "秦望舒", "收入单位填错");
            await window.SeeAsync(Say("rosters", "copy-unreached"));
            (await EveryScreenTests.JudgeAsync(window, "offline")).Should().BeEmpty();
            await window.Page.Context.SetOfflineAsync(false);
            await window.SeeAsync(Say("rosters", "copy-kept"));
            await Assertions.Expect(window.Page.GetByText(Say("app", "offline"))).ToHaveCountAsync(0);
            await window.Page.ReloadAsync();
            await Assertions.Expect(ReasonOf(window, "秦望舒")).ToHaveValueAsync("收入单位填错");
        });
        window.Errors.Should().OnlyContain(e => e.Contains("ERR_INTERNET_DISCONNECTED", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_table_filled_elsewhere_is_loaded_back_with_a_preview_of_its_changes()
    {
        await using var window = await OpenAsync("韩老师");
        await window.WalkAsync("workbook", async () =>
        {
            var got = await window.Page.RunAndWaitForDownloadAsync(() => window.Link(Say("rosters", "table-get")).ClickAsync());
            var rows = TableFile.Read(await File.ReadAllBytesAsync(await got.PathAsync())).Table!.Sheets[0].Rows.Select(r => Enumerable.Range(0, 8).Select(i => r[i]).ToArray()).ToList();
            string[][] filled = [.. rows.Select(r => r[1] is "尤云帆" ? [.. r[..6], "特别困难", "父亲八月确诊重病，两位老师家访核实"] : r)];
            await window.Page.Locator("input[type=file]").First.SetInputFilesAsync(new FilePayload
            {
                Name = "list.xlsx", MimeType = "application/octet-stream", Buffer = TableWriter.Xlsx("名单", filled[0], filled.Skip(1)),
            });
            await window.SeeAsync("父亲八月确诊重病");
            (await EveryScreenTests.JudgeAsync(window, "workbook")).Should().BeEmpty();
            await window.Button(Say("rosters", "table-take", ("count", 1))).ClickAsync();
            await Assertions.Expect(ReasonOf(window, "尤云帆")).ToHaveValueAsync("父亲八月确诊重病，两位老师家访核实");
            await Assertions.Expect(window.Page.GetByText("别人刚改过", new PageGetByTextOptions { Exact = false })).ToHaveCountAsync(0);
        });
        window.Errors.Should().BeEmpty();
    }

    [Fact]
    public async Task A_teacher_chooses_one_of_his_roles_and_records_the_verification_of_a_whole_class_at_once()
    {
        await school.WalkAsync("韩助理", "batch", (window, _) => VerifyAsync(window));
    }

    private static async Task VerifyAsync(Window window)
    {
        var page = window.Page;
        await window.SeeAsync(Say("home", "today"));
        foreach (var (unit, count) in ((string, int)[])[("软件2301", 0), ("软件2302", 6)])
        {
            await page.Locator(".person").ClickAsync();
            await page.GetByRole(AriaRole.Menuitem, new PageGetByRoleOptions { Name = Say("app", "as", ("role", "班主任"), ("unit", unit)) }).ClickAsync();
            await Assertions.Expect(page.Locator(".where")).ToContainTextAsync(unit);
            await window.GoToAsync("核实");
            await window.SeeAsync(Say("ui", "total", ("count", count)));
        }

        await page.GetByRole(AriaRole.Checkbox).First.CheckAsync();
        await window.Button(Say("home", "batch", ("count", 6))).ClickAsync();
        await page.GetByRole(AriaRole.Combobox, new PageGetByRoleOptions { Name = Say("ui", "act"), Exact = true }).ClickAsync();
        await page.Locator(".ant-select-dropdown:visible .ant-select-item-option").GetByText("登记核实", new LocatorGetByTextOptions { Exact = true }).ClickAsync();
        await page.GetByLabel(Say("cases", "field-method"), new PageGetByLabelOptions { Exact = true }).SelectOptionAsync(Say("cases", "method-talk"));
        await page.GetByLabel(Say("cases", "field-finding"), new PageGetByLabelOptions { Exact = true }).FillAsync("逐人谈话，与申请内容相符");
        (await EveryScreenTests.JudgeAsync(window, "batch")).Should().BeEmpty();
        await window.Button(Say("home", "batch-begin")).ClickAsync();
        await window.SeeAsync(Say("home", "job", ("done", 6), ("of", 6), ("failed", 0)));
        await window.PictureAsync("batch-done");
        await window.Button(Say("app", "jobs", ("count", 0))).ClickAsync();
        await page.Locator(".bell").GetByText(Say("home", "job", ("done", 6), ("of", 6), ("failed", 0))).WaitForAsync();
        (await EveryScreenTests.JudgeAsync(window, "jobs")).Should().BeEmpty();
    }

    private async Task<Window> OpenAsync(string name)
    {
        var window = await Window.OpenAsync(school);
        await window.EnterAsync(name);
        await window.WalkAsync("at-the-desk", async () =>
        {
            await window.ListOf("民主评议").ClickAsync();
            await window.SeeAsync(Say("rosters", "copy-kept"));
        });
        return window;
    }

    private static async Task<ILocator> ReturnAsync(Window window, string name, string reason)
    {
        await window.Button(Say("rosters", "return-of", ("name", name))).ClickAsync();
        await ReasonOf(window, name).FillAsync(reason);
        return ReasonOf(window, name);
    }

    private static ILocator ReasonOf(Window window, string name) => window.Page.GetByRole(AriaRole.Textbox, new PageGetByRoleOptions { Name = Say("rosters", "reason-of", ("name", name)) });
}
