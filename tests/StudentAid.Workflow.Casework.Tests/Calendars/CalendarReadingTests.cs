using FluentAssertions;
using StudentAid.Workflow.Casework.Calendars;
using StudentAid.Workflow.Casework.Tests.Packs;
using StudentAid.Workflow.Engine.Expressions;
using Xunit;
using static StudentAid.Workflow.Casework.Tests.Calendars.ChinaCalendar;

namespace StudentAid.Workflow.Casework.Tests.Calendars;

public class CalendarReadingTests
{
    private static readonly Value China = Repository.Json("workflows/calendars/cn-workdays.json");

    [Fact]
    public void A_schools_vacation_lies_over_the_national_calendar()
    {
        var school = Value.Parse("""
            { "kind": "calendar", "id": "school", "off": [ { "from": "2026-01-19", "to": "2026-02-27", "name": "寒假" }, "2026-11-11" ], "work": [ "2026-11-14" ] }
            """);
        var calendar = WorkingDayCalendar.Read(China, school).Good();
        calendar.AddWorkingDays(Day("2026-01-16"), 5, countStart: false).Day.Should().Be(Day("2026-03-05"), "2026-02-28 is a working Saturday");
        calendar.IsWorkingDay(Day("2026-11-11")).Should().BeFalse();
        calendar.IsWorkingDay(Day("2026-11-14")).Should().BeTrue();
        calendar.ExceptionsBetween(Day("2026-01-19"), Day("2026-01-19")).Single().Name.Should().Be("寒假");
        Instance.IsWorkingDay(Day("2026-01-19")).Should().BeTrue();
    }

    [Fact]
    public void An_overlay_does_not_make_a_year_known_and_a_later_year_does()
    {
        var vacation = Value.Parse("""{ "kind": "calendar", "id": "school", "off": [ "2027-01-04" ] }""");
        WorkingDayCalendar.Read(China, vacation).Good().Knows(2027).Should().BeFalse();
        var notice = Value.Parse("""{ "kind": "calendar", "id": "next", "zone": "Asia/Shanghai", "years": { "2027": { "offOnWeekday": [ "2027-01-01" ] } } }""");
        WorkingDayCalendar.Read(China, notice).Good().AddWorkingDays(Day("2026-12-31"), 1, countStart: false)
            .Should().Be(new DatedDay(Day("2027-01-04"), false));
    }

    [Fact]
    public void An_amended_year_replaces_the_year_that_was_read_before()
    {
        var amended = Value.Parse("""{ "kind": "calendar", "id": "amended", "years": { "2026": { "offOnWeekday": [ "2026-01-01" ] } } }""");
        var calendar = WorkingDayCalendar.Read(China, amended).Good();
        calendar.IsWorkingDay(Day("2026-09-25")).Should().BeTrue();
        calendar.IsWorkingDay(Day("2026-09-20")).Should().BeFalse();
    }

    [Theory]
    [InlineData("""{ "kind": "holidays", "id": "xx", "zone": "Asia/Shanghai" }""", "pack-kind-differs")]
    [InlineData("""{ "kind": "calendar", "zone": "Asia/Shanghai" }""", "pack-missing-member")]
    [InlineData("""{ "kind": "calendar", "id": "xx", "zone": "Asia/Nowhere" }""", "calendar-zone-unknown")]
    [InlineData("""{ "kind": "calendar", "id": "xx", "zone": "UTC", "years": { "26": {} } }""", "calendar-year-wrong")]
    [InlineData("""{ "kind": "calendar", "id": "xx", "zone": "UTC", "years": { "2026": { "offOnWeekday": [ "2025-01-01" ] } } }""", "calendar-day-outside-year")]
    [InlineData("""{ "kind": "calendar", "id": "xx", "zone": "UTC", "years": { "2026": { "offOnWeekday": [ "2026-10-03" ] } } }""", "calendar-not-a-weekday")]
    [InlineData("""{ "kind": "calendar", "id": "xx", "zone": "UTC", "years": { "2026": { "workOnWeekend": [ "2026-10-01" ] } } }""", "calendar-not-a-weekend")]
    [InlineData("""{ "kind": "calendar", "id": "xx", "zone": "UTC", "years": { "2026": { "offOnWeekday": [ "2026-10-01", "2026-10-01" ] } } }""", "calendar-day-repeated")]
    [InlineData("""{ "kind": "calendar", "id": "xx", "zone": "UTC", "years": { "2026": { "workdays": 248 } } }""", "calendar-workdays-differ")]
    [InlineData("""{ "kind": "calendar", "id": "xx", "zone": "UTC", "years": { "2026": { "offOnWeekday": [ "2026-02-30" ] } } }""", "pack-bad-day")]
    [InlineData("""{ "kind": "calendar", "id": "xx", "zone": "UTC", "off": [ { "from": "2026-02-02", "to": "2026-02-01" } ] }""", "calendar-span-backwards")]
    [InlineData("""{ "kind": "calendar", "id": "xx", "zone": "UTC", "off": [ 5 ] }""", "pack-wrong-type")]
    public void A_faulty_calendar_is_refused_with_its_reason(string json, string code) =>
        WorkingDayCalendar.Read(Value.Parse(json)).Diagnostics.Should().ContainSingle().Which.Code.Id.Should().Be(code);

    [Fact]
    public void An_overlay_of_another_zone_is_refused()
    {
        var overlay = Value.Parse("""{ "kind": "calendar", "id": "xx", "zone": "UTC" }""");
        WorkingDayCalendar.Read(China, overlay).Diagnostics.Should().ContainSingle().Which.Code.Should().Be(CalendarCodes.ZoneDiffers);
    }
}
