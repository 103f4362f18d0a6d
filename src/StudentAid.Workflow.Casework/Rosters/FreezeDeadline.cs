using System.Globalization;
using StudentAid.Workflow.Casework.Calendars;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Engine.Definitions;

namespace StudentAid.Workflow.Casework.Rosters;

/// <summary>
/// When a list that closes at a deadline is closed: at a moment of every year (<c>freezeAt</c>), or at the end of the n-th day (<c>freezeDay</c>), counted in days,
/// working days or months (<c>freezeUnit</c>) from the term's beginning, the closing of the last window, the last arrival at the list, or the day on which all had arrived (<c>freezeFrom</c>).
/// </summary>
internal sealed record FreezeDeadline(TermMoment? Moment, int Number, string Unit, string From)
{
    public const string InDays = DayUnit.Days;
    public const string InWorkingDays = DayUnit.WorkingDays;
    public const string InMonths = "months";
    public const string FromTerm = "term";
    public const string FromWindow = "window";
    public const string FromArrival = "arrival";
    public const string FromComplete = "complete";

    /// <summary>Null where the activity names no deadline.</summary>
    public static FreezeDeadline? Of(ActivityNode node)
    {
        var (moment, day) = (TermMoment.Parse(node.Input("freezeAt")?.Text ?? ""), (int?)node.Input("freezeDay")?.Value.AsNumber());
        return moment is null && day is null ? null : new FreezeDeadline(moment, day ?? 0, Word(node, "freezeUnit", InDays), Word(node, "freezeFrom", FromTerm));
    }

    /// <summary>In words, for the list's record.</summary>
    public string Said => Moment is not null
        ? $" {Moment.Month} 月 {Moment.Day} 日 {Moment.At.ToString("HH:mm", CultureInfo.InvariantCulture)}"
        : string.Create(CultureInfo.InvariantCulture, $"{FromSaid}{(Unit == InMonths ? "" : "第")} {Number} {(Unit == InMonths ? "个月" : Unit == InWorkingDays ? "个工作日" : "天")}");

    /// <summary>It is counted from what has come to the list itself.</summary>
    public bool CountsArrivals => Moment is null && From is FromArrival or FromComplete;

    private string FromSaid => From switch
    {
        FromWindow => "申请截止后",
        FromArrival => "最后一份申请到达后",
        FromComplete => "全部到齐后",
        _ => Unit == InDays ? "" : "开学后",
    };

    /// <summary>The day on which the last window closed; null while none is set.</summary>
    public static DateOnly? ClosedOn(RoundState round, WorkingDayCalendar calendar) =>
        round.Windows.IsEmpty ? null : calendar.DayOf(round.Windows.Max(w => w.Closes).AddTicks(-1));

    /// <summary>The instant from which the list is due; null while there is nothing from which it could be counted.</summary>
    /// <param name="round">The round.</param>
    /// <param name="calendar">The calendar of the list's unit.</param>
    /// <param name="arrived">The day of the last arrival, or on which all had arrived, where it is counted from that; null while it has not come.</param>
    public DateTimeOffset? Due(RoundState round, WorkingDayCalendar calendar, DateOnly? arrived = null)
    {
        if (Moment is not null)
            return Moment.After(round.TermStart, calendar);
        if (From == FromTerm)
            return calendar.EndOf(Unit == InMonths ? round.TermStart.AddMonths(Number) : calendar.AddDays(round.TermStart, Number, Unit, countStart: true).Day);
        return (CountsArrivals ? arrived : ClosedOn(round, calendar)) is { } day
            ? calendar.EndOf(Unit == InMonths ? day.AddMonths(Number) : calendar.AddDays(day, Number, Unit, countStart: false).Day) : null;
    }

    private static string Word(ActivityNode node, string option, string otherwise) => node.Input(option)?.Text is { Length: > 0 } word ? word : otherwise;
}
