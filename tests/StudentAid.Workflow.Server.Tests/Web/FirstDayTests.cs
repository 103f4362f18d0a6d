using System.Text;
using FluentAssertions;
using Microsoft.Playwright;
using static StudentAid.Workflow.Server.Tests.Web.LiveDemo;

namespace StudentAid.Workflow.Server.Tests.Web;

/// <summary>A college's first day: from an empty database to an open round and its people, by what stands on the screens alone.</summary>
public sealed class FirstDayTests(LiveFirstDay school) : IClassFixture<LiveFirstDay>
{
    private const string Password = "玉米地里有三只灰兔子";
    private const string College = "示例学院";

    [Fact]
    public async Task An_administrator_goes_from_an_empty_database_to_an_open_round_by_clicks_alone()
    {
        await using var window = await Window.OpenAsync(school);
        List<string> found = [];
        await window.WalkAsync("first-day", async () =>
        {
            await EnterAsync(window);
            await RulesAsync(window, found);
            await SchoolAsync(window);
            await UnitsAsync(window, found);
            await PeopleAsync(window, found);
            await StudentsAsync(window, found);
            await ListAsync(window, found);
            await RoundAsync(window, found);
            await StaffAsync(window, found);
            await KeyAsync(window);
        });
        found.Should().BeEmpty();
        window.Errors.Where(e => !e.Contains("/api/rounds?dryRun=true", StringComparison.Ordinal)).Should().BeEmpty("only a round whose table nobody has adopted yet is refused");
    }

    private async Task EnterAsync(Window window)
    {
        await window.Page.GotoAsync("/");
        await SignInScreenTests.ActivateAsync(window, "admin", await SignInScreenTests.SetUpCodeAsync(school), Password);
        await window.SeeAsync(Say("app", "activated"));
        await window.Page.GetByLabel(Say("app", "password"), new PageGetByLabelOptions { Exact = true }).FillAsync(Password);
        await window.Button(Say("app", "enter")).ClickAsync();
        await window.Link(Say("setup", "link")).ClickAsync();
    }

    /// <summary>The rules come with the product.</summary>
    private static async Task RulesAsync(Window window, List<string> found)
    {
        await window.SeeAsync(Say("setup", "rules-what"));
        await Judged.StrictlyAsync(window, found, "first-empty");
        await window.Button(Say("setup", "rules-do")).ClickAsync();
        await OversightScreenTests.SendAsync(window, Say("setup", "rules-do"));
        await DoneAsync(window, "rules");
        await DoneAsync(window, "calendar");
    }

    private static async Task SchoolAsync(Window window)
    {
        await StepOf(window, "school").GetByRole(AriaRole.Button).ClickAsync();
        await Judged.FillAsync(window, Say("organisation", "unit-name"), College);
        await Judged.ChooseAsync(window, Say("organisation", "unit-kind"), Say("organisation", "kind-school"));
        await Judged.FillAsync(window, Say("organisation", "unit-code"), "sample");
        await OversightScreenTests.SendAsync(window, Say("organisation", "unit-add"));
        await DoneAsync(window, "school");
    }

    /// <summary>A table with two wrong rows changes nothing and says which; mended, it is taken whole.</summary>
    private static async Task UnitsAsync(Window window, List<string> found)
    {
        await StepOf(window, "units").GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = Say("setup", "import") }).ClickAsync();
        await Judged.ChooseAsync(window, Say("organisation", "import-below"), College);
        await LookAsync(window, "units.csv", "单位名称,类型,上级单位,年级,专业\n信息系,院系,,,\n软件2601,班级,信息系,2026,软件技术\n软件2602,班,信息糸,2026,软件技术\n软件2603,教研室,信息系,,\n");
        await window.SeeAsync(Say("organisation", "import-wrong", ("count", 2)));
        await Judged.LookNarrowAsync(window, found, "first-import-wrong");
        await window.Page.GetByText("第 4 行“上级单位”").WaitForAsync();
        await window.Page.GetByText("第 5 行“类型”").WaitForAsync();
        await Assertions.Expect(window.Button(Say("organisation", "import-take"))).ToHaveCountAsync(0);
        await LookAsync(window, "units.csv", "单位名称,类型,上级单位,年级,专业\n信息系,院系,,,\n软件2601,班级,信息系,2026,软件技术\n软件2602,班,信息系,2026,软件技术\n");
        await TakeAsync(window, 3);
        await BackAsync(window);
        await DoneAsync(window, "units");
    }

    private static async Task PeopleAsync(Window window, List<string> found)
    {
        await StepOf(window, "staff").GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = Say("setup", "import") }).ClickAsync();
        await LookAsync(window, "staff.csv", "姓名,岗位,单位\n卢清,班主任,软件2601\n姚远,班主任,软件2602\n石磊,院（系）工作组秘书,信息系\n");
        await Judged.LookNarrowAsync(window, found, "first-import-staff");
        await TakeAsync(window, 3);
        await BackAsync(window);
        await DoneAsync(window, "staff");
    }

    private static async Task StudentsAsync(Window window, List<string> found)
    {
        await StepOf(window, "students").GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = Say("setup", "import") }).ClickAsync();
        await LookAsync(window, "students.csv", "姓名,身份证号,学号,院系,班级\n周禾,410105200701010034,2601001,信息系,软件2601\n李岚,41010520070202004X,2601002,信息系,软件2601\n");
        await Judged.LookNarrowAsync(window, found, "first-import-students");
        await TakeAsync(window, 2);
        await BackAsync(window);
        await DoneAsync(window, "students");
    }

    private static async Task ListAsync(Window window, List<string> found)
    {
        await StepOf(window, "lists").GetByRole(AriaRole.Button).ClickAsync();
        await Judged.ChooseAsync(window, Say("setup", "list-below"), College);
        await Judged.ChooseAsync(window, Say("setup", "list-provider"), "民政部门");
        await Judged.FillAsync(window, Say("setup", "list-batch"), "2026秋季第一批");
        await window.Page.GetByRole(AriaRole.Dialog).Locator("input[type=file]").SetInputFilesAsync(Table("list.csv", "姓名,身份证号,类别\n周禾,410105200701010034,城乡低保\n李岚,41010520070202004X,低保户主\n"));
        await Judged.LookNarrowAsync(window, found, "first-list");
        await OversightScreenTests.SendAsync(window, Say("setup", "list-take"));
        await window.SeeAsync(Say("setup", "list-taken", ("rows", 1), ("wrong", 1)));
        await window.Page.GetByText("第 3 行").WaitForAsync();
    }

    private static async Task RoundAsync(Window window, List<string> found)
    {
        await StepOf(window, "round").GetByRole(AriaRole.Button).ClickAsync();
        await Judged.ChooseAsync(window, Say("setup", "procedure"), "高校家庭经济困难学生认定");
        await Judged.FillAsync(window, Say("rounds", "name"), "秋季");
        await window.Page.GetByLabel(Say("setup", "adoption-body")).FillAsync("学生资助工作领导小组");
        await window.Page.GetByLabel(Say("setup", "adoption-day")).FillAsync("2026-08-31");
        await window.Page.GetByLabel(Say("setup", "adoption-meeting")).FillAsync("2026年第3次会议");
        var photo = await window.Page.ScreenshotAsync(new PageScreenshotOptions { Type = ScreenshotType.Jpeg });
        await window.Page.GetByRole(AriaRole.Dialog).Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "纪要.jpg", MimeType = "image/jpeg", Buffer = photo });
        await window.SeeAsync(Say("setup", "minutes-there"));
        await Judged.LookNarrowAsync(window, found, "first-round");
        await OversightScreenTests.SendAsync(window, Say("setup", "round-open"));
        await window.Page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Level = 1, NameRegex = new System.Text.RegularExpressions.Regex("秋季", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)) }).WaitForAsync();
        await Judged.StrictlyAsync(window, found, "first-round-open");
        await window.GoToAsync(Say("organisation", "title"));
        await BackAsync(window);
        await window.SeeAsync(Say("setup", "ready"));
        await Judged.StrictlyAsync(window, found, "first-ready");
    }

    /// <summary>One more of the staff by hand, a role of his for a time, and the code by which he comes in.</summary>
    private static async Task StaffAsync(Window window, List<string> found)
    {
        await window.GoToAsync(Say("organisation", "title"));
        await window.Link(Say("organisation", "people")).ClickAsync();
        await window.SeeAsync("卢清");
        await window.Button(Say("organisation", "add-person")).ClickAsync();
        await Judged.FillAsync(window, Say("ui", "name"), "苏敏");
        var sheet = window.Page.GetByRole(AriaRole.Dialog).Last;
        await Judged.ChooseAsync(window, sheet, Say("ui", "unit"), College);
        await Judged.ChooseAsync(window, sheet, Say("organisation", "role"), "学生资助管理机构");
        await Judged.LookNarrowAsync(window, found, "first-person");
        await OversightScreenTests.SendAsync(window, Say("organisation", "add-person"));
        await window.Button(Say("organisation", "look-at", ("name", "苏敏"))).ClickAsync();
        await window.Button(Say("organisation", "issue")).ClickAsync();
        await window.Page.GetByRole(AriaRole.Dialog).Last.GetByLabel(Say("app", "login")).FillAsync("su-min");
        await window.Page.GetByRole(AriaRole.Dialog).Last.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = Say("organisation", "issue"), Exact = true }).ClickAsync();
        await Assertions.Expect(window.Page.Locator(".slip .secret")).ToHaveCountAsync(2);
        await Judged.LookNarrowAsync(window, found, "first-person-code");
        await window.Button(Say("organisation", "change-person-of", ("name", "苏敏"))).ClickAsync();
        await window.Button(Say("organisation", "role-add")).ClickAsync();
        var second = window.Page.GetByRole(AriaRole.Group, new PageGetByRoleOptions { Name = Say("organisation", "role-number", ("number", 2)), Exact = true });
        await Judged.ChooseAsync(window, second, Say("ui", "unit"), College);
        await Judged.ChooseAsync(window, second, Say("organisation", "role"), "财务部门");
        await second.GetByLabel(Say("organisation", "until")).FillAsync("2026-12-31");
        await window.Page.GetByRole(AriaRole.Dialog).Last.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = Say("organisation", "change-person"), Exact = true }).ClickAsync();
        await window.Page.GetByRole(AriaRole.Dialog).GetByText(Say("organisation", "role-at", ("role", "财务部门"), ("unit", College))).WaitForAsync();
        await window.SeeAsync(Say("organisation", "term-until", ("until", "2026-12-31")));
        await Judged.LookNarrowAsync(window, found, "first-person-roles");
        await window.Page.Keyboard.PressAsync("Escape");
    }

    private static async Task KeyAsync(Window window)
    {
        await AccountScreenTests.ProgramAsync(window, "教务接口", College);
        await window.GoAsync("menu-settings");
        await Judged.FillAsync(window, Say("app", "key-for"), "教务系统");
        await Judged.ChooseAsync(window, Say("app", "key-holder"), "教务接口");
        await window.Button(Say("app", "key-give")).ClickAsync();
        await window.SeeAsync(Say("app", "key-once"));
    }

    private static ILocator StepOf(Window window, string step) => window.Page.Locator($"[data-step='{Say("setup", step)}']");

    private static Task DoneAsync(Window window, string step) => StepOf(window, step).GetByText(Say("setup", "done"), new LocatorGetByTextOptions { Exact = true }).WaitForAsync();

    private static Task BackAsync(Window window) => window.Link(Say("setup", "link")).ClickAsync();

    private static async Task LookAsync(Window window, string name, string table)
    {
        await window.Page.Locator("input[type=file]").SetInputFilesAsync(Table(name, table));
        await window.Button(Say("organisation", "import-look")).ClickAsync();
        await window.Page.Locator(".ant-alert[role=status]").WaitForAsync();
    }

    private static async Task TakeAsync(Window window, int added)
    {
        await window.SeeAsync(Say("organisation", "import-right", ("added", added), ("changed", 0), ("unchanged", 0)));
        await window.Button(Say("organisation", "import-take")).ClickAsync();
        await window.SeeAsync(Say("organisation", "import-done"));
    }

    private static FilePayload Table(string name, string text) => new() { Name = name, MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(text) };
}
