using System.Globalization;
using StudentAid.Workflow.Casework.Calendars;

namespace StudentAid.Workflow.Server.Hosting;

/// <summary>
/// The demonstration's clock: it runs like the real one, but from an instant of its own, and can be set forward. Where it stands against the
/// real one is kept in a file, so that a restart goes on from there.
/// </summary>
public sealed class DemoClock : TimeProvider
{
    /// <summary>Tuesday, 22 September 2026, 10:00 in China.</summary>
    public static readonly DateTimeOffset Start = new(2026, 9, 22, 2, 0, 0, TimeSpan.Zero);

    private readonly TimeProvider real;
    private readonly string? file;
    private readonly Lock gate = new();
    private TimeSpan ahead;

    public DemoClock(TimeProvider real, DateTimeOffset start, string? file = null)
    {
        (this.real, this.file) = (real, file);
        ahead = Kept(file) ?? start - real.GetUtcNow();
    }

    /// <summary>Called after the clock was set forward.</summary>
    public Action Moved { get; init; } = () => { };

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
            return real.GetUtcNow() + ahead;
    }

    public override long GetTimestamp() => real.GetTimestamp();

    /// <summary>Sets the clock to a later instant; an earlier one is refused, for what has happened has happened.</summary>
    public void MoveTo(DateTimeOffset instant)
    {
        lock (gate)
        {
            if (instant < real.GetUtcNow() + ahead)
                throw new ArgumentOutOfRangeException(nameof(instant), instant, "Expected a later instant than the clock shows.");
            ahead = instant - real.GetUtcNow();
            if (file is not null)
                File.WriteAllText(file, ahead.Ticks.ToString(CultureInfo.InvariantCulture));
        }

        Moved();
    }

    public void Advance(TimeSpan by) => MoveTo(GetUtcNow() + by);

    /// <summary>The same hour of the next working day; where the calendar knows none within a year, the next day.</summary>
    public static DateTimeOffset NextWorkingDay(WorkingDayCalendar calendar, DateTimeOffset now)
    {
        var days = Enumerable.Range(1, 366).FirstOrDefault(n => calendar.IsWorkingDay(calendar.DayOf(now.AddDays(n))), 1);
        return now.AddDays(days);
    }

    private static TimeSpan? Kept(string? file) =>
        file is not null && File.Exists(file) && long.TryParse(File.ReadAllText(file), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var ticks)
            ? new TimeSpan(ticks)
            : null;
}
