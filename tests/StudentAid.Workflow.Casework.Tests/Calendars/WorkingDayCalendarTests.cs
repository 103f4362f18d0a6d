using FluentAssertions;
using StudentAid.Workflow.Casework.Calendars;
using Xunit;
using static StudentAid.Workflow.Casework.Tests.Calendars.ChinaCalendar;

namespace StudentAid.Workflow.Casework.Tests.Calendars;

public class WorkingDayCalendarTests
{
    [Theory]
    [InlineData("2022-03-29", 5, "2022-04-06", "2022-04-02")]
    [InlineData("2022-09-19", 5, "2022-09-26", "2022-09-23")]
    [InlineData("2020-10-19", 5, "2020-10-26", "2020-10-23")]
    [InlineData("2025-09-25", 5, "2025-10-09", "2025-09-30")]
    [InlineData("2025-09-28", 5, "2025-10-11", "2025-10-10")]
    [InlineData("2025-09-30", 5, "2025-10-14", "2025-10-13")]
    [InlineData("2024-09-13", 5, "2024-09-23", "2024-09-20")]
    [InlineData("2024-04-03", 5, "2024-04-11", "2024-04-10")]
    [InlineData("2023-04-28", 5, "2023-05-09", "2023-05-08")]
    [InlineData("2021-09-17", 5, "2021-09-26", "2021-09-24")]
    [InlineData("2020-01-22", 5, "2020-02-06", "2020-02-05")]
    [InlineData("2019-04-28", 5, "2019-05-07", "2019-05-06")]
    [InlineData("2026-09-24", 5, "2026-10-09", "2026-10-08")]
    [InlineData("2026-09-18", 5, "2026-09-24", "2026-09-23")]
    [InlineData("2025-01-25", 5, "2025-02-07", "2025-02-07")]
    [InlineData("2025-09-26", 10, "2025-10-16", "2025-10-15")]
    [InlineData("2020-01-20", 10, "2020-02-11", "2020-02-10")]
    [InlineData("2023-09-28", 10, "2023-10-18", "2023-10-17")]
    [InlineData("2026-09-28", 10, "2026-10-16", "2026-10-15")]
    [InlineData("2026-09-21", 5, "2026-09-29", "2026-09-28")]
    [InlineData("2026-09-10", 10, "2026-09-23", "2026-09-22")]
    public void A_period_of_working_days_ends_as_in_the_published_examples(string start, int days, string startNotCounted, string startCounted)
    {
        Instance.AddWorkingDays(Day(start), days, countStart: false).Should().Be(new DatedDay(Day(startNotCounted), false));
        Instance.AddWorkingDays(Day(start), days, countStart: true).Should().Be(new DatedDay(Day(startCounted), false));
    }

    [Theory]
    [InlineData("2025-09-01", "2025-10-31", "2025-10-30")]
    [InlineData("2026-09-01", "2026-10-31", "2026-10-30")]
    public void Sixty_calendar_days_may_end_on_a_day_off(string start, string startNotCounted, string startCounted)
    {
        Instance.AddDays(Day(start), 60, DayUnit.Days, countStart: false).Should().Be(new DatedDay(Day(startNotCounted), false));
        Instance.AddDays(Day(start), 60, DayUnit.Days, countStart: true).Should().Be(new DatedDay(Day(startCounted), false));
    }

    [Theory]
    [InlineData(2019, 250)]
    [InlineData(2020, 249)]
    [InlineData(2021, 250)]
    [InlineData(2022, 249)]
    [InlineData(2023, 249)]
    [InlineData(2024, 251)]
    [InlineData(2025, 248)]
    [InlineData(2026, 248)]
    public void Each_year_has_the_number_of_working_days_of_its_notice(int year, int expected) =>
        Instance.WorkingDaysBetween(new DateOnly(year - 1, 12, 31), new DateOnly(year, 12, 31)).Should().Be(expected);

    [Fact]
    public void Every_start_and_length_agrees_with_counting_day_by_day()
    {
        var off = Listed("offOnWeekday");
        var work = Listed("workOnWeekend");
        bool IsWorking(DateOnly d) => work.Contains(d) || (d.DayOfWeek is not DayOfWeek.Saturday and not DayOfWeek.Sunday && !off.Contains(d));
        for (var start = new DateOnly(2007, 1, 1); start.Year < 2036; start = start.AddDays(1))
        {
            DateOnly[] working = [.. Enumerable.Range(0, 50).Select(start.AddDays).Where(IsWorking)];
            foreach (var countStart in new[] { true, false })
            {
                var first = countStart ? start : start.AddDays(1);
                var counted = working.Where(d => d >= first).Prepend(start).ToArray();
                for (var days = 0; days <= 15; days++)
                {
                    var expected = new DatedDay(counted[days], days > 0 && (first.Year is < 2019 or > 2026 || counted[days].Year is < 2019 or > 2026));
                    var found = Instance.AddWorkingDays(start, days, countStart);
                    if (found != expected)
                        found.Should().Be(expected, $"{start:O} + {days}, counting the start: {countStart}");
                }
            }
        }
    }

    [Fact]
    public void What_is_left_and_what_has_passed_add_up_to_the_period()
    {
        for (var start = new DateOnly(2025, 1, 1); start.Year < 2027; start = start.AddDays(1))
        {
            var end = Instance.AddWorkingDays(start, 5, countStart: false).Day;
            for (var today = start; today <= end; today = today.AddDays(1))
                (Instance.WorkingDaysBetween(start, today) + Instance.WorkingDaysBetween(today, end)).Should().Be(5);
        }
    }

    [Fact]
    public void On_the_third_day_of_five_two_working_days_are_left()
    {
        Instance.WorkingDaysBetween(Day("2026-09-18"), Day("2026-09-22")).Should().Be(3);
        Instance.WorkingDaysBetween(Day("2026-09-22"), Day("2026-09-24")).Should().Be(2);
        Instance.WorkingDaysBetween(Day("2026-09-28"), Day("2026-09-24")).Should().Be(-1);
    }

    [Fact]
    public void A_year_without_data_is_counted_by_weekdays_and_marked_provisional()
    {
        Instance.Knows(2027).Should().BeFalse();
        Instance.AddWorkingDays(Day("2026-12-31"), 1, countStart: false).Should().Be(new DatedDay(Day("2027-01-01"), true));
        Instance.AddWorkingDays(Day("2026-12-30"), 1, countStart: false).Should().Be(new DatedDay(Day("2026-12-31"), false));
        Instance.AddWorkingDays(Day("2018-12-30"), 3, countStart: true).Provisional.Should().BeTrue();
    }

    [Fact]
    public void A_holiday_within_a_period_is_named()
    {
        Instance.ExceptionsBetween(Day("2026-09-18"), Day("2026-09-30")).Should().Equal(
            new CalendarException(Day("2026-09-20"), true, null),
            new CalendarException(Day("2026-09-25"), false, "中秋节"));
    }

    [Fact]
    public void A_last_day_off_can_be_moved_to_the_next_working_day()
    {
        Instance.WorkingDayFrom(Day("2026-10-31")).Day.Should().Be(Day("2026-11-02"));
        Instance.WorkingDayFrom(Day("2026-09-20")).Day.Should().Be(Day("2026-09-20"));
    }

    [Fact]
    public void The_last_posting_day_is_the_last_working_day_from_which_the_period_fits()
    {
        for (var limit = new DateOnly(2025, 3, 1); limit.Year < 2026; limit = limit.AddDays(1))
        {
            var posting = Instance.LastPostingDay(limit, 5, DayUnit.WorkingDays, countStart: false).Day;
            Instance.IsWorkingDay(posting).Should().BeTrue();
            Instance.AddWorkingDays(posting, 5, countStart: false).Day.Should().BeOnOrBefore(limit);
            var next = Instance.WorkingDayFrom(posting.AddDays(1)).Day;
            Instance.AddWorkingDays(next, 5, countStart: false).Day.Should().BeAfter(limit);
        }
    }

    [Fact]
    public void Negative_periods_and_unknown_units_are_programming_errors()
    {
        FluentActions.Invoking(() => Instance.AddWorkingDays(Day("2026-01-01"), -1, countStart: true)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => Instance.AddDays(Day("2026-01-01"), 1, "weeks", countStart: true)).Should().Throw<ArgumentException>();
    }

    private static HashSet<DateOnly> Listed(string member)
    {
        var years = (Engine.Expressions.RecordValue)Repository.Json("workflows/calendars/cn-workdays.json")["years"];
        return [.. years.Members.SelectMany(y => y.Value[member].Items).Select(d => Day(d.AsText()!))];
    }
}
