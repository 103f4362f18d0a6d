using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Hosting;
using static StudentAid.Workflow.Server.Tests.Web.LiveDemo;

namespace StudentAid.Workflow.Server.Tests.Web;

/// <summary>What the administrator keeps in order: terms of retention with a second person, an erasure, new keys; who stands in for whom, and what a leaver hands over.</summary>
public sealed class UpkeepScreenTests(LiveDemo demo) : IClassFixture<LiveDemo>
{
    private const string Administrator = "系统管理员";
    private const string Second = "王管理员";

    [Fact]
    public async Task What_is_due_is_proposed_by_one_and_approved_by_another_and_one_person_is_erased()
    {
        await using var first = await Window.OpenAsync(demo);
        await using var second = await Window.OpenAsync(demo, 390, 844);
        List<string> found = [];
        await first.EnterAsync(Administrator);
        var gone = await LeftAsync(first);
        await first.WalkAsync("erasure", () => EraseAsync(first, found, gone[0].Name));
        await first.WalkAsync("rotation", () => RotateAsync(first));
        ((DemoClock)demo.Services.GetRequiredService<TimeProvider>()).MoveTo(new DateTimeOffset(2040, 1, 10, 2, 0, 0, TimeSpan.Zero));
        await Judged.LeaveAsync(first);
        await first.EnterAsync(Administrator);
        await first.WalkAsync("retention", () => ProposeAsync(first, found));
        await second.EnterAsync(Second);
        await second.WalkAsync("retention-approve", () => ApproveAsync(second, found));
        found.Should().BeEmpty();
        first.Errors.Where(e => !e.Contains("401", StringComparison.Ordinal)).Concat(second.Errors).Should().BeEmpty();
    }

    private sealed record Gone(Id Id, string Name);

    /// <summary>A second administrator, and three students of last year who have left and have nothing open.</summary>
    private async Task<List<Gone>> LeftAsync(Window window)
    {
        await AskAsync(window, "/api/principals", $$"""{ "unit": "/", "name": "{{Second}}", "kind": "person", "grants": [ { "role": "administrator", "unit": "/" } ] }""");
        var rows = StudentAid.Workflow.Engine.Expressions.Value.Parse(await window.Page.EvaluateAsync<string>(
            "async () => (await fetch('/api/hardship-base?unit=/education/14901/&schoolYear=' + encodeURIComponent('2025—2026') + '&size=200', { headers: { 'X-Requested-With': 'StudentAid' } })).text()"))["items"].Items;
        var reader = demo.Services.GetRequiredService<IStoreReader>();
        List<Gone> gone = [];
        foreach (var row in rows.Where(r => r["recoveries"].Items.IsEmpty))
        {
            var id = Id.Parse(row["person"].AsText()!);
            var open = (await reader.StreamsAsync(Scope.All, new StreamFilter { Subject = id, Kind = InstanceSteps.Kind }, PageRequest.Everything)).Items.Any(c => c.At.Length > 0);
            if (!open && gone.Count < 3)
                gone.Add(new Gone(id, row["name"].AsText()!));
        }

        gone.Should().HaveCount(3);
        foreach (var student in gone)
            await AskAsync(window, $"/api/people/{student.Id}/status", """{ "school": "/education/14901/", "status": "left" }""");
        return gone;
    }

    private static Task<string> AskAsync(Window window, string path, string body) => window.Page.EvaluateAsync<string>(Judged.Post, new[] { path, body });

    private static async Task EraseAsync(Window window, List<string> found, string name)
    {
        var page = window.Page;
        await window.GoAsync("menu-settings");
        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = Say("upkeep", "personal"), Exact = true }).ClickAsync();
        await Judged.ChooseAsync(window, Say("oversight", "school"), "示例职业技术学院");
        await Judged.ChooseAsync(window, Say("upkeep", "student"), name);
        await window.SeeAsync(Say("upkeep", "erase-of", ("name", name)));
        await window.Button(Say("upkeep", "erase")).ClickAsync();
        await Judged.FillAsync(window, Say("upkeep", "erase-basis"), "个人信息保护法 第四十七条");
        await OversightScreenTests.LookAsync(window, found, "erase-desk");
        await OversightScreenTests.SendAsync(window, Say("upkeep", "erase"));
        await window.SeeAsync(Say("upkeep", "erased"));
        await Judged.TwiceAsync(window, found, "personal-desk");
    }

    private static async Task RotateAsync(Window window)
    {
        await window.Button(Say("upkeep", "rotate")).ClickAsync();
        await OversightScreenTests.SendAsync(window, Say("upkeep", "rotate"));
        await window.SeeAsync(Say("ui", "done", ("label", Say("upkeep", "rotate"))));
        await window.SeeAsync(Say("upkeep", "master-held"));
        await window.SeeAsync(Say("upkeep", "master-ready"));
    }

    private static async Task ProposeAsync(Window window, List<string> found)
    {
        var page = window.Page;
        await page.GotoAsync("/operations?show=personal");
        await window.SeeAsync(Say("upkeep", "no-retention"));
        await window.Button(Say("upkeep", "retention-look-do")).ClickAsync();
        await window.SeeAsync("2 人的保存期限已满");
        await window.SeeAsync("仍在校或休学");
        await OversightScreenTests.LookAsync(window, found, "retention-due");
        await window.Button(Say("upkeep", "retention-propose")).ClickAsync();
        await OversightScreenTests.SendAsync(window, Say("upkeep", "retention-propose"));
        // Nobody of a demonstration has an account, so the rules count no second person; who has to wait for one is told so (RetentionTests, upkeep.test).
        await window.Button(Say("upkeep", "retention-decline")).WaitForAsync();
        await Judged.TwiceAsync(window, found, "retention-desk");
    }

    private static async Task ApproveAsync(Window window, List<string> found)
    {
        await window.Page.GotoAsync("/operations?show=personal");
        await window.Button(Say("upkeep", "retention-approve")).ClickAsync();
        await OversightScreenTests.LookAsync(window, found, "retention-approve-phone");
        await OversightScreenTests.SendAsync(window, Say("upkeep", "retention-approve"));
        await window.SeeAsync(Say("upkeep", "retention-job", ("erased", 2), ("refused", 0), ("left", 0)));
        await Judged.TwiceAsync(window, found, "retention-phone");
    }
}

/// <summary>Who stands in for whom, and what one who leaves hands over.</summary>
public sealed class HandsScreenTests(LiveForty school) : IClassFixture<LiveForty>
{
    [Fact]
    public async Task The_office_names_who_stands_in_for_it_and_ends_it()
    {
        await school.WalkAsync("资助中心", "stand-ins", async (window, found) =>
        {
            await window.Page.GotoAsync("/stand-ins");
            await NameAsync(window, null, "韩助理");
            await window.SeeAsync("资助中心");
            await Judged.TwiceAsync(window, found, "stand-ins-phone");
            await window.Button(Say("upkeep", "stand-in-end-of", ("name", "韩助理"), ("of", "资助中心"))).ClickAsync();
            await window.SeeAsync(Say("upkeep", "stand-in-over"));
        }, 390, 844);
    }

    [Fact]
    public async Task The_administrator_names_a_stand_in_and_hands_a_leaver_s_tasks_over()
    {
        await using var teacher = await Window.OpenAsync(school);
        await using var window = await Window.OpenAsync(school);
        List<string> found = [];
        await teacher.EnterAsync("卢老师");
        await teacher.WalkAsync("leaver-claims", () => ClaimAsync(teacher));
        await window.EnterAsync("管理员");
        await window.WalkAsync("hands", async () =>
        {
            await window.GoAsync("menu-operations");
            await window.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = Say("upkeep", "hands"), Exact = true }).ClickAsync();
            await NameAsync(window, "韩老师", "韩助理");
            await window.SeeAsync("韩老师");
            await window.Button(Say("upkeep", "leaver-do")).ClickAsync();
            await Judged.ChooseAsync(window, Say("upkeep", "leaver-who"), "卢老师");
            await Judged.ChooseAsync(window, Say("upkeep", "leaver-to"), "韩助理");
            await Judged.FillAsync(window, Say("ui", "reason"), "离职");
            await OversightScreenTests.LookAsync(window, found, "leaver-desk");
            await OversightScreenTests.SendAsync(window, Say("upkeep", "leaver-do"));
            await window.SeeAsync(Say("home", "job", ("done", 1), ("of", 1), ("failed", 0)));
            await OversightScreenTests.LookAsync(window, found, "leaver-done");
            await Judged.TwiceAsync(window, found, "hands-desk");
        });
        found.Should().BeEmpty();
        teacher.Errors.Concat(window.Errors).Should().BeEmpty();
    }

    private static async Task NameAsync(Window window, string? of, string substitute)
    {
        await window.Button(Say("upkeep", "stand-in-name")).ClickAsync();
        if (of is not null)
            await Judged.ChooseAsync(window, Say("upkeep", "stand-in-of"), of);
        await Judged.ChooseAsync(window, Say("upkeep", "stand-in"), substitute);
        await Judged.FillAsync(window, Say("upkeep", "stand-in-until"), "2026-09-30");
        await OversightScreenTests.SendAsync(window, Say("upkeep", "stand-in-name"));
    }

    private static async Task ClaimAsync(Window window)
    {
        await window.GoToAsync("核实");
        await window.Page.GetByRole(AriaRole.Row).Filter(new LocatorFilterOptions { HasText = "范子衿" }).GetByRole(AriaRole.Link).ClickAsync();
        await window.Button(Say("cases", "more")).ClickAsync();
        await window.Page.GetByRole(AriaRole.Menuitem, new PageGetByRoleOptions { Name = "认领", Exact = true }).ClickAsync();
        await window.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "认领", Exact = true }).ClickAsync();
        await window.SeeAsync(Say("cases", "did-decide", ("activity", "核实"), ("what", Say("cases", "did-claim"))));
    }
}
