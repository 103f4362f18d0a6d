using FluentAssertions;
using Microsoft.Playwright;
using static StudentAid.Workflow.Server.Tests.Web.LiveDemo;

namespace StudentAid.Workflow.Server.Tests.Web;

/// <summary>What leaves or enters the office as a file: the photo that comes with an objection, and a round's package for an inspection.</summary>
public sealed class ObjectionScreenTests(LiveDemo demo) : IClassFixture<LiveDemo>
{
    [Theory]
    [InlineData(1280, 720, "desk", 0)]
    [InlineData(390, 844, "phone", 1)]
    public Task An_objection_is_taken_down_with_a_photo_which_whoever_answers_it_can_open(int width, int height, string name, int about) =>
        demo.WalkAsync("资助中心", "objection-" + name, async (window, found) =>
        {
            await window.Page.GotoAsync("/publicities");
            await window.Page.GetByRole(AriaRole.Cell).GetByRole(AriaRole.Link).First.ClickAsync();
            await window.Button(Say("publicities", "take-down")).ClickAsync();
            await Sheet(window).GetByRole(AriaRole.Combobox, new LocatorGetByRoleOptions { Name = Say("publicities", "about") }).ClickAsync();
            await window.Page.Locator(".ant-select-dropdown:visible .ant-select-item-option").Nth(about).ClickAsync();
            await Sheet(window).GetByLabel(Say("publicities", "what"), new LocatorGetByLabelOptions { Exact = true }).FillAsync("家中有门面出租");
            await AfterScreens.PaperAsync(window, "门面.jpg");
            await OversightScreenTests.LookAsync(window, found, "objection-" + name);
            await OversightScreenTests.SendAsync(window, Say("publicities", "take-down"));
            await window.Button(Say("publicities", "answer")).Last.ClickAsync();
            var photo = Sheet(window).GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = Say("publicities", "evidence-number", ("number", 1)), Exact = true });
            await photo.WaitForAsync();
            await OversightScreenTests.LookAsync(window, found, "objection-answer-" + name);
            var kept = await window.Page.EvaluateAsync<string>("async (path) => { const got = await fetch(path, { headers: { 'X-Requested-With': 'StudentAid' } }); return `${got.status} ${got.headers.get('content-type')}`; }", await photo.GetAttributeAsync("href"));
            kept.Should().Be("200 image/jpeg");
        }, width, height);

    [Theory]
    [InlineData(1280, 720, "desk")]
    [InlineData(390, 844, "phone")]
    public Task The_package_of_a_round_for_an_inspection_is_one_click_away(int width, int height, string name) =>
        demo.WalkAsync("资助中心", "inspection-" + name, async (window, found) =>
        {
            await window.Page.GotoAsync("/rounds");
            await window.Link("2025—2026 学年").First.ClickAsync();
            await window.Link(Say("rounds", "inspection")).WaitForAsync();
            found.AddRange(await EveryScreenTests.JudgeAsync(window, "round-of-last-year-" + name));
            var got = await window.Page.RunAndWaitForDownloadAsync(() => window.Link(Say("rounds", "inspection")).ClickAsync());
            (await got.FailureAsync()).Should().BeNull();
            got.SuggestedFilename.Should().EndWith(".zip");
        }, width, height);

    private static ILocator Sheet(Window window) => AfterScreens.Sheet(window);
}
