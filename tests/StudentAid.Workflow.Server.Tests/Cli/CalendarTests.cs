using FluentAssertions;

namespace StudentAid.Workflow.Server.Tests.Cli;

public sealed class CalendarTests
{
    [Fact]
    public async Task The_day_is_said_with_the_holidays_on_the_way()
    {
        var called = await Called.With("calendar", "add", "2026-09-21", "5");

        called.Lines.Should().Equal("2026-09-29 星期二", "放假：中秋节 2026-09-25");
        called.ExitCode.Should().Be(0);
    }

    [Fact]
    public async Task Counting_the_start_ends_a_day_earlier() =>
        (await Called.With("calendar", "add", "2026-09-21", "5", "--count-start", "--lang", "en")).Lines[0].Should().Be("2026-09-28 Monday");

    [Fact]
    public async Task A_year_without_data_makes_the_day_provisional()
    {
        (await Called.With("calendar", "add", "2040-01-02", "3")).Lines[1].Should().StartWith("暂定");
        (await Called.With("calendar", "add", "2040-01-02", "3", "--json")).Json["provisional"].AsBool().Should().BeTrue();
    }

    [Fact]
    public async Task A_school_lays_its_own_days_over_the_national_calendar()
    {
        using var folder = new Scratch();
        var own = folder.Write("school.json", """{ "kind": "calendar", "id": "school", "off": [{ "from": "2026-09-22", "to": "2026-09-23", "name": "运动会" }] }""");
        var national = Path.Combine(Repository.Root, "workflows", "calendars", "cn-workdays.json");

        var called = await Called.With("calendar", "add", "2026-09-21", "1", "--calendar", national, "--calendar", own);

        called.Lines.Should().Equal("2026-09-24 星期四", "放假：运动会 2026-09-22, 2026-09-23");
    }

    [Fact]
    public async Task A_plan_is_reckoned_backwards_from_the_deadline()
    {
        using var folder = new Scratch();
        var plan = folder.Write("plan.json", """
            { "kind": "round-plan", "id": "plan", "days": 60, "stages": [
              { "id": "apply", "name": "申请", "days": 5 }, { "id": "publicity", "name": { "zh-CN": "公示", "en": "Publicity" }, "days": 5, "countStart": false } ] }
            """);

        var called = await Called.With("calendar", "plan", "2026-09-01", "--plan", plan);

        called.Lines.Should().Equal("截止：2026-10-31（自 2026-09-01 起 60 日）", "申请  最迟 2026-10-16 开始，2026-10-22 结束", "公示  最迟 2026-10-23 开始，2026-10-30 结束");
        (await Called.With("calendar", "plan", "2026-09-01", "--plan", plan, "--json")).Json["fits"].AsBool().Should().BeTrue();
    }

    [Fact]
    public async Task A_calendar_that_is_refused_says_why_and_exits_with_1()
    {
        using var folder = new Scratch();
        var broken = folder.Write("broken.json", """{ "kind": "scale" }""");

        var called = await Called.With("calendar", "add", "2026-09-21", "5", "--calendar", broken);

        called.ExitCode.Should().Be(1);
        called.Error.Should().Contain("pack-kind-differs");
    }
}
