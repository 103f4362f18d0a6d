using FluentAssertions;
using Microsoft.Playwright;
using static StudentAid.Workflow.Server.Tests.Web.LiveDemo;

namespace StudentAid.Workflow.Server.Tests.Web;

/// <summary>A review group is named anew on its round's page, meets, and fills in its score sheets on the desk, from which the order of the list comes.</summary>
public sealed class ScoreSheetScreenTests(LiveSheet school) : IClassFixture<LiveSheet>
{
    private static readonly (string Member, int[] Points)[] Sheets = [("韩老师", [50, 30, 40, 15]), ("石老师", [40, 30, 40, 20]), ("代表一", [5, 5, 60, 40]), ("代表二", [40, 25, 35, 20])];

    [Fact]
    public async Task The_office_names_a_review_group_and_its_teacher_fills_in_the_sheets_of_those_who_are_there()
    {
        await using var office = await Window.OpenAsync(school);
        await using var teacher = await Window.OpenAsync(school);
        List<string> found = [];
        await office.EnterAsync("资助中心");
        await office.WalkAsync("name-group", () => NameAsync(office, found));
        await teacher.EnterAsync("班主任");
        await teacher.WalkAsync("score-sheets", () => FillAsync(teacher, found));
        found.Should().BeEmpty();
        office.Errors.Where(e => !e.Contains("/api/committees?dryRun=true", StringComparison.Ordinal)).Concat(teacher.Errors).Should().BeEmpty("only the group that was too small for a moment is refused");
    }

    private static async Task NameAsync(Window window, List<string> found)
    {
        var page = window.Page;
        await window.GoAsync("menu-rounds");
        await window.Link("在校生").First.ClickAsync();
        await window.Link(Say("committees", "title")).ClickAsync();
        await page.GetByLabel(Say("committees", "body"), new PageGetByLabelOptions { Exact = true }).First.SelectOptionAsync("年级（专业或班级）认定评议小组");
        await page.GetByLabel(Say("ui", "unit"), new PageGetByLabelOptions { Exact = true }).First.SelectOptionAsync("一班");
        await window.SeeAsync("代表三");
        await window.Button(Say("committees", "remove-of", ("what", Say("committees", "member-number", ("number", 5))))).ClickAsync();
        await page.GetByRole(AriaRole.Alert).First.WaitForAsync();
        await Assertions.Expect(window.Button(Say("committees", "keep"))).ToBeDisabledAsync();
        await window.Button(Say("committees", "member-add")).ClickAsync();
        var fifth = page.GetByRole(AriaRole.Group, new PageGetByRoleOptions { Name = Say("committees", "member-number", ("number", 5)), Exact = true });
        await fifth.GetByLabel(Say("committees", "category"), new LocatorGetByLabelOptions { Exact = true }).SelectOptionAsync("学生代表");
        await Judged.ChooseAsync(window, fifth, Say("committees", "student"), "学生乙");
        var published = page.GetByLabel(Say("committees", "published"));
        await Assertions.Expect(published).ToHaveValueAsync("");
        await published.FillAsync("2026-09-22");
        await Assertions.Expect(window.Button(Say("committees", "keep"))).ToBeEnabledAsync();
        await Judged.LookNarrowAsync(window, found, "group-named");
        await window.Button(Say("committees", "keep")).ClickAsync();
        var standing = page.Locator(".ant-card").Filter(new LocatorFilterOptions { HasText = Say("committees", "standing") });
        await standing.GetByText("学生乙").WaitForAsync();
        await Assertions.Expect(standing.GetByText("代表三")).ToHaveCountAsync(0);
    }

    private static async Task FillAsync(Window window, List<string> found)
    {
        var page = window.Page;
        await page.GotoAsync("/rosters");
        await window.ListOf("民主评议").ClickAsync();
        await page.GetByRole(AriaRole.Group, new PageGetByRoleOptions { Name = "学生乙", Exact = true }).GetByText(Say("rosters", "absent"), new LocatorGetByTextOptions { Exact = true }).ClickAsync();
        await window.Button(Say("rosters", "meet")).ClickAsync();
        await window.SeeAsync(Say("rosters", "sheets-in", ("count", 0)));
        foreach (var ((member, points), at) in Sheets.Select((s, i) => (s, i)))
        {
            var label = Say("rosters", "sheet-of", ("name", member));
            await window.Button(label).ClickAsync();
            var sheet = page.GetByRole(AriaRole.Dialog);
            await sheet.GetByText(Say("ui", "act-incomplete")).WaitForAsync();
            foreach (var (field, value) in ((string, int)[])[("学生甲：家庭负担", points[0]), ("学生甲：日常消费", points[1]), ("学生丙：家庭负担", points[2]), ("学生丙：日常消费", points[3])])
                await sheet.GetByLabel(field, new LocatorGetByLabelOptions { Exact = true }).FillAsync($"{value}");
            if (at == 0)
                await Judged.LookNarrowAsync(window, found, "score-sheet");
            await OversightScreenTests.SendAsync(window, label);
            await window.SeeAsync(Say("rosters", "sheets-in", ("count", at + 1)));
            await Assertions.Expect(window.Button(label)).ToHaveCountAsync(0);
        }

        await Judged.TwiceAsync(window, found, "score-sheets-in");
        await window.Button(Say("rosters", "act-propose")).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = Say("rosters", "confirm", ("act", Say("rosters", "act-propose"))) }).ClickAsync();
        await page.Locator("[data-status=released], [data-status=decided]").First.WaitForAsync();
        await window.PictureAsync("score-sheets-decided");
    }
}
