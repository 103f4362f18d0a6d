using System.Text.RegularExpressions;
using FluentAssertions;
using Microsoft.Playwright;
using static StudentAid.Workflow.Server.Tests.Web.LiveDemo;

namespace StudentAid.Workflow.Server.Tests.Web;

/// <summary>What a page shows when things do not go as they should: it comes slowly, a part of it fails, somebody may not, its code was replaced, a round is over.</summary>
public sealed class StatesTests(SharedDemo demo) : IClassFixture<SharedDemo>
{
    private const string Nothing = "00000000000000000000000000";

    [Fact]
    public async Task A_page_says_what_is_the_matter_and_shows_what_it_has()
    {
        await using var window = await Window.OpenAsync(demo);
        List<string> found = [];
        await window.EnterAsync("资助中心");
        await window.WalkAsync("states", async () =>
        {
            await StepAsync(window, found, SlowAsync);
            await StepAsync(window, found, EmptyAsync);
            await StepAsync(window, found, ProvisionalAsync);
            await StepAsync(window, found, PartlyAsync, ("503", "/api/rosters?"));
            await StepAsync(window, found, NotThereAsync, ("404", $"/{Nothing}"));
            await StepAsync(window, found, OverAsync);
            await StepAsync(window, found, ReplacedAsync, ("404", "/assets/Publicities-"), ("dynamically imported", "/assets/Publicities-"));
        });
        found.Should().BeEmpty();
    }

    /// <summary>What a step makes go wrong stands in the console, and nothing else: what was said, and of which address.</summary>
    private static async Task StepAsync(Window window, List<string> found, Func<Window, List<string>, Task> step, params (string Said, string Address)[] wrong)
    {
        var before = window.Errors.Count;
        await step(window, found);
        window.Errors.Skip(before).Where(e => !wrong.Any(w => e.Contains(w.Said, StringComparison.Ordinal) && e.Contains(w.Address, StringComparison.Ordinal)))
            .Should().BeEmpty("nothing else goes wrong in this step");
    }

    /// <summary>The answer is held back until the page has said that it is slow.</summary>
    private static async Task SlowAsync(Window window, List<string> found)
    {
        var seen = new TaskCompletionSource();
        await window.Page.RouteAsync("**/api/cases?*", async route =>
        {
            await seen.Task;
            await route.ContinueAsync();
        });
        await window.GoAsync("menu-cases");
        await window.Page.Locator("#content .ant-skeleton").First.WaitForAsync();
        await window.PictureAsync("state-loading");
        await window.SeeAsync(Say("ui", "slow"));
        await window.PictureAsync("state-slow");
        seen.SetResult();
        await window.Page.GetByRole(AriaRole.Cell).First.WaitForAsync();
        await window.Page.UnrouteAllAsync();
        (await window.Page.GetByText(Say("ui", "slow")).CountAsync()).Should().Be(0);
        found.AddRange(await EveryScreenTests.JudgeAsync(window, "state-slow-over"));
    }

    /// <summary>Nothing yet is another thing than nothing that fits the filter.</summary>
    private static async Task EmptyAsync(Window window, List<string> found)
    {
        await window.Page.GotoAsync("/oversight");
        await window.SeeAsync(Say("oversight", "no-findings"));
        await Judged.TwiceAsync(window, found, "state-empty");
        await window.Page.GotoAsync("/cases?status=faulted");
        await window.SeeAsync(Say("ui", "nothing-filtered"));
        await Judged.TwiceAsync(window, found, "state-filtered");
    }

    /// <summary>The end of a period in a year whose holidays are not known yet.</summary>
    private static async Task ProvisionalAsync(Window window, List<string> found)
    {
        // As it is at the end of a year; when a date is provisional, is the calendar's to say, and its tests look at that.
        await window.Page.RouteAsync(new Regex("/api/rosters/[0-9a-z]{26}$", RegexOptions.None, TimeSpan.FromSeconds(1)), async route =>
        {
            var response = await route.FetchAsync();
            await route.FulfillAsync(new RouteFulfillOptions { Response = response, Body = (await response.TextAsync()).Replace("\"provisional\":false", "\"provisional\":true", StringComparison.Ordinal) });
        });
        await window.Page.GotoAsync("/publicities");
        await window.Page.GetByRole(AriaRole.Cell).GetByRole(AriaRole.Link).First.ClickAsync();
        await window.SeeAsync(Say("publicities", "provisional"));
        await Judged.TwiceAsync(window, found, "state-provisional");
        await window.Page.UnrouteAllAsync();
    }

    /// <summary>The lists of a round do not come; the rest of its page stands, and the part can be asked for again.</summary>
    private static async Task PartlyAsync(Window window, List<string> found)
    {
        await window.Page.RouteAsync("**/api/rosters?*", route => route.FulfillAsync(new RouteFulfillOptions
        {
            Status = 503, ContentType = "application/problem+json", Body = """{ "code": "busy", "title": "暂时忙", "detail": "现在较忙，请稍后再试。" }""",
        }));
        await window.Page.GotoAsync("/rounds");
        await window.Link("新生").ClickAsync();
        await window.SeeAsync("现在较忙，请稍后再试。");
        await window.SeeAsync(Say("rounds", "prepared"));
        await Judged.TwiceAsync(window, found, "state-partly");
        await window.Page.UnrouteAllAsync();
        await window.Button(Say("ui", "again")).First.ClickAsync();
        await Assertions.Expect(window.Page.GetByText("现在较忙，请稍后再试。")).ToHaveCountAsync(0);
    }

    /// <summary>What one may not know is as if it were not there.</summary>
    private static async Task NotThereAsync(Window window, List<string> found)
    {
        await window.Page.GotoAsync($"/cases/{Nothing}");
        await window.SeeAsync(Say("ui", "next-not-found"));
        await window.PictureAsync("state-no-right");
        found.AddRange(await EveryScreenTests.JudgeAsync(window, "state-no-right"));
    }

    /// <summary>A round of the year before can be read, and says that it is over; how far each unit came leads to its applications.</summary>
    private static async Task OverAsync(Window window, List<string> found)
    {
        await window.Page.GotoAsync("/rounds");
        await window.Link("2025—2026 学年").ClickAsync();
        await window.Page.GetByText(new Regex($"{Say("rounds", "completed-what")}|{Say("rounds", "archived-what")}", RegexOptions.None, TimeSpan.FromSeconds(1))).WaitForAsync();
        await Judged.TwiceAsync(window, found, "state-archived");
        await window.Link(Say("rounds", "progress")).ClickAsync();
        await window.SeeAsync(Say("rounds", "progress-steps"));
        await Judged.TwiceAsync(window, found, "progress-over");
        await window.Page.GotoAsync("/rounds");
        await window.Link("新生").ClickAsync();
        await window.Link(Say("rounds", "progress")).ClickAsync();
        await window.SeeAsync(Say("rounds", "progress-steps"));
        await Judged.TwiceAsync(window, found, "progress");
        // The steps come with the rules, before which the first number is another.
        await window.Page.GetByRole(AriaRole.Columnheader, new PageGetByRoleOptions { Name = "民主评议", Exact = true }).WaitForAsync();
        await window.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { NameRegex = new Regex("^农学系，民主评议", RegexOptions.None, TimeSpan.FromSeconds(1)) }).ClickAsync();
        await window.SeeAsync(Say("ui", "total", ("count", 1)));
        found.AddRange(await EveryScreenTests.JudgeAsync(window, "progress-behind"));
    }

    /// <summary>A page that was opened before the program was replaced asks for code that is gone, and says so.</summary>
    private static async Task ReplacedAsync(Window window, List<string> found)
    {
        await window.Page.GotoAsync("/");
        await window.SeeAsync(Say("home", "today"));
        await window.Page.RouteAsync(new Regex("/assets/Publicities-", RegexOptions.None, TimeSpan.FromSeconds(1)), route => route.FulfillAsync(new RouteFulfillOptions { Status = 404 }));
        await window.Link(Say("app", "menu-publicities")).ClickAsync();
        await window.SeeAsync(Say("app", "new-version"));
        await window.PictureAsync("state-new-version");
        found.AddRange(await EveryScreenTests.JudgeAsync(window, "state-new-version"));
        await window.Page.UnrouteAllAsync();
        await window.Button(Say("app", "reload")).ClickAsync();
        await window.Page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = Say("app", "menu-publicities") }).WaitForAsync();
    }
}
