using FluentAssertions;
using StudentAid.Workflow.Casework.Applications;

namespace StudentAid.Workflow.Casework.Tests.Applications;

public sealed class ServiceHoursTests
{
    [Theory]
    [InlineData("07:30-20:00", "07:29", false)]
    [InlineData("07:30-20:00", "07:30", true)]
    [InlineData("07:30-20:00", "19:59", true)]
    [InlineData("07:30-20:00", "20:00", false)]
    [InlineData("08:00-24:00", "23:59", true)]
    [InlineData("08:00-24:00", "00:00", false)]
    [InlineData("20:00-06:00", "23:00", true)]
    [InlineData("20:00-06:00", "06:00", false)]
    public void The_first_minute_is_inside_and_the_last_is_not(string hours, string time, bool inside) =>
        ServiceHours.Parse(hours)!.Contains(TimeOnly.Parse(time, System.Globalization.CultureInfo.InvariantCulture)).Should().Be(inside);

    [Theory]
    [InlineData("2026-09-21T09:00", true)]
    [InlineData("2026-09-21T12:00", false)]
    [InlineData("2026-09-21T14:00", true)]
    [InlineData("2026-09-20T09:00", true, "a Sunday that is worked")]
    [InlineData("2026-09-25T09:00", false, "a holiday")]
    public void Several_hours_of_working_days_alone(string local, bool inside, string because = "")
    {
        var calendar = Calendars.ChinaCalendar.Instance;
        var at = DateTime.Parse(local, System.Globalization.CultureInfo.InvariantCulture);
        var now = calendar.StartOf(DateOnly.FromDateTime(at)) + at.TimeOfDay;
        ServiceHours.Parse("working-days 08:30-12:00, 14:00-17:30")!.Contains(now, calendar).Should().Be(inside, because);
    }

    [Theory]
    [InlineData("working-days")]
    [InlineData("working-days 08:00-12:00,")]
    [InlineData("weekdays 08:00-12:00")]
    [InlineData("")]
    [InlineData("7:30-20:00")]
    [InlineData("07:30")]
    [InlineData("07:30-25:00")]
    [InlineData("08:00-08:00")]
    public void What_is_no_hours_is_turned_away(string hours) => ServiceHours.Parse(hours).Should().BeNull();
}
