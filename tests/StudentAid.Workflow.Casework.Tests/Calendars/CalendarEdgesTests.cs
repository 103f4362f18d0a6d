using FluentAssertions;
using StudentAid.Workflow.Casework.Calendars;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Casework.Tests.Organisations;
using StudentAid.Workflow.Casework.Tests.Packs;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using static StudentAid.Workflow.Casework.Tests.Calendars.ChinaCalendar;

namespace StudentAid.Workflow.Casework.Tests.Calendars;

/// <summary>Where one day more or less, or one word, would make another calendar of it.</summary>
public class CalendarEdgesTests
{
    [Fact]
    public void No_days_end_on_the_start_and_one_counted_day_does_too()
    {
        foreach (var countStart in (bool[])[true, false])
        {
            Instance.AddDays(Day("2026-10-31"), 0, DayUnit.Days, countStart).Should().Be(new DatedDay(Day("2026-10-31"), false));
            Instance.AddDays(Day("2030-10-31"), 0, DayUnit.WorkingDays, countStart).Should().Be(new DatedDay(Day("2030-10-31"), false));
        }

        Instance.AddDays(Day("2026-10-31"), 1, DayUnit.Days, countStart: true).Day.Should().Be(Day("2026-10-31"));
        Instance.AddDays(Day("2026-10-31"), 1, DayUnit.Days, countStart: false).Day.Should().Be(Day("2026-11-01"));
        Instance.WorkingDaysBetween(Day("2026-09-22"), Day("2026-09-22")).Should().Be(0);
        FluentActions.Invoking(() => Instance.AddDays(Day("2026-01-01"), -1, DayUnit.Days, countStart: false)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => Instance.AddDays(Day("2026-01-01"), 1, "weeks", countStart: true)).Should().Throw<ArgumentException>()
            .Which.Should().Match<ArgumentException>(e => e.ParamName == "unit" && e.Message.Contains("'working-days' or 'days', but it is 'weeks'"));
    }

    [Fact]
    public void A_day_or_limit_in_a_year_without_data_is_provisional_and_one_in_a_known_year_is_not()
    {
        Instance.WorkingDayFrom(Day("2027-01-04")).Should().Be(new DatedDay(Day("2027-01-04"), true));
        Instance.WorkingDayFrom(Day("2026-10-30")).Should().Be(new DatedDay(Day("2026-10-30"), false));
        Instance.LastPostingDay(Day("2027-01-02"), 3, DayUnit.WorkingDays, countStart: true).Provisional.Should().BeTrue();
        Instance.LastPostingDay(Day("2026-10-30"), 3, DayUnit.WorkingDays, countStart: true).Should().Be(new DatedDay(Day("2026-10-28"), false));
        Instance.LastPostingDay(Day("2026-10-30"), 3, DayUnit.Days, countStart: false).Day.Should().Be(Day("2026-10-27"));
        Instance.LastPostingDay(Day("2027-01-02"), 1, DayUnit.WorkingDays, countStart: true).Day.Should().Be(Day("2027-01-01"));
    }

    [Fact]
    public void Exceptions_are_named_from_the_first_to_the_last_day_in_order()
    {
        Instance.ExceptionsBetween(Day("2026-09-20"), Day("2026-09-25")).Select(e => e.Day).Should().Equal(Day("2026-09-20"), Day("2026-09-25"));
        Instance.ExceptionsBetween(Day("2026-09-21"), Day("2026-09-24")).Should().BeEmpty();
        Instance.ExceptionsBetween(Day("2026-01-01"), Day("2026-12-31")).Select(e => e.Day).Should().BeInAscendingOrder().And.HaveCountGreaterThan(20);
    }

    [Fact]
    public void A_day_whose_midnight_comes_twice_begins_with_the_first()
    {
        var calendar = WorkingDayCalendar.Read(Value.Parse("""{ "kind": "calendar", "id": "xx", "zone": "America/Havana" }""")).Good();
        calendar.StartOf(Day("2025-11-02")).Should().Be(Instant("2025-11-02T04:00:00Z"));
        calendar.StartOf(Day("2025-11-03")).Should().Be(Instant("2025-11-03T05:00:00Z"));
        (calendar.Zone, calendar.Id).Should().Be(("America/Havana", "xx"));
        Instance.ClockAt(Instant("2026-09-24T16:30:00Z")).Should().Be(new TimeOnly(0, 30));
    }

    [Fact]
    public void Days_and_spans_of_a_year_keep_their_names_and_what_is_off_prevails()
    {
        var calendar = WorkingDayCalendar.Read(Value.Parse("""
            { "kind": "calendar", "id": "xx", "zone": "UTC",
              "years": { "2027": { "offOnWeekday": [ "2027-01-01", "2027-05-03" ], "workOnWeekend": [ "2027-01-02" ], "names": { "元旦": [ "2027-01-01" ] }, "papers": [ "通知" ], "workdays": 260, "note": "n" },
                         "1900": {}, "2026": { "workdays": 261 } },
              "work": [ { "from": "2027-02-06", "to": "2027-02-07", "name": "调休" } ], "off": [ "2027-02-07", { "from": "2027-03-01" } ] }
            """)).Good();
        calendar.Years.Should().Equal(1900, 2026, 2027);
        calendar.ExceptionsBetween(Day("2027-01-01"), Day("2027-05-31")).Should().Equal(
            new CalendarException(Day("2027-01-01"), false, "元旦"), new(Day("2027-01-02"), true, null), new(Day("2027-02-06"), true, "调休"), new(Day("2027-02-07"), false, null),
            new(Day("2027-03-01"), false, null), new(Day("2027-05-03"), false, null));
    }

    [Theory]
    [InlineData("""{ "kind": "calendar", "id": "xx" }""", "", "zone")]
    [InlineData("""{ "kind": "calendar", "id": "xx", "zone": "Asia/Nowhere" }""", "zone", "Asia/Nowhere")]
    [InlineData("""{ "kind": "calendar", "id": "xx", "zone": "UTC", "years": { "1899": {} } }""", "years/1899", "1899")]
    [InlineData("""{ "kind": "calendar", "id": "xx", "zone": "UTC", "years": { "02026": {} } }""", "years/02026", "02026")]
    [InlineData("""{ "kind": "calendar", "id": "xx", "zone": "UTC", "years": { "abcd": {} } }""", "years/abcd", "abcd")]
    [InlineData("""{ "kind": "calendar", "id": "xx", "zone": "UTC", "years": { "2026": 5 } }""", "years/2026", "对象")]
    [InlineData("""{ "kind": "calendar", "id": "xx", "zone": "UTC", "years": { "2026": { "offOnWeekday": [ "2025-01-01" ] } } }""", "years/2026/offOnWeekday", "2025-01-01 不属于 2026 年")]
    [InlineData("""{ "kind": "calendar", "id": "xx", "zone": "UTC", "years": { "2026": { "offOnWeekday": [ "2026-10-03" ] } } }""", "years/2026/offOnWeekday", "2026-10-03 是周末")]
    [InlineData("""{ "kind": "calendar", "id": "xx", "zone": "UTC", "years": { "2026": { "workOnWeekend": [ "2026-10-01" ] } } }""", "years/2026/workOnWeekend", "2026-10-01 是周一")]
    [InlineData("""{ "kind": "calendar", "id": "xx", "zone": "UTC", "years": { "2026": { "offOnWeekday": [ "2026-10-01", "2026-10-01" ] } } }""", "years/2026/offOnWeekday", "2026-10-01 列了两次")]
    [InlineData("""{ "kind": "calendar", "id": "xx", "zone": "UTC", "years": { "2026": { "workdays": 248 } } }""", "years/2026/workdays", "2026 年的工作日应为 248 天，按所列日期算出 261 天")]
    [InlineData("""{ "kind": "calendar", "id": "xx", "zone": "UTC", "years": { "2026": { "workdays": 367 } } }""", "years/2026/workdays", "366")]
    [InlineData("""{ "kind": "calendar", "id": "xx", "zone": "UTC", "years": { "2026": { "odd": 1 } } }""", "years/2026", "odd")]
    [InlineData("""{ "kind": "calendar", "id": "xx", "zone": "UTC", "off": [ { "from": "2026-02-02", "to": "2026-02-01" } ] }""", "off/0", "2026-02-02 至 2026-02-01")]
    [InlineData("""{ "kind": "calendar", "id": "xx", "zone": "UTC", "work": [ { "to": "2026-02-01" } ] }""", "work/0", "from")]
    [InlineData("""{ "kind": "calendar", "id": "xx", "zone": "UTC", "off": [ { "from": "2026-02-02", "odd": 1 } ] }""", "off/0", "odd")]
    [InlineData("""{ "kind": "calendar", "id": "xx", "zone": "UTC", "odd": 1 }""", "", "odd")]
    public void A_faulty_calendar_is_told_where_and_of_what(string json, string at, string words)
    {
        var reading = WorkingDayCalendar.Read(Value.Parse(json));
        reading.Document.Should().BeNull();
        var found = reading.Diagnostics[0];
        found.Arguments["at"].Should().Be($"/{at}");
        found.In("zh-CN").Should().Contain(words).And.NotContain("{");
        found.In("en").Should().NotContain("{");
    }

    [Fact]
    public void An_overlay_of_another_zone_is_told_both_and_one_of_the_same_zone_or_of_none_is_taken()
    {
        Value Overlay(string zone) => Value.Parse($$"""{ "kind": "calendar", "id": "xx", {{zone}} "off": [ "2026-11-11" ] }""");
        var china = Repository.Json("workflows/calendars/cn-workdays.json");
        var found = WorkingDayCalendar.Read(china, Overlay("\"zone\": \"UTC\",")).Diagnostics.Single();
        (found.In("zh-CN"), found.Arguments["at"]).Should().Be(("叠加日历的时区“UTC”与基础日历“Asia/Shanghai”不同。", "/zone"));
        WorkingDayCalendar.Read(china, Overlay("\"zone\": \"Asia/Shanghai\",")).Good().IsWorkingDay(Day("2026-11-11")).Should().BeFalse();
        WorkingDayCalendar.Read(china, Overlay("")).Good().IsWorkingDay(Day("2026-11-11")).Should().BeFalse();
    }

    [Theory]
    [InlineData("", "pack-missing-member")]
    [InlineData("""
                "zone": "",
                """, "calendar-zone-unknown")]
    [InlineData("""
                "zone": 8,
                """, "pack-wrong-type")]
    [InlineData("""
                "zone": "Asia/Nowhere",
                """, "calendar-zone-unknown")]
    public void A_zone_that_is_none_is_told_once(string zone, string code) =>
        WorkingDayCalendar.Read(Value.Parse($$"""{ "kind": "calendar", {{zone}} "id": "xx" }""")).Diagnostics.Select(d => d.Code.Id).Should().Equal(code);

    [Fact]
    public void The_next_working_day_is_as_sure_as_its_own_year_and_not_as_the_day_off_before_it()
    {
        var calendar = WorkingDayCalendar.Read(Value.Parse("""{ "kind": "calendar", "id": "xx", "zone": "UTC", "years": { "2031": {} }, "off": [ "2030-12-31" ] }""")).Good();
        calendar.WorkingDayFrom(Day("2030-12-31")).Should().Be(new DatedDay(Day("2031-01-01"), false));
        calendar.WorkingDayFrom(Day("2030-12-30")).Should().Be(new DatedDay(Day("2030-12-30"), true));
    }

    [Fact]
    public void No_round_pins_a_calendar_for_it_is_amended_while_the_round_runs()
    {
        (WorkingDayCalendar.Kind.IsPinned, WorkingDayCalendar.Kind.Name).Should().Be((false, "calendar"));
        (WorkingDayCalendar.Kind.Label.ZhCn, WorkingDayCalendar.Kind.Label.In("en")).Should().Be(("工作日历", "Calendar of working days"));
    }

    [Fact]
    public async Task A_school_s_own_calendar_lies_over_that_of_those_above_it()
    {
        var days = new SchoolDays(new FactLoader([new Calendars()]));
        var calendar = (await days.CalendarAsync(SchoolHost.School, default))!;
        calendar.IsWorkingDay(Day("2026-11-11")).Should().BeFalse("the school is off");
        (calendar.IsWorkingDay(Day("2026-11-12")), calendar.Zone).Should().Be((true, "Asia/Shanghai"));
    }

    /// <summary>The national calendar with a school's under it.</summary>
    private sealed class Calendars() : FactSource(RosterFacts.Calendar)
    {
        public override Task<Fact> LoadAsync(FactKey key, CancellationToken cancellation) => Task.FromResult(new Fact(key, Value.Record(("documents", Value.List(
            Repository.Json("workflows/calendars/cn-workdays.json"), Value.Parse("""{ "kind": "calendar", "id": "own", "off": [ "2026-11-11" ] }"""))))));
    }

    [Theory]
    [InlineData(DayUnit.WorkingDays, true)]
    [InlineData(DayUnit.Days, true)]
    [InlineData("weeks", false)]
    [InlineData(null, false)]
    public void A_unit_of_days_is_one_of_two_words(string? unit, bool known) => DayUnit.IsKnown(unit).Should().Be(known);

    [Fact]
    public async Task A_school_reads_the_day_off_its_calendar_with_its_own_on_top_and_in_UTC_where_there_is_none()
    {
        var evening = new DateTimeOffset(2026, 6, 22, 18, 0, 0, TimeSpan.Zero);
        var bare = (await SchoolHost.EmptyAsync()).Get<SchoolDays>();
        (await bare.CalendarAsync(SchoolHost.School, default)).Should().BeNull();
        (await bare.DayAsync(SchoolHost.School, evening, default)).Should().Be(Day("2026-06-22"));

        var ready = (await SchoolHost.ReadyAsync()).Get<SchoolDays>();
        (await ready.DayAsync(SchoolHost.School, evening, default)).Should().Be(Day("2026-06-23"));
        (await ready.CalendarAsync(SchoolHost.School, default))!.Knows(2026).Should().BeTrue();
    }
}
