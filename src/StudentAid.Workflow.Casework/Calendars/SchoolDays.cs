using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;

namespace StudentAid.Workflow.Casework.Calendars;

/// <summary>The day at a school by its calendar; in UTC where none is loaded.</summary>
public sealed class SchoolDays(FactLoader facts)
{
    public async Task<WorkingDayCalendar?> CalendarAsync(string school, CancellationToken cancellation)
    {
        var documents = (await facts.LoadAsync([new FactKey(RosterFacts.Calendar, school)], cancellation))[0].Value["documents"].Items;
        return documents.IsEmpty ? null : WorkingDayCalendar.Read(documents[0], [.. documents.Skip(1)]).Document;
    }

    public async Task<DateOnly> DayAsync(string school, DateTimeOffset instant, CancellationToken cancellation) =>
        await CalendarAsync(school, cancellation) is { } calendar ? calendar.DayOf(instant) : DateOnly.FromDateTime(instant.UtcDateTime);
}
