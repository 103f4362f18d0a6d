using FluentAssertions;
using Xunit;
using static StudentAid.Workflow.Casework.Tests.Calendars.ChinaCalendar;

namespace StudentAid.Workflow.Casework.Tests.Calendars;

public class CalendarInstantsTests
{
    [Fact]
    public void The_end_of_a_day_is_the_first_instant_of_the_next_in_the_calendars_zone()
    {
        Instance.StartOf(Day("2026-09-24")).Should().Be(Instant("2026-09-23T16:00:00Z"));
        Instance.EndOf(Day("2026-09-24")).Should().Be(Instant("2026-09-24T16:00:00Z"));
        Instance.EndOf(Day("2026-09-24")).Offset.Should().Be(TimeSpan.Zero);
    }

    [Fact]
    public void An_instant_falls_on_the_day_of_the_zone_and_the_end_already_on_the_next()
    {
        Instance.DayOf(Instant("2026-09-24T15:59:59.999Z")).Should().Be(Day("2026-09-24"));
        Instance.DayOf(Instant("2026-09-24T16:00:00Z")).Should().Be(Day("2026-09-25"));
    }

    [Fact]
    public void Summer_time_of_former_years_is_respected() =>
        Instance.StartOf(Day("1990-07-01")).Should().Be(Instant("1990-06-30T15:00:00Z"));

    [Fact]
    public void Every_day_begins_on_itself_and_ends_where_the_next_begins()
    {
        for (var day = new DateOnly(1985, 1, 1); day.Year < 2030; day = day.AddDays(1))
        {
            Instance.DayOf(Instance.StartOf(day)).Should().Be(day);
            Instance.DayOf(Instance.EndOf(day).AddMilliseconds(-1)).Should().Be(day);
        }
    }
}
