using System.Collections.Immutable;
using System.Globalization;
using StudentAid.Workflow.Casework.Calendars;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Publicity;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Execution;

namespace StudentAid.Workflow.Casework.Applications;

/// <summary>
/// The hours of a day in which applications are taken, written <c>07:30-20:00</c> (from, inclusive, until, exclusive; <c>24:00</c> is the end of the day), in the
/// zone of the calendar that holds at the unit. Hours over midnight are written the other way round: <c>20:00-06:00</c>; several with commas between; on working
/// days alone with <c>working-days</c> before them.
/// </summary>
public sealed record ServiceHours(ImmutableArray<(TimeOnly From, TimeOnly Until)> Spans, bool WorkingDays)
{
    private const string OnWorkingDays = DayUnit.WorkingDays + " ";

    /// <summary>Null where the text is none.</summary>
    public static ServiceHours? Parse(string text)
    {
        var working = text.StartsWith(OnWorkingDays, StringComparison.Ordinal);
        var spans = (working ? text[OnWorkingDays.Length..] : text).Split(',').Select(Span).ToList();
        return spans.Contains(null) ? null : new ServiceHours([.. spans.Select(s => s!.Value)], working);
    }

    public bool Contains(TimeOnly time) => Spans.Any(s => time.IsBetween(s.From, s.Until));

    /// <summary>Whether it is open at an instant.</summary>
    public bool Contains(DateTimeOffset now, WorkingDayCalendar calendar) =>
        Contains(calendar.ClockAt(now)) && (!WorkingDays || calendar.IsWorkingDay(calendar.DayOf(now)));

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
        return open.Contains(context.Now, calendar) ? null : ActivityResult.Refused(ApplicationCodes.OutsideHours.With(("hours", hours)));
    }

    private static (TimeOnly From, TimeOnly Until)? Span(string text) =>
        text.Trim().Split('-') is [var from, var until] && Clock(from) is { } opens && Clock(until == "24:00" ? "00:00" : until) is { } closes && opens != closes ? (opens, closes) : null;

    private static TimeOnly? Clock(string text) =>
        TimeOnly.TryParseExact(text.Trim(), "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;
}
