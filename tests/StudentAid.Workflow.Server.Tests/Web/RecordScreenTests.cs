using FluentAssertions;
using Microsoft.Playwright;
using static StudentAid.Workflow.Server.Tests.Web.LiveDemo;

namespace StudentAid.Workflow.Server.Tests.Web;

/// <summary>What led to a student's level: read at the case page and at the family's door, printed, and what his levels were through the years.</summary>
public sealed class RecordScreenTests(SharedDemo demo) : IClassFixture<SharedDemo>
{
    private const string LastYear = "2025—2026";
    private const string Student = "郭明轩";

    [Theory]
    [InlineData(1280, 720, "desk")]
    [InlineData(390, 844, "phone")]
    public async Task The_office_reads_the_base_a_student_s_levels_and_the_record_of_a_decision(int width, int height, string name)
    {
        await demo.WalkAsync("资助中心", "record-" + name, (window, found) => ReadAsync(window, found, name), width, height);
    }

    [Fact]
    public async Task A_family_reads_how_the_result_on_the_notice_came_about_and_prints_it()
    {
        await demo.WalkAsync("赵子墨", "own-record", async (window, found) =>
        {
            await window.Button(Say("records", "open")).First.ClickAsync();
            await window.SeeAsync(Say("records", "stages"));
            await window.Page.Locator(".record").GetByText("民主评议").First.WaitForAsync();
            found.AddRange(await EveryScreenTests.JudgeAsync(window, "family-record"));
            await window.PictureAsync("family-record-whole");
            var paper = await window.Page.RunAndWaitForPopupAsync(() => window.Link(Say("records", "print")).First.ClickAsync());
            await paper.GetByText("认定决定记录").First.WaitForAsync();
        }, 390, 844);
    }

    [Fact]
    public async Task Who_hands_no_papers_out_is_offered_no_record()
    {
        await demo.WalkAsync("韩老师", "no-record", async (window, _) =>
        {
            await window.Page.GotoAsync("/cases");
            await window.Page.GetByRole(AriaRole.Cell).GetByRole(AriaRole.Link).First.ClickAsync();
            await window.Link(Say("after", "student")).WaitForAsync();
            await Assertions.Expect(window.Link(Say("records", "record"))).ToHaveCountAsync(0);
        });
    }

    private static async Task ReadAsync(Window window, List<string> found, string name)
    {
        var page = window.Page;
        await page.GotoAsync("/cases");
        await window.Link(Say("funds", "hardship")).ClickAsync();
        await Judged.ChooseAsync(window, Say("funds", "year"), LastYear);
        await window.Link(Student).WaitForAsync();
        await Judged.TwiceAsync(window, found, "hardship-base-" + name);
        await Judged.ChooseAsync(window, Say("funds", "level"), "特别困难");
        await Assertions.Expect(window.Link(Student)).ToHaveCountAsync(0);
        page.Url.Should().Contain("level=special");
        await page.GoBackAsync();
        await window.Link(Student).ClickAsync();
        await window.SeeAsync(Say("after", "ended-revoked"));
        await Judged.FillAsync(window, Say("funds", "on"), "2025-11-20");
        await page.GetByText("有效的等级：比较困难").WaitForAsync();
        page.Url.Should().Contain("on=2025-11-20");
        await Judged.TwiceAsync(window, found, "student-" + name);
        await page.GotoAsync(await CaseOfAsync(page));
        await window.Link(Say("records", "record")).ClickAsync();
        await window.SeeAsync(Say("records", "level", ("level", "比较困难")));
        foreach (var part in (string[])["score", "stages", "notices", "basis", "facts"])
            await page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = Say("records", part), Exact = true }).WaitForAsync();
        await window.SeeAsync(Say("records", "notice-passed"));
        await Judged.TwiceAsync(window, found, "record-" + name);
        var paper = await page.RunAndWaitForPopupAsync(() => window.Link(Say("records", "print")).ClickAsync());
        await paper.GetByText("认定决定记录").First.WaitForAsync();
    }

    /// <summary>The case behind the student's level; on a telephone the number of the application has no column.</summary>
    private static Task<string> CaseOfAsync(IPage page) => page.EvaluateAsync<string>(
        "async () => { const person = location.pathname.split('/').at(-1); const page = await (await fetch(`/api/cases?person=${person}`, { headers: { 'X-Requested-With': 'StudentAid' } })).json(); return `/cases/${page.items[0].id}`; }");
}
