using System.Globalization;
using StudentAid.Workflow.Casework.Calendars;

namespace StudentAid.Workflow.Casework.Rounds;

/// <summary>A date and time of every school year, <c>MM-ddTHH:mm</c> by the unit's clock, as where entries are due by 12:00 of 20 September.</summary>
public sealed record TermMoment(int Month, int Day, TimeOnly At)
{
    /// <summary>Null for what is not so written, or is no date of every year.</summary>
    public static TermMoment? Parse(string text) => text.Length == 11
        && DateTime.TryParseExact("2023-" + text, "yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment)
            ? new TermMoment(moment.Month, moment.Day, TimeOnly.FromDateTime(moment)) : null;

    /// <summary>The first one from the beginning of the term on.</summary>
    public DateTimeOffset After(DateOnly termStart, WorkingDayCalendar calendar)
    {
        var day = new DateOnly(termStart.Year, Month, Day);
        return calendar.StartOf(day < termStart ? day.AddYears(1) : day) + At.ToTimeSpan();
    }
}
