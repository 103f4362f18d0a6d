using FluentAssertions;
using Microsoft.Playwright;
using static StudentAid.Workflow.Server.Tests.Web.LiveDemo;

namespace StudentAid.Workflow.Server.Tests.Web;

/// <summary>What an authority finds about one case is written at that case; who hands a task on and is alone at his post is told whom to ask.</summary>
public sealed class FindingAtCaseTests(LiveTechnician school) : IClassFixture<LiveTechnician>
{
    [Theory]
    [InlineData(1280, 720, "desk")]
    [InlineData(390, 844, "phone")]
    public async Task An_authority_writes_a_finding_at_the_case_that_it_is_about(int width, int height, string name)
    {
        await school.WalkAsync("人社局", "finding-case-" + name, async (window, found) =>
        {
            await window.Page.GotoAsync("/cases");
            await Judged.ChooseAsync(window, Say("cases", "round"), "助学金");
            await window.Page.GetByRole(AriaRole.Cell).GetByRole(AriaRole.Link).First.ClickAsync();
            await window.Button(Say("oversight", "issue-case")).ClickAsync();
            await Judged.FillAsync(window, Say("oversight", "article"), "实施办法 第十九条");
            await Judged.FillAsync(window, Say("oversight", "issue-text"), "申请表缺监护人签字-" + name);
            await Judged.FillAsync(window, Say("oversight", "correct-by"), "2026-10-15");
            found.AddRange(await EveryScreenTests.JudgeAsync(window, "finding-case-" + name));
            await window.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = Say("oversight", "issue-case"), Exact = true }).ClickAsync();
            await window.SeeAsync("申请表缺监护人签字-" + name);
            await window.Link(Say("oversight", "case")).WaitForAsync();
            await Judged.TwiceAsync(window, found, "finding-about-case-" + name);
            await window.Link(Say("oversight", "case")).ClickAsync();
            await window.Button(Say("oversight", "issue-case")).WaitForAsync();
        }, width, height);
    }
}

/// <summary>At the demonstration, where each class has one teacher.</summary>
public sealed class AloneAtThePostTests(SharedDemo demo) : IClassFixture<SharedDemo>
{
    [Fact]
    public async Task A_teacher_without_a_colleague_reads_whom_to_ask()
    {
        await demo.WalkAsync("程老师", "alone", async (window, _) =>
        {
            await window.GoToAsync("核实");
            await window.Page.Locator("tbody").GetByRole(AriaRole.Link).First.ClickAsync();
            await window.Button(Say("cases", "more")).First.ClickAsync();
            await window.Page.GetByRole(AriaRole.Menuitem, new PageGetByRoleOptions { Name = "转办", Exact = true }).ClickAsync();
            await window.SeeAsync("您的岗位没有别人，不能由您转出");
            await window.SeeAsync("学生资助管理机构 · 示例职业技术学院");
            (await EveryScreenTests.JudgeAsync(window, "hand-over-alone")).Should().BeEmpty();
        });
    }

    [Fact]
    public async Task A_teacher_without_a_colleague_reads_who_may_name_a_stand_in()
    {
        await demo.WalkAsync("程老师", "stand-in-alone", async (window, found) =>
        {
            await window.Button("程老师", exact: false).ClickAsync();
            await window.Link(Say("app", "stand-ins")).ClickAsync();
            await window.SeeAsync(Say("upkeep", "stand-in-nobody"));
            await Assertions.Expect(window.Button(Say("upkeep", "stand-in-name"))).ToHaveCountAsync(0);
            await OversightScreenTests.LookAsync(window, found, "stand-ins-alone");
        });
    }

    [Fact]
    public async Task Who_sets_up_and_keeps_rounds_finds_complaints_in_his_menu()
    {
        await demo.WalkAsync("系统管理员", "administrator-checks", async (window, _) =>
        {
            await window.GoAsync("menu-checks");
            await window.Page.GetByRole(AriaRole.Tab, new PageGetByRoleOptions { Name = Say("oversight", "complaints"), Exact = true }).WaitForAsync();
        });
    }
}
