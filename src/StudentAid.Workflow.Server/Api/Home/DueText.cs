using System.Globalization;
using StudentAid.Workflow.Casework.Calendars;

namespace StudentAid.Workflow.Server.Api.Home;

/// <summary>What is left until a due instant, counted in working days and said as a person says it. Without a calendar nothing is said.</summary>
public sealed record DueText(string Text, bool Overdue, int WorkingDays)
{
    public static DueText? Of(WorkingDayCalendar? calendar, DateTimeOffset now, DateTimeOffset? due, bool english)
    {
        if (calendar is null || due is not { } at)
            return null;
        // An exclusive end at 00:00 of the 25th is 24:00 of the 24th.
        var (today, last) = (calendar.DayOf(now), calendar.DayOf(at.AddMilliseconds(-1)));
        var left = calendar.WorkingDaysBetween(today, last);
        return now >= at ? new DueText(Late(-left, english), true, left) : new DueText(Left(today, last, left, english), false, left);
    }

    private static string Left(DateOnly today, DateOnly last, int left, bool english) =>
        last == today ? english ? "due today" : "今天到期"
        : left == 0 ? english ? $"due on {last.ToString("d MMMM", CultureInfo.InvariantCulture)}" : Say($"{last.Month} 月 {last.Day} 日到期")
        : english ? Say($"{left} working {(left == 1 ? "day" : "days")} left") : Say($"还剩 {left} 个工作日");

    private static string Late(int days, bool english) =>
        days <= 0 ? english ? "overdue" : "已到期"
        : english ? Say($"{days} working {(days == 1 ? "day" : "days")} overdue") : Say($"已超期 {days} 个工作日");

    private static string Say(FormattableString text) => FormattableString.Invariant(text);
}
