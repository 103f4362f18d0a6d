using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Tests.Season;
using static StudentAid.Workflow.Server.Tests.Web.LiveDemo;
using Register = StudentAid.Workflow.Casework.Organisations.Directory;

namespace StudentAid.Workflow.Server.Tests.Web;

/// <summary>What is left in a browser's own files of students whom the office looks at.</summary>
public sealed class StaffAtRestTests(SharedDemo demo) : IClassFixture<SharedDemo>
{
    private const string Case = "/cases/";

    private static string Title => Say("after", "revocations");

    [Fact]
    public async Task The_office_looks_at_students_and_no_tab_and_no_file_of_its_browser_names_them_afterwards()
    {
        var register = await demo.Services.GetRequiredService<Register>().PeopleAsync(Scope.All, "/");
        List<string> sought = [.. SeededValues.Of(register, Repository.Files("samples/demo", "*.school.json"), [Title])];
        List<string> titles = [];
        using var profile = new OwnProfile(demo, 1280, 720);
        var found = await profile.SitAsync("office-at-rest", sought, async window =>
        {
            var page = window.Page;
            await window.EnterAsync("资助中心");
            await page.GotoAsync("/cases");
            await page.GetByLabel(Say("cases", "search"), new PageGetByLabelOptions { Exact = true }).FillAsync("郭明轩");
            await page.Locator(".ant-select-dropdown:visible").GetByText("郭明轩").First.ClickAsync();
            await window.Button(Say("cases", "reveal")).ClickAsync();
            sought.Add(await RevealAsync(window));
            titles.Add(await page.TitleAsync());
            var at = new Uri(page.Url).AbsolutePath;
            at.Should().StartWith(Case);
            foreach (var place in (string[])[at + "/record", at + "/paper"])
            {
                await page.GotoAsync(place);
                await page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Level = 1 }).GetByText("郭明轩").WaitForAsync();
                titles.Add(await page.TitleAsync());
            }

            await page.GotoAsync(at);
            await window.Link(Say("after", "student")).ClickAsync();
            await window.SeeAsync(Say("after", "ended-revoked"));
            titles.Add(await page.TitleAsync());
            await window.Link(Say("after", "revocation")).First.ClickAsync();
            await page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Level = 1, Name = Say("after", "revocation-of", ("name", "郭明轩")) }).WaitForAsync();
            titles.Add(await page.TitleAsync());
            foreach (var place in (string[])[$"/api/prints/decision-record?case={at[Case.Length..]}", "/ui" + at])
            {
                await page.GotoAsync(place);
                await window.SeeAsync("郭明轩");
                titles.Add(await page.TitleAsync());
            }
        });
        found.Should().Contain(Title, "the browser's history is searched too");
        found.Except([OwnProfile.Drafts, Title]).Should().BeEmpty("nothing was typed that is kept, and no title, address or answer of the server stays in the browser's files");
        titles.Should().HaveCount(7).And.NotContain(t => t.Contains("郭明轩", StringComparison.Ordinal)).And.OnlyContain(t => t.Length > 2);
        profile.Errors.Should().BeEmpty();
    }

    /// <summary>The number of his papers, shown for a purpose.</summary>
    private static async Task<string> RevealAsync(Window window)
    {
        var sheet = window.Page.GetByRole(AriaRole.Dialog);
        var fields = sheet.GetByRole(AriaRole.Combobox, new LocatorGetByRoleOptions { Name = Say("cases", "reveal-fields") });
        await fields.ClickAsync();
        await window.Page.Locator(".ant-select-dropdown:visible .ant-select-item-option").GetByText(Say("cases", "fact-id-number")).ClickAsync();
        await fields.PressAsync("Escape");
        await sheet.GetByLabel(Say("cases", "purpose"), new LocatorGetByLabelOptions { Exact = true }).FillAsync("核对证件");
        await sheet.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = Say("cases", "reveal"), Exact = true }).ClickAsync();
        await window.SeeAsync(Say("cases", "reveal-masks", ("seconds", 60)));
        var row = window.Page.Locator(".ant-descriptions-row").Filter(new LocatorFilterOptions { HasText = Say("cases", "fact-id-number") });
        var shown = await row.Locator(".ant-descriptions-item-content").InnerTextAsync();
        shown.Should().MatchRegex("^[0-9]{17}[0-9X]$");
        return shown;
    }
}

/// <summary>What is left in them of a visit that a teacher fills in without a network.</summary>
public sealed class VisitAtRestTests(LiveForty school) : IClassFixture<LiveForty>
{
    private const string Student = "范子衿";
    private const string Finding = "土坯房两间，奶奶卧床三年";
    private const string Databases = "async () => (await indexedDB.databases()).map((d) => d.name).join(' ')";

    [Fact]
    public async Task A_teacher_fills_in_a_visit_without_a_network_finds_it_again_and_signs_out_and_the_profile_holds_nothing_of_it()
    {
        using var profile = new OwnProfile(school, 1280, 720);
        var first = await profile.SitAsync("visit-offline", [Finding, Student], async window =>
        {
            await VisitAsync(window);
            await window.Page.Context.SetOfflineAsync(true);
            await FindingOf(window).FillAsync(Finding);
            await window.SeeAsync(Say("cases", "draft-kept"));
        });
        first.Should().Equal([OwnProfile.Drafts], "what did not reach the server is kept, and not in clear");
        var second = await profile.SitAsync("visit-again", [Finding, Student], async window =>
        {
            await VisitAsync(window);
            await Assertions.Expect(FindingOf(window)).ToHaveValueAsync(Finding);
            (await EveryScreenTests.JudgeAsync(window, "visit-kept")).Should().BeEmpty();
            await window.Page.ReloadAsync();
            await window.Button("登记核实").ClickAsync();
            await Assertions.Expect(FindingOf(window)).ToHaveValueAsync(Finding);
            await window.Page.Keyboard.PressAsync("Escape");
            await window.Page.GetByRole(AriaRole.Dialog).WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Hidden });
            await window.Button("卢老师", exact: false).ClickAsync();
            await window.Page.GetByRole(AriaRole.Menuitem, new PageGetByRoleOptions { Name = Say("app", "leave") }).ClickAsync();
            await window.Page.Locator(".role-name").First.WaitForAsync();
            (await window.Page.EvaluateAsync<string>(Databases)).Should().BeEmpty();
        });
        second.Except([OwnProfile.Drafts]).Should().BeEmpty();
        profile.Errors.Should().NotContain(e => !e.Contains("ERR_INTERNET_DISCONNECTED", StringComparison.Ordinal), "one sitting loses the network on purpose");
    }

    private static async Task VisitAsync(Window window)
    {
        await window.EnterAsync("卢老师");
        await window.GoToAsync("核实");
        await window.Page.GetByRole(AriaRole.Row).Filter(new LocatorFilterOptions { HasText = Student }).GetByRole(AriaRole.Link).ClickAsync();
        await window.Button("登记核实").ClickAsync();
        await FindingOf(window).WaitForAsync();
    }

    private static ILocator FindingOf(Window window) => window.Page.GetByRole(AriaRole.Dialog).GetByLabel(Say("cases", "field-finding"), new LocatorGetByLabelOptions { Exact = true });
}
