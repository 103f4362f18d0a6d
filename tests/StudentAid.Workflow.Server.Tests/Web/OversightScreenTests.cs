using System.Text;
using FluentAssertions;
using Microsoft.Playwright;
using static StudentAid.Workflow.Server.Tests.Web.LiveDemo;

namespace StudentAid.Workflow.Server.Tests.Web;

/// <summary>What is held against the school's own word: payments, complaints, findings of its authority. On a desk and on a telephone, whole way, judged and pictured.</summary>
public sealed class OversightScreenTests(LiveTechnician school) : IClassFixture<LiveTechnician>
{
    [Theory]
    [InlineData(1280, 720, "desk")]
    [InlineData(390, 844, "phone")]
    public async Task A_bank_s_result_is_looked_through_taken_and_held_against_the_list(int width, int height, string name)
    {
        await school.WalkAsync("资助办", "payments-" + name, (window, found) => PayAsync(window, found, name), width, height);
    }

    [Theory]
    [InlineData(1280, 720, "desk")]
    [InlineData(390, 844, "phone")]
    public async Task A_complaint_is_taken_down_taken_on_handled_and_answered(int width, int height, string name)
    {
        await school.WalkAsync("资助办", "complaints-" + name, (window, found) => ComplainAsync(window, found, name), width, height);
    }

    [Theory]
    [InlineData(1280, 720, "desk")]
    [InlineData(390, 844, "phone")]
    public async Task A_finding_goes_from_the_authority_to_the_school_and_back_until_it_is_struck_off(int width, int height, string name)
    {
        await using var authority = await Window.OpenAsync(school, width, height);
        await using var office = await Window.OpenAsync(school, width, height);
        List<string> found = [];
        await authority.EnterAsync("人社局");
        await office.EnterAsync("资助办");
        await authority.WalkAsync("finding-" + name, () => FindAsync(authority, found, name));
        await office.WalkAsync("finding-answer-" + name, () => AnswerAsync(office, found, name));
        await authority.WalkAsync("finding-close-" + name, () => StrikeOffAsync(authority, found, name));
        found.Should().BeEmpty();
        authority.Errors.Concat(office.Errors).Should().BeEmpty();
    }

    private static async Task PayAsync(Window window, List<string> found, string name)
    {
        var page = window.Page;
        await page.GotoAsync("/rounds");
        await window.Link("助学金").First.ClickAsync();
        await window.Link(Say("rounds", "payments")).ClickAsync();
        await window.SeeAsync("卡号与登记不一致");
        await LookAsync(window, found, "payments-" + name);
        await window.Button(Say("rounds", "payments-take")).ClickAsync();
        await page.GetByLabel(Say("rounds", "payments-batch"), new PageGetByLabelOptions { Exact = true }).FillAsync("误发-" + name);
        await ChooseAsync(window, "姓名,金额,发放结果\n学生甲,一千,成功\n学生乙,1000,成功\n");
        await window.Button(Say("rounds", "payments-look")).ClickAsync();
        await window.SeeAsync(Say("rounds", "payments-wrong", ("count", 1)));
        await LookAsync(window, found, "payments-wrong-" + name);
        await ChooseAsync(window, "姓名,金额,发放结果\n学生甲,1000,成功\n名单外某人,500,成功\n");
        await window.Button(Say("rounds", "payments-look")).ClickAsync();
        await page.GetByText("可以导入").WaitForAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = Say("rounds", "payments-take") }).ClickAsync();
        await window.SeeAsync("不在名单上");
        await page.GotoAsync(page.Url + "?state=over");
        await page.GetByRole(AriaRole.Cell).GetByText("学生甲").WaitForAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Cell).GetByText("学生乙")).ToHaveCountAsync(0);
        await LookAsync(window, found, "payments-over-" + name);
        await window.Button(Say("rounds", "payments-withdraw-of", ("batch", "误发-" + name))).ClickAsync();
        await page.GetByLabel(Say("ui", "reason"), new PageGetByLabelOptions { Exact = true }).FillAsync("误导入");
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = Say("rounds", "payments-withdraw") }).ClickAsync();
        await Assertions.Expect(page.GetByText("不在名单上")).ToHaveCountAsync(0);
    }

    private static async Task ComplainAsync(Window window, List<string> found, string name)
    {
        var page = window.Page;
        await page.GotoAsync("/oversight/complaints");
        await window.Button(Say("oversight", "take-down")).ClickAsync();
        await page.GetByLabel(Say("oversight", "complaint-text"), new PageGetByLabelOptions { Exact = true }).FillAsync("班主任让学生当众说明家庭困难");
        await SendAsync(window, Say("oversight", "take-down"));
        await page.GetByRole(AriaRole.Row).Filter(new LocatorFilterOptions { HasText = Say("ui", "status-complaint-filed") }).GetByRole(AriaRole.Link).ClickAsync();
        await window.SeeAsync("班主任让学生当众说明家庭困难");
        await window.Button(Say("oversight", "accept")).ClickAsync();
        await page.GetByLabel(Say("oversight", "answer-by"), new PageGetByLabelOptions { Exact = true }).FillAsync("2026-10-09");
        await SendAsync(window, Say("oversight", "accept"));
        await window.Button(Say("oversight", "handle")).ClickAsync();
        await page.GetByLabel(Say("oversight", "handle-text"), new PageGetByLabelOptions { Exact = true }).FillAsync("已找班主任核实，情况属实");
        await SendAsync(window, Say("oversight", "handle"));
        await window.SeeAsync("已找班主任核实，情况属实");
        await LookAsync(window, found, "complaint-" + name);
        await window.Button(Say("oversight", "tell")).ClickAsync();
        await page.GetByLabel(Say("oversight", "tell-text"), new PageGetByLabelOptions { Exact = true }).FillAsync("已批评教育，改为书面申请");
        await SendAsync(window, Say("oversight", "tell"));
        await window.SeeAsync(Say("oversight", "turn-told"));
        await page.GotoAsync("/oversight/complaints?status=answered");
        await page.GetByRole(AriaRole.Row).GetByText(Say("ui", "status-complaint-answered")).First.WaitForAsync();
        await LookAsync(window, found, "complaints-" + name);
    }

    private static async Task FindAsync(Window window, List<string> found, string name)
    {
        var page = window.Page;
        if (name == "desk")
        {
            await window.GoToAsync(Say("oversight", "samples"));
            await page.GetByRole(AriaRole.Tab, new PageGetByRoleOptions { Name = Say("oversight", "findings"), Exact = true }).ClickAsync();
        }
        else
            await page.GotoAsync("/oversight");
        await window.Button(Say("oversight", "issue")).ClickAsync();
        await page.GetByRole(AriaRole.Combobox, new PageGetByRoleOptions { Name = Say("oversight", "school") }).FillAsync("示例技工学校");
        await page.Locator(".ant-select-dropdown:visible .ant-select-item-option").First.ClickAsync();
        await page.GetByLabel(Say("oversight", "article"), new PageGetByLabelOptions { Exact = true }).FillAsync("实施办法 第二十一条");
        await page.GetByLabel(Say("oversight", "issue-text"), new PageGetByLabelOptions { Exact = true }).FillAsync("公示照片缺失-" + name);
        await page.GetByLabel(Say("oversight", "correct-by"), new PageGetByLabelOptions { Exact = true }).FillAsync("2026-10-15");
        await LookAsync(window, found, "finding-new-" + name);
        await SendAsync(window, Say("oversight", "issue"));
        await page.GetByRole(AriaRole.Row).Filter(new LocatorFilterOptions { HasText = Say("ui", "status-finding-open") }).First.WaitForAsync();
        await LookAsync(window, found, "findings-" + name);
    }

    private static async Task AnswerAsync(Window window, List<string> found, string name)
    {
        var page = window.Page;
        await page.GotoAsync("/oversight?status=open");
        await page.GetByRole(AriaRole.Row).Filter(new LocatorFilterOptions { HasText = Say("ui", "status-finding-open") }).GetByRole(AriaRole.Link).First.ClickAsync();
        await window.SeeAsync("公示照片缺失-" + name);
        var photo = await page.ScreenshotAsync(new PageScreenshotOptions { Type = ScreenshotType.Jpeg });
        await window.Button(Say("oversight", "answer")).ClickAsync();
        await page.GetByLabel(Say("oversight", "answer-text"), new PageGetByLabelOptions { Exact = true }).FillAsync("已补拍公示照片");
        await page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "公示栏.jpg", MimeType = "image/jpeg", Buffer = photo });
        await window.SeeAsync("公示栏.jpg");
        await LookAsync(window, found, "finding-answer-" + name);
        await SendAsync(window, Say("oversight", "answer"));
        await window.SeeAsync(Say("ui", "status-finding-answered"));
    }

    private static async Task StrikeOffAsync(Window window, List<string> found, string name)
    {
        var page = window.Page;
        await page.GotoAsync("/oversight?status=answered");
        await page.GetByRole(AriaRole.Row).GetByRole(AriaRole.Link).First.ClickAsync();
        await window.SeeAsync("已补拍公示照片");
        await LookAsync(window, found, "finding-" + name);
        var evidence = await page.RunAndWaitForDownloadAsync(() => window.Link(Say("oversight", "evidence-number", ("number", 1))).ClickAsync());
        (await evidence.FailureAsync()).Should().BeNull();
        await window.Button(Say("oversight", "close")).ClickAsync();
        await SendAsync(window, Say("oversight", "close"));
        await window.SeeAsync(Say("ui", "status-finding-closed"));
    }

    private static Task ChooseAsync(Window window, string table) => window.Page.Locator("input[type=file]").SetInputFilesAsync(
        new FilePayload { Name = "回盘.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(table) });

    /// <summary>The sheet's own button, and the sheet is gone.</summary>
    internal static async Task SendAsync(Window window, string label)
    {
        var sheet = window.Page.GetByRole(AriaRole.Dialog);
        await sheet.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = label, Exact = true }).ClickAsync();
        await Assertions.Expect(sheet).ToHaveCountAsync(0);
    }

    /// <summary>Judged by axe, and as wide as the screen: neither the page nor a table on it is pushed sideways.</summary>
    internal static async Task LookAsync(Window window, List<string> found, string picture)
    {
        await EveryScreenTests.SettleAsync(window);
        await window.PictureAsync(picture + "-whole");
        found.AddRange(await EveryScreenTests.FoundAsync(window, picture));
        var wider = await window.Page.EvaluateAsync<string[]>(
            "[...document.querySelectorAll('html, #content *')].filter((e) => e.scrollWidth > e.clientWidth + 1 && (e.tagName === 'HTML' || /auto|scroll/.test(getComputedStyle(e).overflowX))).map((e) => e.className || e.tagName)");
        found.AddRange(wider.Select(e => $"{picture}: {e} is wider than the screen"));
    }
}
