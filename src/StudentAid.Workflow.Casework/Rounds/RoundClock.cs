using StudentAid.Workflow.Casework.Calendars;

namespace StudentAid.Workflow.Casework.Rounds;

/// <summary>
/// The days in which a round must be finished (实施办法 第十五条: 60 calendar days from the start of the school year; a last day off does not move).
/// </summary>
public sealed record RoundClock(DateOnly TermStart, int Days, bool CountTermStart)
{
    /// <summary>The last day on which the round is on time.</summary>
    public DateOnly Deadline => TermStart.AddDays(CountTermStart ? Days - 1 : Days);

    /// <summary>Days gone on <paramref name="today"/> ("60 天已过 21 天"); nought before the term, more than <see cref="Days"/> when late.</summary>
    public int DaysPassed(DateOnly today) => Math.Max(0, today.DayNumber - TermStart.DayNumber + (CountTermStart ? 1 : 0));

    /// <summary>Days left after <paramref name="today"/>; negative by the days overdue.</summary>
    public int DaysLeft(DateOnly today) => Deadline.DayNumber - today.DayNumber;

    public bool IsLate(DateOnly today) => today > Deadline;

    /// <summary>The last working day on which a publicity of this length can be posted and end in time ("最迟 10 月 23 日张贴公示").</summary>
    public DatedDay LastPostingDay(WorkingDayCalendar calendar, int days, string unit, bool countPostingDay) =>
        calendar.LastPostingDay(Deadline, days, unit, countPostingDay);
}
