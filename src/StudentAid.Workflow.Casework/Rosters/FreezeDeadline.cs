using System.Globalization;
using StudentAid.Workflow.Casework.Calendars;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Engine.Definitions;

namespace StudentAid.Workflow.Casework.Rosters;

/// <summary>
/// When a list that closes at a deadline is closed: at a moment of every year (<c>freezeAt</c>), or at the end of the n-th day (<c>freezeDay</c>), counted in days,
/// working days or months (<c>freezeUnit</c>) from the term's beginning or the closing of the last window (<c>freezeFrom</c>).
/// </summary>
internal sealed record FreezeDeadline(TermMoment? Moment, int Number, string Unit, string From)
{
    public const string InDays = DayUnit.Days;
    public const string InWorkingDays = DayUnit.WorkingDays;
    public const string InMonths = "months";
    public const string FromTerm = "term";
    public const string FromWindow = "window";

    /// <summary>Null where the activity names no deadline.</summary>
    public static FreezeDeadline? Of(ActivityNode node)
    {
        var (moment, day) = (TermMoment.Parse(node.Input("freezeAt")?.Text ?? ""), (int?)node.Input("freezeDay")?.Value.AsNumber());
        return moment is null && day is null ? null : new FreezeDeadline(moment, day ?? 0, Word(node, "freezeUnit", InDays), Word(node, "freezeFrom", FromTerm));
    }

    /// <summary>In words, for the list's record.</summary>
    public string Said => Moment is not null
        ? $" {Moment.Month} 月 {Moment.Day} 日 {Moment.At.ToString("HH:mm", CultureInfo.InvariantCulture)}"
        : string.Create(CultureInfo.InvariantCulture, $"{(From == FromWindow ? "申请截止后" : Unit == InDays ? "" : "开学后")}{(Unit == InMonths ? "" : "第")} {Number} {(Unit == InMonths ? "个月" : Unit == InWorkingDays ? "个工作日" : "天")}");

    /// <summary>The instant from which the list is due; null while no window is set from which it could be counted.</summary>
    public DateTimeOffset? Due(RoundState round, WorkingDayCalendar calendar)
    {
        if (Moment is not null)
            return Moment.After(round.TermStart, calendar);
        if (From != FromWindow)
            return calendar.EndOf(Unit == InMonths ? round.TermStart.AddMonths(Number) : calendar.AddDays(round.TermStart, Number, Unit, countStart: true).Day);
        if (round.Windows.IsEmpty)
            return null;
        var closed = calendar.DayOf(round.Windows.Max(w => w.Closes).AddTicks(-1));
        return calendar.EndOf(Unit == InMonths ? closed.AddMonths(Number) : calendar.AddDays(closed, Number, Unit, countStart: false).Day);
    }

    private static string Word(ActivityNode node, string option, string otherwise) => node.Input(option)?.Text is { Length: > 0 } word ? word : otherwise;
}
