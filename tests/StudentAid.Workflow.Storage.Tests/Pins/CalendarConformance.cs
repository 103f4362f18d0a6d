using FluentAssertions;
using StudentAid.Workflow.Casework.Objections;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Storage.Tests.Conformance;
using StudentAid.Workflow.Storage.Tests.Memory;
using StudentAid.Workflow.Storage.Tests.Sqlite;

namespace StudentAid.Workflow.Storage.Tests.Pins;

/// <summary>A calendar that is amended in flight: what runs by it moves, and only later; what is over stays.</summary>
public abstract class CalendarConformance
{
    private const string Year2019 = """{ "offOnWeekday": ["2019-05-01"], "workOnWeekend": [] }""";
    private const string Amended2019 = """{ "offOnWeekday": ["2019-05-01", "2019-05-02", "2019-05-03"], "workOnWeekend": ["2019-04-28", "2019-05-05"] }""";
    private const string Year2020 = """{ "offOnWeekday": ["2020-01-24", "2020-01-27", "2020-01-28", "2020-01-29", "2020-01-30"], "workOnWeekend": ["2020-01-19", "2020-02-01"] }""";
    private const string Amended2020 = """{ "offOnWeekday": ["2020-01-24", "2020-01-27", "2020-01-28", "2020-01-29", "2020-01-30", "2020-01-31"], "workOnWeekend": ["2020-01-19"] }""";

    protected abstract IStoreUnderTest Open();

    [Theory]
    [InlineData("2019-04-25", "2019-05-03", "2019-05-05")]
    [InlineData("2019-04-29", "2019-05-07", "2019-05-08")]
    [InlineData("2019-04-24", "2019-05-02", "2019-05-02")]
    public async Task The_amendment_of_2019_03_22_moves_what_was_posted_before_May_only_later(string posted, string before, string after)
    {
        await using var store = Open();
        await using var school = await PinSchool.OpenAsync(store, 1, calendar: Calendar("2019", Year2019));
        school.Now = At(posted);
        var notice = await school.PostedAsync(0);
        (await LastDayAsync(school, notice)).Should().Be(DateOnly.Parse(before, null));

        await school.PublishAsync(Calendar("2019", Amended2019));
        (await school.DeliverAsync()).Should().BeEmpty();

        (await LastDayAsync(school, notice)).Should().Be(DateOnly.Parse(after, null));
        (await store.Reader.DeadlinesOfAsync(Scope.All, notice)).Single().Due.Should().Be(new DateTimeOffset(DateOnly.Parse(after, null).AddDays(1), TimeOnly.MinValue, TimeSpan.FromHours(8)));
    }

    [Fact]
    public async Task The_amendment_of_2020_01_27_lengthens_a_notice_and_the_answer_to_its_objection()
    {
        await using var store = Open();
        await using var school = await PinSchool.OpenAsync(store, 2, calendar: Calendar("2020", Year2020));
        school.Now = At("2020-01-22");
        var notice = await school.PostedAsync(0, 1);
        await school.GoesAsync(new RaiseObjection(notice, school.CaseOf(0), "telephone", "", "家中有店铺") { Principal = Principal.System, Key = "" });
        (await LastDayAsync(school, notice)).Should().Be(new DateOnly(2020, 2, 4));
        (await school.RosterAsync(notice)).Objections.Single().Due.Should().Be(new DateOnly(2020, 2, 1));

        school.Now = At("2020-01-27");
        await school.PublishAsync(Calendar("2020", Amended2020));
        (await school.DeliverAsync()).Should().BeEmpty();

        var state = await school.RosterAsync(notice);
        state.Period!.LastDay.Should().Be(new DateOnly(2020, 2, 6));
        state.Objections.Single().Due.Should().Be(new DateOnly(2020, 2, 4));
        (await store.Reader.TasksOfAsync(Scope.All, notice)).Select(t => t.Due!.Value.ToUniversalTime()).Should().BeEquivalentTo(
            [new DateTimeOffset(2020, 2, 6, 16, 0, 0, TimeSpan.Zero), new DateTimeOffset(2020, 2, 4, 16, 0, 0, TimeSpan.Zero)]);
    }

    [Fact]
    public async Task A_period_that_is_over_stays()
    {
        await using var store = Open();
        await using var school = await PinSchool.OpenAsync(store, 1, calendar: Calendar("2020", Year2020));
        school.Now = At("2020-01-22");
        var notice = await school.PostedAsync(0);
        school.Now = At("2020-02-05");

        await school.PublishAsync(Calendar("2020", Amended2020));
        (await school.DeliverAsync()).Should().BeEmpty();

        (await LastDayAsync(school, notice)).Should().Be(new DateOnly(2020, 2, 4));
    }

    [Fact]
    public async Task A_year_that_was_provisional_becomes_definite_when_it_is_published()
    {
        await using var store = Open();
        await using var school = await PinSchool.OpenAsync(store, 1);
        school.Now = At("2026-12-30");
        var notice = await school.PostedAsync(0);
        (await school.RosterAsync(notice)).Period.Should().Match<Period>(p => p.Provisional && p.LastDay == new DateOnly(2027, 1, 6));

        await school.PublishAsync(Calendar("2027", """{ "offOnWeekday": ["2027-01-01"], "workOnWeekend": [] }""", """ "2026": { "offOnWeekday": [], "workOnWeekend": [] }, """));
        (await school.DeliverAsync()).Should().BeEmpty();

        (await school.RosterAsync(notice)).Period.Should().Match<Period>(p => !p.Provisional && p.LastDay == new DateOnly(2027, 1, 7));
        (await school.DeliverAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task A_schools_own_calendar_moves_its_notices_and_a_retracted_one_shortens_none()
    {
        await using var store = Open();
        await using var school = await PinSchool.OpenAsync(store, 1);
        school.Now = At("2026-09-18");
        var notice = await school.PostedAsync(0);
        (await LastDayAsync(school, notice)).Should().Be(new DateOnly(2026, 9, 24));
        const string own = """{ "kind": "calendar", "id": "sports", "name": "运动会", "article": "国务院办公厅通知", "zone": "Asia/Shanghai", "from": "2026-09-01", "off": ["2026-09-23"] }""";

        await school.GoesAsync(new PublishDocuments(PinSchool.School, [own]) { Principal = Principal.System, Key = "" });
        (await school.DeliverAsync()).Should().BeEmpty();
        (await LastDayAsync(school, notice)).Should().Be(new DateOnly(2026, 9, 28));
        await school.GoesAsync(new RetractDocument(PinSchool.School, "-/calendar/sports/0001", "cancelled") { Principal = Principal.System, Key = "" });
        (await school.DeliverAsync()).Should().BeEmpty();

        (await LastDayAsync(school, notice)).Should().Be(new DateOnly(2026, 9, 28));
    }

    [Fact]
    public async Task Without_a_notice_that_runs_a_new_calendar_writes_nothing_more()
    {
        await using var store = Open();
        await using var school = await PinSchool.OpenAsync(store, 1);
        await school.DeliverAsync();
        await school.PublishAsync(Calendar("2020", Year2020));
        var published = (await store.Steps.LoadAsync(UnitState.IdOf("/")))!.Version;

        (await school.DeliverAsync()).Should().BeEmpty();

        (await store.Steps.LoadAsync(UnitState.IdOf("/")))!.Version.Should().Be(published);
        (await school.RoundAsync()).Version.Should().Be(2);
    }

    private static string Calendar(string year, string days, string more = "") => $$"""
        { "kind": "calendar", "id": "cn", "name": "测试日历", "article": "国务院办公厅通知", "zone": "Asia/Shanghai", "from": "2018-01-01", "years": { {{more}} "{{year}}": {{days}} } }
        """;

    /// <summary>Ten in the morning of a day.</summary>
    private static DateTimeOffset At(string day) => new(DateOnly.Parse(day, null), new TimeOnly(2, 0), TimeSpan.Zero);

    private static async Task<DateOnly> LastDayAsync(PinSchool school, Id notice) => (await school.RosterAsync(notice)).Period!.LastDay;
}

public sealed class SqliteCalendars : CalendarConformance
{
    protected override IStoreUnderTest Open() => new SqliteConformance.Temporary();
}

public sealed class MemoryCalendars : CalendarConformance
{
    protected override IStoreUnderTest Open() => new MemoryConformance.UnderTest();
}
