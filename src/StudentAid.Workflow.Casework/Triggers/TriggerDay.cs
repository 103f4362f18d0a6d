using StudentAid.Workflow.Casework.Calendars;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Engine.Execution;

namespace StudentAid.Workflow.Casework.Triggers;

/// <summary>Which day it is where an instance begins: by the calendar that holds at the unit, and by UTC where none is loaded.</summary>
internal static class TriggerDay
{
    public static FactKey FactOf(string unit) => new(RosterFacts.Calendar, unit);

    public static DateOnly Of(Fact calendar, DateTimeOffset now)
    {
        var documents = calendar.Value["documents"].Items;
        return !documents.IsEmpty && WorkingDayCalendar.Read(documents[0], [.. documents.Skip(1)]).Document is { } read ? read.DayOf(now) : DateOnly.FromDateTime(now.UtcDateTime);
    }
}
