using FluentAssertions;
using Microsoft.Playwright;
using StudentAid.Workflow.Engine.Expressions;
using static StudentAid.Workflow.Server.Tests.Web.FamilyForm;
using static StudentAid.Workflow.Server.Tests.Web.LiveDemo;

namespace StudentAid.Workflow.Server.Tests.Web;

/// <summary>A family with nothing but a telephone: the form, its photos, the commitment, and where the application stands.</summary>
public sealed class FamilyPhoneTests(SharedDemo demo) : IClassFixture<SharedDemo>
{
    [Fact]
    public async Task A_student_applies_on_his_phone_with_two_photos_and_sees_where_it_stands()
    {
        await using var window = await Window.OpenAsync(demo, 390, 844);
        var found = new List<string>();
        await window.EnterAsync("钱进");
        await window.WalkAsync("apply", () => ApplyAsync(window, found));
        await window.WalkAsync("applied", () => HandInAsync(window, found));
        found.Should().BeEmpty();
        window.Errors.Should().BeEmpty();
    }

    [Fact]
    public async Task A_student_sees_the_result_that_is_on_the_notice()
    {
        await demo.WalkAsync("赵子墨", "published", async (window, _) =>
        {
            await window.SeeAsync(Say("family", "published", ("level", "一般困难")));
            await window.PictureAsync("family-published");
        }, 390, 844);
    }

    private static async Task ApplyAsync(Window window, List<string> found)
    {
        var page = window.Page;
        await window.Button(Say("family", "begin", ("round", "2026—2027 新生"))).ClickAsync();
        await window.SeeAsync(Step(1));
        await window.NextAsync();
        await window.SeeAsync(Say("ui", "form-needed"));
        found.AddRange(await EveryScreenTests.JudgeAsync(window, "family-form-needed"));
        await window.FillAsync(("姓名", "钱进"), ("出生日期", "2007-03-05"), ("民族", "汉族"), ("身份证号码", "999999200703050018"), ("籍贯", "示例省示例县"), ("手机号码", "13812345678"));
        await page.GetByText("男", new PageGetByTextOptions { Exact = true }).ClickAsync();
        await page.GetByText("农村", new PageGetByTextOptions { Exact = true }).ClickAsync();
        await window.Field("政治面貌").SelectOptionAsync("共青团员");
        await window.NextAsync();

        await window.SeeAsync(Step(2));
        await window.FillAsync(("家庭人口", "3"), ("详细通讯地址", "示例县示例乡示例村 3 组"), ("家长手机号码", "13912345678"), ("在学子女数（含本人）", "1"), ("赡养老人数", "1"));
        await window.Field("家庭所在地").SelectOptionAsync("国家乡村振兴重点帮扶县");
        await window.MemberAsync(1, "钱父亲", "父亲", "49");
        await window.MemberAsync(2, "钱母亲", "母亲", "47");
        await window.PictureAsync("family-members");
        await page.ReloadAsync();
        await window.Button(Say("family", "fill")).ClickAsync();
        await Assertions.Expect(window.Field("籍贯")).ToHaveValueAsync("示例省示例县");
        await window.NextAsync();
        await window.SeeAsync(Step(2));
        await window.NextAsync();

        await window.SeeAsync(Step(3));
        await window.NextAsync();
        await window.SeeAsync(Step(4));
        await window.Field("遭受自然灾害").SelectOptionAsync("一年以内");
        await window.FillAsync(("家庭欠债金额", "0"));
        foreach (var (label, value) in ((string, string)[])[("自然灾害具体情况", "9 月洪水，房屋进水"), ("其他情况", "种粮为主")])
            await page.GetByRole(AriaRole.Textbox, new PageGetByRoleOptions { Name = label }).FillAsync(value);
        await window.Field("遭受突发意外事件").SelectOptionAsync("无");
        await window.NextAsync();
    }

    /// <summary>Two photos, one of them named; the commitment; handed in.</summary>
    private static async Task HandInAsync(Window window, List<string> found)
    {
        var page = window.Page;
        await window.SeeAsync(Step(5));
        var photos = new List<FilePayload>();
        foreach (var quality in (int[])[40, 80])
            photos.Add(new FilePayload { Name = $"{quality}.jpg", MimeType = "image/jpeg", Buffer = await page.ScreenshotAsync(new PageScreenshotOptions { Type = ScreenshotType.Jpeg, Quality = quality }) });
        await page.Locator("input[type=file]").SetInputFilesAsync(photos);
        await window.SeeAsync(Say("ui", "proof-sent", ("count", 2)));
        await window.Field(Say("ui", "proof-name", ("number", 1))).FillAsync("房屋进水照片");
        await window.Field(Say("ui", "proof-issued", ("number", 1))).FillAsync("2026-09-01");
        found.AddRange(await EveryScreenTests.JudgeAsync(window, "family-proofs"));
        await window.NextAsync();
        await window.SeeAsync(Step(6));
        await window.SeeAsync("本人承诺以上所填写资料真实");
        await page.GetByText(Say("family", "read")).ClickAsync();
        await window.Field(Say("family", "signature")).FillAsync("钱进");
        found.AddRange(await EveryScreenTests.JudgeAsync(window, "family-sign"));
        await window.Button(Say("family", "hand-in")).ClickAsync();
        await window.SeeAsync(Say("family", "handed-in-now"));
        await window.SeeAsync("正在办理");
        found.AddRange(await EveryScreenTests.JudgeAsync(window, "family-handed-in"));
        (await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth")).Should().BeTrue("a phone never scrolls sideways");
        Value.Parse(await page.EvaluateAsync<string>(Files)).Items.Select(f => (f["named"].AsText(), f["issued"].AsText()))
            .Should().BeEquivalentTo([("房屋进水照片", "2026-09-01"), ("证明材料 2", null)], "the school reads what the family calls its papers");
    }

    /// <summary>The files that the application names, as the school will find them.</summary>
    private const string Files = """
        async () => {
          const get = async (path) => (await (await fetch(path, { headers: { "X-Requested-With": "StudentAid" } })).json());
          const person = (await get("/api/me")).persons[0];
          const open = (await get(`/api/cases?person=${person}`)).items.find((c) => c.status === "open");
          return JSON.stringify((await get(`/api/cases/${open.id}/files`)).items.filter((f) => f.from));
        }
        """;
}
