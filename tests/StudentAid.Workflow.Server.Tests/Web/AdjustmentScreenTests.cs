using FluentAssertions;
using Microsoft.Playwright;
using static StudentAid.Workflow.Server.Tests.Web.AfterScreens;
using static StudentAid.Workflow.Server.Tests.Web.LiveDemo;

namespace StudentAid.Workflow.Server.Tests.Web;

/// <summary>Adjustments, a student's standing and late matches, in a browser, at a college whose window of adjustment is open.</summary>
public sealed class AdjustmentScreenTests(LiveCollege college) : IClassFixture<LiveCollege>
{
    [Fact]
    public async Task An_adjustment_is_proposed_on_the_student_s_page_and_begins_in_its_round_and_another_is_left()
    {
        await college.WalkAsync("资助中心", "adjustments", async (window, found) =>
        {
            await ProposeAsync(window, "学生丙");
            await ShowAsync(window, found, "student");
            await ProposeAsync(window, "学生甲");
            await AfterAsync(window, "在校生");
            await window.Button(Say("after", "begin-of", ("name", "学生丙"))).WaitForAsync();
            await ShowAsync(window, found, "adjustments");
            await ActAsync(window, Say("after", "begin-of", ("name", "学生丙")), Say("after", "begin"));
            await window.Link(Say("after", "successor")).WaitForAsync();
            await ActAsync(window, Say("after", "dismiss-of", ("name", "学生甲")), Say("after", "dismiss"), (Say("ui", "reason"), "经核实收入没有变化"));
            await window.Button(Say("after", "see-words-of", ("name", "学生甲"))).ClickAsync();
            await window.SeeAsync("经核实收入没有变化");
            await window.Link(Say("after", "successor")).ClickAsync();
            await window.SeeAsync("学生丙");
        });
    }

    [Fact]
    public async Task A_student_rests_comes_back_and_gives_his_level_up()
    {
        await college.WalkAsync("资助中心", "standing", async (window, found) =>
        {
            await StudentAsync(window, "学生甲");
            await ActAsync(window, Say("after", "suspend"), Say("after", "suspend"));
            await window.SeeAsync(Say("after", "standing-suspended"));
            await window.SeeAsync(Say("after", "none-valid"));
            await Assertions.Expect(window.Button(Say("after", "suspend"))).ToHaveCountAsync(0);
            await ActAsync(window, Say("after", "resume"), Say("after", "resume"));
            await window.SeeAsync("现在有效");
            await window.Button(Say("after", "exit")).ClickAsync();
            await Sheet(window).GetByLabel(Say("after", "exit-text"), new LocatorGetByLabelOptions { Exact = true }).FillAsync("家庭情况好转");
            await PaperAsync(window, "声明.jpg");
            await OversightScreenTests.LookAsync(window, found, "student-exit");
            await OversightScreenTests.SendAsync(window, Say("after", "exit"));
            await window.SeeAsync(Say("after", "standing-exited"));
            await window.SeeAsync(Say("after", "ended-exited"));
        });
    }

    [Fact]
    public async Task A_hit_of_a_later_list_is_looked_at_by_the_class_and_nothing_changes_by_it()
    {
        await college.WalkAsync("班主任", "late-matches", async (window, found) =>
        {
            await window.Page.GotoAsync("/tasks");
            await window.Page.GetByRole(AriaRole.Main).Locator("a[href*=late-matches]").First.ClickAsync();
            await window.Button(Say("after", "settle-of", ("name", "学生丙"))).WaitForAsync();
            await ShowAsync(window, found, "late-matches");
            await window.Button(Say("after", "settle-of", ("name", "学生丙"))).ClickAsync();
            await PickAsync(window, Say("after", "late-no-effect"));
            await Sheet(window).GetByLabel(Say("after", "late-text"), new LocatorGetByLabelOptions { Exact = true }).FillAsync("名单与申请内容一致");
            await OversightScreenTests.SendAsync(window, Say("after", "settle"));
            await window.SeeAsync("名单与申请内容一致");
        });
    }

    private static async Task ProposeAsync(Window window, string name)
    {
        await StudentAsync(window, name);
        await window.Button(Say("after", "propose")).ClickAsync();
        await ChooseAsync(window, Say("after", "trigger"), "家庭变化");
        await Sheet(window).GetByLabel(Say("after", "propose-text"), new LocatorGetByLabelOptions { Exact = true }).FillAsync("母亲找到工作，家庭收入增加");
        await OversightScreenTests.SendAsync(window, Say("after", "propose"));
        await window.SeeAsync(Say("after", "adjustment-open"));
        await Assertions.Expect(window.Button(Say("after", "propose"))).ToHaveCountAsync(0);
    }

    /// <summary>From the list of cases over the case to the student.</summary>
    private static async Task StudentAsync(Window window, string name)
    {
        await window.Page.GotoAsync("/rounds");
        await window.Link("在校生").First.ClickAsync();
        var round = window.Page.Url.Split('/')[^1];
        await window.Page.GotoAsync($"/cases?round={round}");
        await window.Page.GetByRole(AriaRole.Cell).GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = name, Exact = true }).ClickAsync();
        await window.Link(Say("after", "student")).ClickAsync();
        await window.SeeAsync(Say("after", "levels"));
    }
}
