using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;

namespace StudentAid.Workflow.Casework.Calendars;

/// <summary>The day at a unit by the calendar that holds there; in UTC where none is loaded.</summary>
public sealed class SchoolDays(FactLoader facts)
{
    /// <summary>What the day at a unit rests on.</summary>
    public static FactKey FactOf(string unit) => new(RosterFacts.Calendar, unit);

    /// <param name="calendar">The fact <see cref="FactOf"/>.</param>
    /// <param name="instant">When it is that day.</param>
    public static DateOnly Of(Fact calendar, DateTimeOffset instant) => DayOf(CalendarOf(calendar), instant);

    public async Task<WorkingDayCalendar?> CalendarAsync(string school, CancellationToken cancellation) => CalendarOf((await facts.LoadAsync([FactOf(school)], cancellation))[0]);

    public async Task<DateOnly> DayAsync(string school, DateTimeOffset instant, CancellationToken cancellation) => DayOf(await CalendarAsync(school, cancellation), instant);

    public static DateOnly DayOf(WorkingDayCalendar? calendar, DateTimeOffset instant) => calendar?.DayOf(instant) ?? DateOnly.FromDateTime(instant.UtcDateTime);

    private static WorkingDayCalendar? CalendarOf(Fact fact)
    {
        var documents = fact.Value["documents"].Items;
        return documents.IsEmpty ? null : WorkingDayCalendar.Read(documents[0], [.. documents.Skip(1)]).Document;
    }
}
