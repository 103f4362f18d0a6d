using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Streams;
using static StudentAid.Workflow.Server.Tests.Web.LiveDemo;
using Register = StudentAid.Workflow.Casework.Organisations.Directory;

namespace StudentAid.Workflow.Server.Tests.Web;

/// <summary>A class's list on its way to the board: the department, the aid office and the leading group, each at his own desk and by his own word.</summary>
public sealed class ClassToNoticeTests(LiveForty school) : IClassFixture<LiveForty>
{
    private const string Raised = "尤云帆";
    private const string SentBack = "秦望舒";
    private const string Why = "父亲八月确诊重病，两位老师家访核实";
    private const string Missing = "承诺书未签名，请补签后重新评议";

    [Fact]
    public async Task A_class_s_list_is_reviewed_endorsed_approved_and_posted_with_the_levels_that_each_body_chose()
    {
        await school.WalkAsync("韩老师", "way-class", (window, _) => ProposeAsync(window));
        await school.WalkAsync("系秘书", "way-department", ReviewAsync);
        await school.WalkAsync("韩老师", "way-class-again", ProposeAgainAsync);
        await school.WalkAsync("系秘书", "way-department-again", (window, _) => ReviewAgainAsync(window));
        await school.WalkAsync("资助中心", "way-office", EndorseAsync);
        await school.WalkAsync("领导小组秘书", "way-leaders", ApproveAsync);
        await school.WalkAsync("资助中心", "way-notice", PostAsync);
        var (proposed, posted) = (await EntriesAsync("department", "released", 1), await EntriesAsync("publicity", "posted", 1));
        posted.Should().HaveCount(40);
        posted[Raised].Should().Be("special").And.NotBe(proposed[Raised]);
        posted.Where(e => e.Key != Raised).Should().BeEquivalentTo(proposed.Where(e => e.Key != Raised), "nobody touched the others");
        (await EntriesAsync("department", "released", 2)).Keys.Should().Equal(SentBack);
    }

    private static async Task ProposeAsync(Window window)
    {
        await window.ListOf("民主评议").ClickAsync();
        await window.SeeAsync(Say("rosters", "count", ("count", 40)));
        await MeetAsync(window);
        await DecideAsync(window, "act-propose");
    }

    /// <summary>The department does not wait for the other class; one level is raised for a reason, and one student goes back to his class.</summary>
    private static async Task ReviewAsync(Window window, List<string> found)
    {
        await GatherAsync(window, found, "department", "院（系）审核", 40, "软件2302另批办理");
        await window.SeeAsync(Say("rosters", "count", ("count", 40)));
        await MeetAsync(window);
        await Judged.ChooseAsync(window, Say("rosters", "verdict-of", ("name", Raised)), "特别困难");
        await Assertions.Expect(window.Button(Say("rosters", "act-review"))).ToBeDisabledAsync();
        await ReasonOf(window, Raised).FillAsync(Why);
        await window.Button(Say("rosters", "return-of", ("name", SentBack))).ClickAsync();
        await ReasonOf(window, SentBack).FillAsync(Missing);
        await window.SeeAsync(Say("rosters", "tally", ("what", Say("rosters", "return")), ("count", 1)));
        await Judged.LookNarrowAsync(window, found, "way-department");
        await DecideAsync(window, "act-review");
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Row).Filter(new LocatorFilterOptions { HasText = SentBack })).ToContainTextAsync(Say("ui", "status-returned"));
    }

    /// <summary>The class reads why he came back, and proposes him on a list of his own.</summary>
    private static async Task ProposeAgainAsync(Window window, List<string> found)
    {
        await GatherAsync(window, found, "class-again", "民主评议", 1);
        await window.SeeAsync(Say("rosters", "ordinal", ("ordinal", 2)));
        await window.Link(SentBack).ClickAsync();
        await window.SeeAsync(Missing);
        await window.Page.GoBackAsync();
        await MeetAsync(window);
        await Judged.LookNarrowAsync(window, found, "way-class-again");
        await DecideAsync(window, "act-propose");
    }

    private static async Task ReviewAgainAsync(Window window)
    {
        await GatherAsync(window, [], "department-again", "院（系）审核", 1, "软件2302另批办理");
        await window.SeeAsync(Say("rosters", "count", ("count", 1)));
        await MeetAsync(window);
        await DecideAsync(window, "act-review");
    }

    /// <summary>One list of both of the department's; nobody meets, the office decides by itself.</summary>
    private static async Task EndorseAsync(Window window, List<string> found)
    {
        await GatherAsync(window, found, "office", "学生资助管理机构核准", 40, "软件2302另批办理");
        await window.SeeAsync(Say("rosters", "count", ("count", 40)));
        await Judged.LookNarrowAsync(window, found, "way-office");
        await DecideAsync(window, "act-endorse");
    }

    /// <summary>The secretary records the meeting, the decision, and the minutes as they were signed.</summary>
    private static async Task ApproveAsync(Window window, List<string> found)
    {
        await GatherAsync(window, found, "leaders", "领导小组批准", 40, "软件2302另批办理");
        await MeetAsync(window);
        await window.SeeAsync("到会 3 人");
        await Judged.LookNarrowAsync(window, found, "way-leaders");
        await DecideAsync(window, "act-approve");
        await window.GoAsync("menu-minutes");
        await window.SeeAsync("领导小组批准");
        await Judged.LookNarrowAsync(window, found, "way-minutes");
        var photo = await window.Page.ScreenshotAsync(new PageScreenshotOptions { Type = ScreenshotType.Jpeg });
        await window.Page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "minutes.jpg", MimeType = "image/jpeg", Buffer = photo });
        await window.SeeAsync(Say("rosters", "scan-none"));
    }

    private static async Task PostAsync(Window window, List<string> found)
    {
        await GatherAsync(window, found, "notice", "结果公示", 40, "软件2302另批办理");
        await window.SeeAsync(Say("publicities", "post-title"));
        await Judged.LookNarrowAsync(window, found, "way-notice");
        await window.Button(Say("publicities", "post")).ClickAsync();
        await OversightScreenTests.SendAsync(window, Say("publicities", "post"));
        await window.SeeAsync("到时自动撤下");
        await Judged.LookNarrowAsync(window, found, "way-posted");
    }

    /// <summary>From the first page by the menu to the lists: who has come is taken into one, with a reason where not all have.</summary>
    private static async Task GatherAsync(Window window, List<string> found, string name, string list, int count, string? reason = null)
    {
        var page = window.Page;
        await page.GetByRole(AriaRole.Navigation, new PageGetByRoleOptions { Name = Say("app", "menu"), Exact = true }).Locator("a[href='/rosters']").ClickAsync();
        var gathered = page.GetByRole(AriaRole.Alert).Filter(new LocatorFilterOptions { HasText = list });
        await gathered.GetByText($"已到 {count} 人").WaitForAsync();
        await Judged.LookNarrowAsync(window, found, "way-gathering-" + name);
        await gathered.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = Say("rounds", "freeze"), Exact = true }).ClickAsync();
        if (reason is not null)
            await page.GetByRole(AriaRole.Dialog).GetByLabel(Say("rounds", "freeze-reason")).FillAsync(reason);
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = Say("rounds", "freeze-do"), Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Level = 1 }).GetByText(list).WaitForAsync();
    }

    private static async Task MeetAsync(Window window)
    {
        await window.Button(Say("rosters", "meet")).ClickAsync();
        await window.Button(Say("rosters", "meet-again")).WaitForAsync();
    }

    /// <summary>The body's own word, read and confirmed; the students have gone on.</summary>
    private static async Task DecideAsync(Window window, string act)
    {
        await window.Button(Say("rosters", act)).ClickAsync();
        await window.Button(Say("rosters", "confirm", ("act", Say("rosters", act)))).ClickAsync();
        await window.SeeAsync(Say("ui", "status-released"));
    }

    private static ILocator ReasonOf(Window window, string name) => window.Page.GetByRole(AriaRole.Textbox, new PageGetByRoleOptions { Name = Say("rosters", "reason-of", ("name", name)) });

    /// <summary>Who stood on a list of the college's, with the level at which he came to it; as it lies in the database.</summary>
    private async Task<Dictionary<string, string>> EntriesAsync(string activity, string status, int ordinal)
    {
        var (reader, store, runner) = (school.Services.GetRequiredService<IStoreReader>(), school.Services.GetRequiredService<IStepStore>(), school.Services.GetRequiredService<StepRunner>());
        var register = (await school.Services.GetRequiredService<Register>().PeopleAsync(Scope.All, "/")).ToDictionary(p => p.Id, p => p.Name);
        foreach (var row in (await reader.StreamsAsync(Scope.All, new StreamFilter { AnyGroup = true, Kind = RosterState.Kind, Status = status }, PageRequest.Everything)).Items)
        {
            var list = (await runner.StateAsync<RosterState>(await store.LoadAsync(row.Id), CancellationToken.None))!;
            if (list.Activity == activity && list.Ordinal == ordinal)
                return list.Entries.ToDictionary(e => register[e.Person], e => e.Level);
        }

        throw new KeyNotFoundException($"{activity} {ordinal} is not {status}");
    }
}
