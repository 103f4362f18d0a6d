using StudentAid.Workflow.Casework.Calendars;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Engine.Execution;

namespace StudentAid.Workflow.Casework.Cases;

/// <summary>The day on which a step of a case is taken, in the zone of the calendar that holds at the case's narrowest unit.</summary>
internal static class CaseDay
{
    /// <summary>No zone is further from UTC to the west and to the east.</summary>
    private static readonly TimeSpan Westernmost = TimeSpan.FromHours(-12);
    private static readonly TimeSpan Easternmost = TimeSpan.FromHours(14);

    /// <summary>
    /// Today, as far as it decides anything: <paramref name="turns"/> are the days with which an answer changes. The calendar is asked for only where one of
    /// them has begun in some zones and not in others; without a calendar it is the day in UTC.
    /// </summary>
    public static DateOnly Of(ActivityContext context, CaseInput input, IEnumerable<DateOnly> turns, out ActivityResult? stop)
    {
        stop = null;
        var (first, last) = (Day(context.Now + Westernmost), Day(context.Now + Easternmost));
        if (!turns.Any(t => t > first && t <= last))
            return first;
        var documents = CaseFacts.Read(context, new FactKey(RosterFacts.Calendar, input.Place), out stop)["documents"].Items;
        return !documents.IsEmpty && WorkingDayCalendar.Read(documents[0], [.. documents.Skip(1)]).Document is { } calendar
            ? calendar.DayOf(context.Now) : Day(context.Now);
    }

    private static DateOnly Day(DateTimeOffset instant) => DateOnly.FromDateTime(instant.UtcDateTime);
}
