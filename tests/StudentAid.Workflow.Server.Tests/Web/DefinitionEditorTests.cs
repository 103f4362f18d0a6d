using FluentAssertions;
using Microsoft.Playwright;
using static StudentAid.Workflow.Server.Tests.Web.LiveDemo;

namespace StudentAid.Workflow.Server.Tests.Web;

/// <summary>An administrator changes how it goes, without anybody recompiling anything.</summary>
public sealed class DefinitionEditorTests(SharedDemo demo) : IClassFixture<SharedDemo>
{
    private const string Table = "/rules/%2F/higher-education-determination%2Fscore-table%2Fscore-table%2F0001/edit";

    private const string Procedure = "高校家庭经济困难学生认定";

    [Fact]
    public async Task An_administrator_adds_a_step_is_refused_corrects_and_publishes()
    {
        await using var window = await Window.OpenAsync(demo);
        await window.EnterAsync("系统管理员");
        await window.Page.GotoAsync("/rules");
        await window.Page.GetByRole(AriaRole.Row, new PageGetByRoleOptions { Name = Procedure }).GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = Say("rules", "edit") }).ClickAsync();
        await AddAsync(window, "抽查");
        await window.SeeAsync(Say("rules", "way-open", ("outcome", Say("rules", "outcome-selected"))));
        var errors = window.Page.GetByRole(AriaRole.List, new PageGetByRoleOptions { Name = Say("rules", "check") });
        await errors.WaitForAsync();
        await window.PictureAsync("editor-refused");
        await window.Button(Say("rules", "publish")).ClickAsync();
        await Assertions.Expect(window.Button(Say("rules", "go-on"))).ToBeDisabledAsync();
        await window.Page.Keyboard.PressAsync("Escape");

        await window.Button(Say("rules", "undo")).ClickAsync();
        await Assertions.Expect(window.Page.Locator("[data-step=sample]")).ToHaveCountAsync(0);
        await AddAsync(window, "核实");
        await Assertions.Expect(errors).ToHaveCountAsync(0);
        await PublishAsync(window);
        await window.SeeAsync(Say("rules", "version-number", ("number", 2)));
        window.Errors.Should().BeEmpty();
    }

    [Fact]
    public async Task A_school_shortens_the_publicity_is_refused_with_its_article_and_lengthens_it()
    {
        await using var window = await Window.OpenAsync(demo);
        await window.EnterAsync("系统管理员");
        await window.Page.GotoAsync("/rules");
        await ChooseAsync(window, Say("ui", "unit"), "示例职业技术学院");
        await ChooseAsync(window, Say("rules", "name"), Procedure);
        await window.Page.Locator("[data-step=publicity]").ClickAsync();
        await window.SeeAsync(Say("rules", "locked-by", ("article", "教财〔2018〕16号 第四条")));
        await Assertions.Expect(window.Button(Say("rules", "delete-step"))).ToHaveCountAsync(0);
        var days = window.Page.GetByRole(AriaRole.Spinbutton, new PageGetByRoleOptions { Name = "公示天数" });
        await days.FillAsync("3");
        await days.PressAsync("Enter");
        var found = window.Page.GetByRole(AriaRole.List, new PageGetByRoleOptions { Name = Say("rules", "check") });
        await Assertions.Expect(found).ToContainTextAsync("第十七条(四)");
        await window.PictureAsync("layer-refused");
        await days.FillAsync("7");
        await days.PressAsync("Enter");
        await Assertions.Expect(found).ToHaveCountAsync(0);
        var article = window.Page.GetByRole(AriaRole.Textbox, new PageGetByRoleOptions { Name = Say("rules", "own-article"), Exact = true });
        await article.FillAsync("本校实施细则 第二条");
        await article.PressAsync("Tab");
        await PublishAsync(window);
        window.Errors.Should().BeEmpty();
    }

    [Fact]
    public async Task A_broken_text_keeps_the_last_good_picture_and_says_why()
    {
        await using var window = await Window.OpenAsync(demo);
        await window.EnterAsync("系统管理员");
        await window.Page.GotoAsync("/rules");
        await window.Page.GetByRole(AriaRole.Row, new PageGetByRoleOptions { Name = "逐级认定" }).GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = Say("rules", "edit") }).ClickAsync();
        var step = window.Page.Locator("[data-step=department]");
        await step.WaitForAsync();
        await window.Page.Locator(".monaco-editor").First.ClickAsync(new LocatorClickOptions { Position = new Position { X = 200, Y = 30 } });
        await window.Page.Keyboard.PressAsync("Control+Home");
        await window.Page.Keyboard.TypeAsync("x");
        await window.SeeAsync(Say("rules", "broken"));
        await Assertions.Expect(step).ToBeVisibleAsync();
        await Assertions.Expect(window.Page.Locator(".editing")).ToHaveAttributeAsync("data-old", "true");
        await window.Page.Keyboard.PressAsync("Control+z");
        await Assertions.Expect(window.Page.Locator(".editing")).ToHaveAttributeAsync("data-old", "false");
        window.Errors.Should().BeEmpty();
    }

    [Fact]
    public async Task A_table_is_written_row_by_row_beside_its_text_and_a_slip_in_the_text_is_put_right_by_one_click()
    {
        await using var window = await Window.OpenAsync(demo);
        await window.EnterAsync("系统管理员");
        await window.Page.GotoAsync(Table);
        await window.Page.Locator(".monaco-editor .view-line").First.WaitForAsync();
        var cap = window.Page.GetByRole(AriaRole.Spinbutton, new PageGetByRoleOptions { Name = "家庭经济因素 " + Say("rules", "field-cap"), Exact = true });
        await cap.FillAsync("31");
        await cap.PressAsync("Tab");
        var text = window.Page.Locator(".monaco-editor .view-lines").First;
        await Assertions.Expect(text).ToContainTextAsync("\"cap\":\u00a031");
        await window.Page.ScreenshotAsync(new PageScreenshotOptions { Path = PictureOf("pack-editor") });
        await window.Button(Say("rules", "undo")).ClickAsync();
        await Assertions.Expect(cap).ToHaveValueAsync("30");
        await Assertions.Expect(text).ToContainTextAsync("\"cap\":\u00a030");

        await window.Page.Locator(".monaco-editor .view-line").First.ClickAsync();
        await Assertions.Expect(window.Page.Locator(".monaco-editor.focused")).ToHaveCountAsync(1);
        await window.Page.Keyboard.PressAsync("Control+Home");
        await window.Page.Keyboard.PressAsync("ArrowDown");
        await window.Page.Keyboard.PressAsync("End");
        await window.Page.Keyboard.InsertTextAsync("\"capp\": 100,");
        await window.Button(Say("rules", "fix", ("word", "cap"))).ClickAsync();
        await Assertions.Expect(text).Not.ToContainTextAsync("capp");
        await window.Button(Say("rules", "undo")).ClickAsync();
        await Assertions.Expect(text).ToContainTextAsync("capp");
        await window.Button(Say("rules", "undo")).ClickAsync();

        await window.Page.GetByText(Say("rules", "preview"), new PageGetByTextOptions { Exact = true }).ClickAsync();
        await window.SeeAsync(Say("rules", "level-from"));
        await window.Page.ScreenshotAsync(new PageScreenshotOptions { Path = PictureOf("pack-preview") });
        window.Errors.Should().BeEmpty();
    }

    [Fact]
    public async Task What_was_written_is_not_lost_by_a_click_on_the_menu()
    {
        await using var window = await Window.OpenAsync(demo);
        await window.EnterAsync("系统管理员");
        await OpenOwnAsync(window);
        await ArticleOf(window).FillAsync("本校实施细则 第九条");
        await ArticleOf(window).PressAsync("Tab");
        await Assertions.Expect(window.Button(Say("rules", "keep-draft"))).ToBeEnabledAsync();
        await window.Link(Say("app", "menu-home")).ClickAsync();
        await window.SeeAsync(Say("rules", "leave-what"));
        await window.Page.ScreenshotAsync(new PageScreenshotOptions { Path = PictureOf("editor-leaving") });
        await window.Button(Say("rules", "stay")).ClickAsync();
        await Assertions.Expect(ArticleOf(window)).ToHaveValueAsync("本校实施细则 第九条");
        await window.Link(Say("app", "menu-home")).ClickAsync();
        await window.Button(Say("rules", "keep-and-leave")).ClickAsync();
        await Assertions.Expect(window.Page.Locator(".workbench")).ToHaveCountAsync(0);
        await OpenOwnAsync(window);
        await Assertions.Expect(ArticleOf(window)).ToHaveValueAsync("本校实施细则 第九条");
        await Assertions.Expect(window.Button(Say("rules", "draft-kept"))).ToBeDisabledAsync();
        await window.Link(Say("app", "menu-home")).ClickAsync();
        await Assertions.Expect(window.Page.Locator(".workbench")).ToHaveCountAsync(0);
        window.Errors.Should().BeEmpty();
    }

    [Fact]
    public async Task Who_does_not_keep_the_rules_of_a_unit_reads_them_and_changes_nothing()
    {
        await using var window = await Window.OpenAsync(demo);
        await window.EnterAsync("资助中心");
        await window.Page.GotoAsync("/rules/%2F/-%2Fdefinition%2Fcommittee-chain%2F0001/edit");
        await window.SeeAsync(Say("rules", "read-only"));
        await window.Page.Locator(".monaco-editor .view-line").First.WaitForAsync();
        await Assertions.Expect(window.Button(Say("rules", "publish"))).ToHaveCountAsync(0);
        await Assertions.Expect(window.Button(Say("rules", "undo"))).ToBeDisabledAsync();
        window.Errors.Should().BeEmpty();
    }

    private static ILocator ArticleOf(Window window) => window.Page.GetByRole(AriaRole.Textbox, new PageGetByRoleOptions { Name = Say("rules", "own-article"), Exact = true });

    /// <summary>What the school itself changes in a procedure that no other of these changes.</summary>
    private static async Task OpenOwnAsync(Window window)
    {
        await window.GoAsync("menu-rules");
        await ChooseAsync(window, Say("ui", "unit"), "示例职业技术学院");
        await ChooseAsync(window, Say("rules", "name"), "逐级认定");
        await window.Page.Locator(".monaco-editor .view-line").First.WaitForAsync();
    }

    /// <summary>The "+" of a way, by the keyboard.</summary>
    private static async Task AddAsync(Window window, string type)
    {
        await window.Button(Say("rules", "insert-between", ("from", "结果公示"), ("to", "建档备案"))).PressAsync("Enter");
        await window.Page.GetByRole(AriaRole.Combobox, new PageGetByRoleOptions { Name = Say("rules", "kind-of-step") }).FillAsync(type);
        await window.Page.Locator(".ant-select-dropdown:visible .ant-select-item-option").GetByText(type, new LocatorGetByTextOptions { Exact = true }).ClickAsync();
        var port = window.Page.GetByRole(AriaRole.Combobox, new PageGetByRoleOptions { Name = Say("rules", "goes-on-by") });
        if (type == "抽查")
        {
            await window.Page.GetByRole(AriaRole.Textbox, new PageGetByRoleOptions { Name = "抽取比例" }).FillAsync("1/10");
            await port.PressAsync("Enter");
            await window.Page.Locator(".ant-select-dropdown:visible").GetByText(Say("rules", "outcome-not-selected")).ClickAsync();
        }

        await window.Button(Say("rules", "add")).ClickAsync();
    }

    private static async Task ChooseAsync(Window window, string label, string option)
    {
        await window.Page.GetByRole(AriaRole.Combobox, new PageGetByRoleOptions { Name = label, Exact = true }).ClickAsync();
        await window.Page.Locator(".ant-select-dropdown:visible .ant-select-item-option").GetByText(option, new LocatorGetByTextOptions { Exact = true }).ClickAsync();
    }

    /// <summary>The first of the procedure's cases with the text as it is; the others are passed over knowingly.</summary>
    private static async Task RunCasesAsync(Window window)
    {
        await window.Button(Say("rules", "cases-run")).ClickAsync();
        var told = window.Page.GetByRole(AriaRole.List, new PageGetByRoleOptions { Name = Say("rules", "cases"), Exact = true });
        await told.GetByRole(AriaRole.Listitem).First.WaitForAsync();
        await window.Button(Say("rules", "cases-stop")).ClickAsync();
        await window.Page.ScreenshotAsync(new PageScreenshotOptions { Path = PictureOf("editor-cases") });
        await window.Page.GetByRole(AriaRole.Checkbox, new PageGetByRoleOptions { Name = Say("rules", "cases-seen") }).CheckAsync();
    }

    private static async Task PublishAsync(Window window)
    {
        await window.Button(Say("rules", "publish")).ClickAsync();
        await window.Button(Say("rules", "go-on")).ClickAsync();
        await RunCasesAsync(window);
        await window.Button(Say("rules", "go-on")).ClickAsync();
        await window.SeeAsync(Say("rules", "rounds-stay"));
        await window.Button(Say("rules", "go-on")).ClickAsync();
        await window.Page.GetByRole(AriaRole.Textbox, new PageGetByRoleOptions { Name = Say("rules", "reason-why") }).FillAsync("按本年度工作安排调整");
        await window.Button(Say("rules", "publish-now")).ClickAsync();
        await window.SeeAsync(Say("rules", "published-now"));
        await window.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = Say("ui", "close") }).Last.ClickAsync();
    }
}
