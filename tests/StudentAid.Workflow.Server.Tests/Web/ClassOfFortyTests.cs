using FluentAssertions;
using Microsoft.Playwright;
using static StudentAid.Workflow.Server.Tests.Web.LiveDemo;

namespace StudentAid.Workflow.Server.Tests.Web;

/// <summary>How much of a class teacher's hand a class of forty needs.</summary>
public sealed class ClassOfFortyTests(LiveForty school) : IClassFixture<LiveForty>
{
    private const int Most = 15;

    [Fact]
    public async Task A_class_of_40_with_3_returned_and_a_quorum_of_5_takes_at_most_15_interactions_after_sign_in()
    {
        await using var window = await Window.OpenAsync(school);
        await using var other = await Window.OpenAsync(school);
        var hand = new Hand(window);
        await other.EnterAsync("韩助理");
        await other.ListOf("民主评议").ClickAsync();
        await other.Button(Say("rosters", "meet")).WaitForAsync();
        await window.EnterAsync("韩老师");
        await window.WalkAsync("forty", () => ProposeAsync(window, hand));
        await other.WalkAsync("overtaken", async () =>
        {
            await other.SeeAsync(Say("rosters", "overtaken"));
            await Assertions.Expect(other.Page.GetByRole(AriaRole.Row).Filter(new LocatorFilterOptions { HasText = "冯一诺" })).ToContainTextAsync(Say("ui", "status-returned"));
            await other.PictureAsync("overtaken");
        });
        await window.WalkAsync("minutes", () => SignAsync(window));
        hand.Interactions.Should().BeLessThanOrEqualTo(Most);
        await window.WalkAsync("take-back", () => TakeBackAsync(window));
        window.Errors.Should().BeEmpty();
    }

    /// <summary>The minutes as they were signed on paper are photographed and put to the decision.</summary>
    private static async Task SignAsync(Window window)
    {
        await Assertions.Expect(window.Page.GetByText(Say("rosters", "overtaken"))).ToHaveCountAsync(0);
        var photo = await window.Page.ScreenshotAsync(new PageScreenshotOptions { Type = ScreenshotType.Jpeg });
        await window.Page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "minutes.jpg", MimeType = "image/jpeg", Buffer = photo });
        await window.Link(Say("rosters", "signed-look", ("number", 1))).WaitForAsync();
        await window.Button(Say("rosters", "take-back")).WaitForAsync();
        await window.PictureAsync("forty-decided");
    }

    /// <summary>Before the next body acts the decision can be taken back, with a reason; every row says so.</summary>
    private static async Task TakeBackAsync(Window window)
    {
        await window.Button(Say("rosters", "take-back")).ClickAsync();
        await Judged.FillAsync(window, Say("ui", "reason"), "漏看一名学生的补充材料，须重新评议");
        await window.PictureAsync("state-take-back");
        await OversightScreenTests.SendAsync(window, Say("rosters", "take-back"));
        await window.SeeAsync(Say("ui", "status-taken-back"));
        await window.SeeAsync(Say("rosters", "taken-back"));
        await Assertions.Expect(window.Page.Locator("[data-status=released]")).ToHaveCountAsync(0);
        await window.PictureAsync("state-taken-back");
    }

    /// <summary>From the opened home page to the acknowledged proposal: two members are away, three students go back.</summary>
    private static async Task ProposeAsync(Window window, Hand hand)
    {
        var page = window.Page;
        await hand.ClickAsync(window.ListOf("民主评议"));
        await window.SeeAsync(Say("rosters", "count", ("count", 40)));
        foreach (var absent in (string[])["乔老师", "葛景行"])
            await hand.ClickAsync(page.GetByRole(AriaRole.Group, new PageGetByRoleOptions { Name = absent, Exact = true }).GetByText(Say("rosters", "absent"), new LocatorGetByTextOptions { Exact = true }));
        await hand.ClickAsync(window.Button(Say("rosters", "meet")));
        await window.SeeAsync("到会 5 人");
        foreach (var (name, reason) in ((string, string)[])[("李清和", "申请表家庭成员一栏漏填母亲"), ("冯一诺", "承诺书未签名"), ("杨知行", "收入单位填错，请重填")])
        {
            await hand.ClickAsync(window.Button(Say("rosters", "return-of", ("name", name))));
            await hand.TypeAsync(page.GetByRole(AriaRole.Textbox, new PageGetByRoleOptions { Name = Say("rosters", "reason-of", ("name", name)) }), reason);
        }

        await window.SeeAsync(Say("rosters", "tally", ("what", Say("rosters", "return")), ("count", 3)));
        await window.PictureAsync("forty");
        await hand.ClickAsync(window.Button(Say("rosters", "act-propose")));
        await hand.ClickAsync(window.Button(Say("rosters", "confirm", ("act", Say("rosters", "act-propose")))));
        await window.SeeAsync(Say("ui", "status-released"));
    }
}
