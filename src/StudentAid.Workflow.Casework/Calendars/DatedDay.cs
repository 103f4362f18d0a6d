namespace StudentAid.Workflow.Casework.Calendars;

/// <summary>A computed day. Provisional where a year without published data was counted by its weekdays alone.</summary>
public readonly record struct DatedDay(DateOnly Day, bool Provisional);

/// <summary>A day on which the calendar differs from the plain week, with the holiday's name where the calendar gives one.</summary>
public readonly record struct CalendarException(DateOnly Day, bool IsWorkingDay, string? Name);

/// <summary>How a period is counted: the words of the option <c>unit</c>.</summary>
public static class DayUnit
{
    public const string WorkingDays = "working-days";

    /// <summary>Calendar days (日, 天).</summary>
    public const string Days = "days";

    public static bool IsKnown(string? unit) => unit is WorkingDays or Days;
}
