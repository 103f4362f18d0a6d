using FluentAssertions;
using Microsoft.Playwright;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Server.Tests.Accounts;
using static StudentAid.Workflow.Server.Tests.Web.FamilyForm;
using static StudentAid.Workflow.Server.Tests.Web.LiveDemo;

namespace StudentAid.Workflow.Server.Tests.Web;

/// <summary>
/// A guardian applies for a pupil with an account of his own, in a browser whose profile lies in a folder: the form, the commitment, the separate consent; and what the
/// profile's files hold of it afterwards.
/// </summary>
public sealed class FamilyAtRestTests(LiveDemo demo) : IClassFixture<LiveDemo>
{
    private const string School = "/education/county/2199990101/";
    private const string Password = "玉米地里有三只灰兔子";
    private const string Databases = "async () => (await indexedDB.databases()).map((d) => d.name).join(' ')";

    private const string Child = "尉迟小岩";
    private const string ChildId = "999999201705010014";
    private const string Guardian = "尉迟长河";
    private const string GuardianId = "999999198506110034";
    private const string Phone = "13812340987";
    private const string ParentPhone = "13998760123";
    private const string Address = "示例县柳林乡石坝村 7 组";
    private const string Offline = "示例县柳林乡石坝村 9 组";
    private const string Mother = "闻人秋月";
    private const string Reason = "种粮为主，奶奶常年吃药";
    private const string Why = "大伯愿意承担学费";

    private static readonly string[] Typed = [Child, ChildId, Guardian, GuardianId, Phone, ParentPhone, Address, Offline, Mother, Reason, Why, "柳林乡", "石坝村"];

    [Fact]
    public async Task A_guardian_applies_for_a_child_below_fourteen_in_two_sittings_and_the_browsers_profile_holds_nothing_of_what_was_typed()
    {
        var login = await GuardianAsync("向老师", "grade-3/");
        using var profile = new OwnProfile(demo, 390, 844);
        var first = await profile.SitAsync("at-rest-first", Typed, window => SitAsync(window, login, FirstAsync));
        first.Should().Contain(OwnProfile.Drafts, "the search finds what does stand in the profile, and what did not reach the server is kept there");
        first.Intersect(Typed).Should().BeEmpty();
        (await profile.SitAsync("at-rest-second", Typed, window => SitAsync(window, login, SecondAsync))).Intersect(Typed).Should().BeEmpty();
        profile.Errors.Should().NotContain(e => !e.Contains("ERR_INTERNET_DISCONNECTED", StringComparison.Ordinal), "one sitting loses the network on purpose");
    }

    [Fact]
    public async Task Another_reader_and_a_public_computer_leave_no_draft_on_the_device()
    {
        var login = await GuardianAsync("田老师", "grade-5/");
        await using var window = await Window.OpenAsync(demo, 390, 844);
        await window.WalkAsync("another-reader", async () =>
        {
            await SignInAsync(window, login);
            await BeginAsync(window);
            await window.Page.Context.SetOfflineAsync(true);
            await window.FillAsync(("姓名", Child));
            await window.SeeAsync(Say("family", "draft-kept"));
            (await window.Page.EvaluateAsync<string>(Databases)).Should().Be("studentaid.drafts");
            await window.Page.Context.SetOfflineAsync(false);

            await SignInAsync(window, await GuardianAsync("许老师", "grade-1/"));
            await window.Button(BeginWith).WaitForAsync();
            (await window.Page.EvaluateAsync<string>(Databases)).Should().BeEmpty();

            await SignInAsync(window, login, isPublic: true);
            await window.Button(Say("family", "fill")).ClickAsync();
            await window.FillAsync(("姓名", Child));
            await window.Button(Say("family", "later")).ClickAsync();
            await window.Button(Say("family", "fill")).ClickAsync();
            await Assertions.Expect(window.Field("姓名")).ToHaveValueAsync(Child);
            (await window.Page.EvaluateAsync<string>(Databases)).Should().BeEmpty();
            (await window.Page.EvaluateAsync<int>("sessionStorage.length")).Should().Be(0);
        });
    }

    private static string BeginWith => Say("family", "begin", ("round", "2026—2027 秋季认定"));

    /// <summary>The first page at the server; the second begun when the network was gone, and the browser closed.</summary>
    private static async Task FirstAsync(Window window)
    {
        await BeginAsync(window);
        await window.FillAsync(("姓名", Child), ("出生日期", "2017-05-01"), ("民族", "土家族"), ("身份证号码", ChildId), ("籍贯", "示例省示例县"), ("监护人姓名", Guardian), ("监护人身份证号码", GuardianId), ("联系电话", Phone));
        await window.Page.GetByText("男", new PageGetByTextOptions { Exact = true }).ClickAsync();
        await window.Page.GetByText("农村", new PageGetByTextOptions { Exact = true }).ClickAsync();
        await window.Field("与学生关系").SelectOptionAsync("父亲");
        await window.NextAsync();
        await window.SeeAsync(Step(2));
        await window.FillAsync(("详细通讯地址", Address));
        await window.SeeAsync(Say("family", "draft-saved"));
        await window.Page.Context.SetOfflineAsync(true);
        await window.FillAsync(("详细通讯地址", Offline), ("家长手机号码", ParentPhone));
        await window.SeeAsync(Say("family", "draft-kept"));
    }

    /// <summary>Goes on where he was, hands in with the consent, takes it back, signs out.</summary>
    private static async Task SecondAsync(Window window)
    {
        await window.Button(Say("family", "fill")).ClickAsync();
        await window.SeeAsync(Say("family", "draft-saved"));
        await Assertions.Expect(window.Field("姓名")).ToHaveValueAsync(Child);
        await window.NextAsync();
        await window.SeeAsync(Step(2));
        await Assertions.Expect(window.Field("详细通讯地址")).ToHaveValueAsync(Offline);
        await Assertions.Expect(window.Field("家长手机号码")).ToHaveValueAsync(ParentPhone);
        await window.FillAsync(("家庭人口", "3"), ("在学子女数（含本人）", "1"), ("赡养老人数", "1"));
        await window.Field("家庭所在地").SelectOptionAsync("国家乡村振兴重点帮扶县");
        await window.MemberAsync(1, Guardian, "父亲", "41");
        await window.MemberAsync(2, Mother, "母亲", "39");
        await window.NextAsync();
        await window.SeeAsync(Step(3));
        await window.NextAsync();
        await window.SeeAsync(Step(4));
        await window.Field("遭受自然灾害").SelectOptionAsync("无");
        await window.Field("遭受突发意外事件").SelectOptionAsync("无");
        await window.FillAsync(("家庭欠债金额", "0"), ("其他情况", Reason));
        await window.NextAsync();
        await window.SeeAsync(Step(5));
        await window.Page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload
        {
            Name = "proof.jpg", MimeType = "image/jpeg", Buffer = await window.Page.ScreenshotAsync(new PageScreenshotOptions { Type = ScreenshotType.Jpeg }),
        });
        await window.SeeAsync(Say("ui", "proof-sent", ("count", 1)));
        await window.NextAsync();
        await SignAsync(window);

        await window.Button("撤回申请").ClickAsync();
        await window.Field(Say("family", "withdraw-why")).FillAsync(Why);
        await window.Button("撤回申请").ClickAsync();
        await window.SeeAsync(Say("family", "over"));
        await window.Button(Say("app", "leave")).ClickAsync();
        await window.Page.Locator(".role-name").First.WaitForAsync();
        (await window.Page.EvaluateAsync<string>(Databases)).Should().BeEmpty();
        (await window.Page.EvaluateAsync<string?>("localStorage.getItem('studentaid.drafts-of')")).Should().BeNull();
    }

    /// <summary>Without the separate consent it is not handed in.</summary>
    private static async Task SignAsync(Window window)
    {
        await window.SeeAsync(Step(6));
        await window.SeeAsync("本人承诺以上所填写资料真实");
        await window.SeeAsync("未成年人的申请由监护人同意");
        await window.Page.GetByText(Say("family", "read")).ClickAsync();
        await window.Field(Say("family", "guardian-signature")).FillAsync(Guardian);
        await window.Button(Say("family", "hand-in")).ClickAsync();
        await window.SeeAsync(Say("family", "consent-needed"));
        (await EveryScreenTests.JudgeAsync(window, "family-guardian-sign")).Should().BeEmpty();
        await window.Page.GetByText("不满十四周岁未成年人的敏感个人信息由监护人单独同意").ClickAsync();
        await window.Button(Say("family", "hand-in")).ClickAsync();
        await window.SeeAsync(Say("family", "handed-in-now"));
    }

    private static async Task BeginAsync(Window window)
    {
        await window.Button(BeginWith).ClickAsync();
        await window.SeeAsync(Step(1));
    }

    private static async Task SitAsync(Window window, string login, Func<Window, Task> sit)
    {
        await SignInAsync(window, login);
        await sit(window);
    }

    /// <summary>By login id and password, which the demonstration's page does not ask for.</summary>
    private static async Task SignInAsync(Window window, string login, bool isPublic = false)
    {
        var answer = await window.Page.Context.APIRequest.PostAsync("/api/session", new APIRequestContextOptions
        {
            Headers = new Dictionary<string, string> { ["X-Requested-With"] = "StudentAid" },
            DataObject = new { login, password = Password, publicComputer = isPublic },
        });
        answer.Status.Should().Be(204);
        await window.Page.GotoAsync("/family");
    }

    /// <summary>The account of the guardian of a pupil who has not applied, with his activation code used, and a window of the pupil's own, for that of his school is over.</summary>
    private async Task<string> GuardianAsync(string teacher, string classOf)
    {
        using var desk = await EnterAsync(teacher);
        var handed = (await desk.PostAsync("/api/accounts/codes", $$"""{ "unit": "{{School}}{{classOf}}", "who": "guardians", "guardians": 1 }""")).Body;
        var table = (await desk.GetAsync(handed["table"].AsText()!)).Text;
        foreach (var row in table.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(l => l.Split(',').Select(c => c.Trim('"')).ToArray()))
        {
            using var page = new PageClient(new Uri(demo.Url));
            (await page.PostAsync("/api/session/activate", $$"""{ "login": "{{row[2]}}", "code": "{{row[3]}}", "password": "{{Password}}" }""")).Status.Should().Be(204);
            (await page.SignInAsync(row[2], Password)).Status.Should().Be(204);
            var person = (await page.GetAsync("/api/me")).Body["persons"].Items.Single().AsText()!;
            if (!(await page.GetAsync($"/api/cases?person={person}")).Body["items"].Items.IsEmpty)
                continue;
            using var office = await EnterAsync("小学资助员");
            var round = (await office.GetAsync("/api/rounds")).Body["items"].Items.Single()["id"].AsText()!;
            (await office.PostAsync($"/api/rounds/{round}/personal-window", $$"""{ "person": "{{person}}", "closes": "2026-10-20T00:00:00+08:00", "reason": "illness" }""")).Status.Should().Be(200);
            return row[2];
        }

        throw new InvalidOperationException($"Everybody of {classOf} has applied.");
    }

    private async Task<PageClient> EnterAsync(string name)
    {
        var page = new PageClient(new Uri(demo.Url));
        var role = (await page.GetAsync("/api/session")).Body["roles"].Items.Single(r => r["name"].AsText() == name);
        (await page.PostAsync("/api/session", Value.Record(("principal", role["principal"])).ToJson())).Status.Should().Be(204);
        return page;
    }
}
