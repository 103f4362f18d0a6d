using System.Globalization;
using StudentAid.Workflow.Casework.Calendars;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Publicity;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Execution;

namespace StudentAid.Workflow.Casework.Applications;

/// <summary>
/// The hours of a day in which applications are taken, written <c>07:30-20:00</c> (from, inclusive, until, exclusive; <c>24:00</c> is the end of the day), in the
/// zone of the calendar that holds at the unit. Hours over midnight are written the other way round: <c>20:00-06:00</c>.
/// </summary>
public sealed record ServiceHours(TimeOnly From, TimeOnly Until)
{
    /// <summary>Null where the text is none.</summary>
    public static ServiceHours? Parse(string text) =>
        text.Split('-') is [var from, var until] && Clock(from) is { } opens && Clock(until == "24:00" ? "00:00" : until) is { } closes && opens != closes
            ? new ServiceHours(opens, closes) : null;

    public bool Contains(TimeOnly time) => time.IsBetween(From, Until);

    /// <summary>Null where it is open at this instant at the unit; else the refusal, what is asked for, or the fault of the document.</summary>
    internal static ActivityResult? Refuse(ActivityContext context, string hours, string unit)
    {
        if (hours.Length == 0)
            return null;
        if (Parse(hours) is not { } open)
            return ActivityResult.Faulted(ApplicationCodes.HoursUnfit.With(("hours", hours)));
        var key = new FactKey(RosterFacts.Calendar, unit);
        if (context.Fact(key) is not { } fact)
            return ActivityResult.Needs([key]);
        var documents = fact.Value["documents"].Items;
        if (documents.IsEmpty || WorkingDayCalendar.Read(documents[0], [.. documents.Skip(1)]).Document is not { } calendar)
            return ActivityResult.Refused(PublicityCodes.NoCalendar);
        return open.Contains(calendar.ClockAt(context.Now)) ? null : ActivityResult.Refused(ApplicationCodes.OutsideHours.With(("hours", hours)));
    }

    private static TimeOnly? Clock(string text) =>
        TimeOnly.TryParseExact(text.Trim(), "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;
}
