using FluentAssertions;
using Microsoft.Playwright;
using static StudentAid.Workflow.Server.Tests.Web.LiveDemo;

namespace StudentAid.Workflow.Server.Tests.Web;

/// <summary>A task goes from one hand to another and comes back, at the case page, by keyboard where one types anyway; and a copy is read by whom it was for.</summary>
public sealed class HandOverTests(LiveForty school) : IClassFixture<LiveForty>
{
    private const string Student = "范子衿";

    [Fact]
    public async Task A_teacher_hands_a_task_over_to_a_colleague_who_puts_it_back()
    {
        await using var teacher = await OpenAsync("卢老师");
        await teacher.WalkAsync("hand-over", async () =>
        {
            await MoreAsync(teacher, "转办");
            await teacher.SeeAsync("交给另一位职责相同的人办理，不再由您办理。");
            var person = PersonOf(teacher);
            await person.ClickAsync();
            await person.FillAsync("查无此人");
            await teacher.SeeAsync(Say("cases", "people-no-hit", ("text", "查无此人")));
            await person.FillAsync("");
            await Assertions.Expect(Options(teacher)).ToHaveTextAsync(["韩助理 班主任 · 软件2302"]);
            (await EveryScreenTests.JudgeAsync(teacher, "hand-over")).Should().BeEmpty();
            await person.PressSequentiallyAsync("hz");
            await Assertions.Expect(Options(teacher)).ToHaveCountAsync(1);
            await person.PressAsync("Enter");
            await Dialog(teacher).GetByRole(AriaRole.Textbox, new LocatorGetByRoleOptions { Name = Say("cases", "field-reason") }).FillAsync("外出培训");
            await teacher.PictureAsync("hand-over-chosen");
            await SubmitAsync(teacher, "转办");
            await teacher.SeeAsync(Say("cases", "did-decide", ("activity", "核实"), ("what", Say("cases", "did-transfer"))));
            await Assertions.Expect(teacher.Button("登记核实")).ToHaveCountAsync(0);
            await teacher.SeeAsync(Say("cases", "held-by", ("name", "韩助理")));
            await teacher.PictureAsync("handed-over");
        });

        await using var colleague = await OpenAsync("韩助理");
        await colleague.WalkAsync("put-back", async () =>
        {
            await MoreAsync(colleague, "退回待领");
            await SubmitAsync(colleague, "退回待领");
            await colleague.SeeAsync(Say("cases", "did-decide", ("activity", "核实"), ("what", Say("cases", "did-release"))));
        });

        await teacher.WalkAsync("has-it-back", async () =>
        {
            await teacher.Button("登记核实").WaitForAsync();
            await MoreAsync(teacher, "抄送");
            await PersonOf(teacher).ClickAsync();
            await Options(teacher).Filter(new LocatorFilterOptions { HasText = "学生资助管理机构" }).ClickAsync();
            await SubmitAsync(teacher, "抄送");
            await teacher.SeeAsync(Say("cases", "did-decide", ("activity", "核实"), ("what", Say("cases", "did-copy"))));
        });
        await teacher.WalkAsync("done", async () =>
        {
            await teacher.GoToAsync("核实");
            await teacher.Link(Say("home", "inbox-done")).ClickAsync();
            await teacher.Page.GetByRole(AriaRole.Row).Filter(new LocatorFilterOptions { HasText = Student }).First.WaitForAsync();
            (await EveryScreenTests.JudgeAsync(teacher, "done")).Should().BeEmpty();
        });
        await CopyAsync();
        teacher.Errors.Should().BeEmpty();
        colleague.Errors.Should().BeEmpty();
    }

    /// <summary>The office reads what the teacher has copied to it.</summary>
    private async Task CopyAsync()
    {
        await using var office = await Window.OpenAsync(school);
        await office.EnterAsync("资助中心");
        await office.WalkAsync("copies", async () =>
        {
            await office.GoAsync("menu-tasks");
            await office.Page.GetByText(Say("home", "inbox-copies-new", ("count", 1))).ClickAsync();
            (await EveryScreenTests.JudgeAsync(office, "copies")).Should().BeEmpty();
            await office.Button(Say("home", "copy-mark-of", ("name", Student))).ClickAsync();
            await Assertions.Expect(office.Page.GetByText(Say("home", "inbox-copies"), new PageGetByTextOptions { Exact = true })).ToHaveCountAsync(1);
        });
        office.Errors.Should().BeEmpty();
    }

    private async Task<Window> OpenAsync(string name)
    {
        var window = await Window.OpenAsync(school);
        await window.EnterAsync(name);
        await window.WalkAsync($"case-{name}", async () =>
        {
            await window.GoToAsync("核实");
            await window.Page.GetByRole(AriaRole.Row).Filter(new LocatorFilterOptions { HasText = Student }).GetByRole(AriaRole.Link).ClickAsync();
            await window.Button(Say("cases", "more")).WaitForAsync();
        });
        return window;
    }

    private static async Task MoreAsync(Window window, string verb)
    {
        await window.Button(Say("cases", "more")).ClickAsync();
        await window.Page.GetByRole(AriaRole.Menuitem, new PageGetByRoleOptions { Name = verb, Exact = true }).ClickAsync();
        await Dialog(window).WaitForAsync();
    }

    private static Task SubmitAsync(Window window, string verb) => Dialog(window).GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = verb, Exact = true }).ClickAsync();

    private static ILocator Dialog(Window window) => window.Page.GetByRole(AriaRole.Dialog);

    private static ILocator PersonOf(Window window) => window.Page.GetByRole(AriaRole.Combobox, new PageGetByRoleOptions { Name = Say("cases", "field-to"), Exact = true });

    private static ILocator Options(Window window) => window.Page.Locator(".ant-select-dropdown:visible .ant-select-item-option");
}
