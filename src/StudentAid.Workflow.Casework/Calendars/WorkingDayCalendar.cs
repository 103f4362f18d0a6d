using System.Collections.Frozen;
using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Calendars;

/// <summary>
/// Working days of a country or a school as its calendar documents say, immutable. A year without data falls back to Monday to Friday,
/// and what was counted through it is marked provisional. Only the calendar turns days into instants, in its own zone.
/// </summary>
public sealed class WorkingDayCalendar
{
    public static readonly DocumentKind<WorkingDayCalendar> Kind = new("calendar", new Text("工作日历", "Calendar of working days"), (n, d) => CalendarReading.Read(n, d.Id), CalendarSchema.Body, isPinned: false);

    private readonly FrozenSet<int> years;
    private readonly FrozenDictionary<DateOnly, CalendarException> exceptions;
    private readonly TimeZoneInfo zone;

    internal WorkingDayCalendar(string id, TimeZoneInfo zone, IEnumerable<int> years, IEnumerable<CalendarException> exceptions)
    {
        Id = id;
        this.zone = zone;
        this.years = years.ToFrozenSet();
        this.exceptions = exceptions.ToFrozenDictionary(e => e.Day);
    }

    public string Id { get; }

    /// <summary>IANA name of the zone, such as <c>Asia/Shanghai</c>.</summary>
    public string Zone => zone.Id;

    public IEnumerable<int> Years => years.Order();

    internal FrozenDictionary<DateOnly, CalendarException> Exceptions => exceptions;

    internal TimeZoneInfo ZoneInfo => zone;

    /// <summary>
    /// Reads a <c>calendar</c> document and the overlays after it (a school's own days off and on), later ones over earlier ones.
    /// Refused with the codes of <see cref="CalendarCodes"/> and of pack documents.
    /// </summary>
    public static DocumentReading<WorkingDayCalendar> Read(Value document, params IReadOnlyList<Value> overlays) => CalendarReading.Read(document, overlays);

    /// <summary>Whether the year's official days are in the data.</summary>
    public bool Knows(int year) => years.Contains(year);

    public bool IsWorkingDay(DateOnly day) =>
        exceptions.TryGetValue(day, out var exception) ? exception.IsWorkingDay : IsWeekday(day);

    /// <summary>
    /// The last day of a period of <paramref name="days"/> working days. Counting the start, a start that is a working day is day 1;
    /// else day 1 is the first working day after it (民法典 第二百零一条). Nought days end on the start itself.
    /// </summary>
    public DatedDay AddWorkingDays(DateOnly start, int days, bool countStart)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(days);
        if (days == 0)
            return new DatedDay(start, false);
        var day = countStart ? start : start.AddDays(1);
        var provisional = !Knows(day.Year);
        for (var left = IsWorkingDay(day) ? days - 1 : days; left > 0; left -= IsWorkingDay(day) ? 1 : 0)
        {
            day = day.AddDays(1);
            provisional |= !Knows(day.Year);
        }

        return new DatedDay(day, provisional);
    }

    /// <summary>The last day of a period in the unit given. Calendar days are never provisional and may end on a day off.</summary>
    public DatedDay AddDays(DateOnly start, int days, string unit, bool countStart)
    {
        if (string.Equals(unit, DayUnit.WorkingDays, StringComparison.Ordinal))
            return AddWorkingDays(start, days, countStart);
        if (!DayUnit.IsKnown(unit))
            throw new ArgumentException($"Expected '{DayUnit.WorkingDays}' or '{DayUnit.Days}', but it is '{unit}'.", nameof(unit));
        ArgumentOutOfRangeException.ThrowIfNegative(days);
        return new DatedDay(start.AddDays(countStart && days > 0 ? days - 1 : days), false);
    }

    /// <summary>
    /// Working days after <paramref name="from"/> up to and with <paramref name="to"/>: from today to the last day it is what is left
    /// (还剩 n 个), from the posting day to today which day it is. Negative by the days overdue where <paramref name="to"/> lies before.
    /// </summary>
    public int WorkingDaysBetween(DateOnly from, DateOnly to)
    {
        if (to < from)
            return -WorkingDaysBetween(to, from);
        var count = 0;
        for (var day = from; day < to;)
        {
            day = day.AddDays(1);
            count += IsWorkingDay(day) ? 1 : 0;
        }

        return count;
    }

    /// <summary>This day where it is a working day, else the next one (民法典 第二百零三条: a last day off moves on).</summary>
    public DatedDay WorkingDayFrom(DateOnly day) => IsWorkingDay(day) ? new DatedDay(day, !Knows(day.Year)) : AddWorkingDays(day, 1, countStart: false);

    /// <summary>
    /// The last working day on which a period of <paramref name="days"/> can begin and still end on or before <paramref name="limit"/>.
    /// </summary>
    public DatedDay LastPostingDay(DateOnly limit, int days, string unit, bool countStart)
    {
        var provisional = false;
        for (var day = limit; ; day = day.AddDays(-1))
        {
            provisional |= !Knows(day.Year);
            if (IsWorkingDay(day) && AddDays(day, days, unit, countStart).Day <= limit)
                return new DatedDay(day, provisional);
        }
    }

    /// <summary>The days between the two, both included, that differ from the plain week: "中秋节休 1 天".</summary>
    public ImmutableArray<CalendarException> ExceptionsBetween(DateOnly from, DateOnly to) =>
        [.. exceptions.Values.Where(e => e.Day >= from && e.Day <= to).OrderBy(e => e.Day)];

    /// <summary>The first instant of a day in the calendar's zone, as UTC.</summary>
    public DateTimeOffset StartOf(DateOnly day)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        var offset = zone.IsAmbiguousTime(midnight) ? zone.GetAmbiguousTimeOffsets(midnight).Max() : zone.GetUtcOffset(midnight);
        return new DateTimeOffset(midnight, offset).ToUniversalTime();
    }

    /// <summary>24:00 of a day, which is the first instant of the next: exclusive, as UTC.</summary>
    public DateTimeOffset EndOf(DateOnly day) => StartOf(day.AddDays(1));

    /// <summary>The day on which an instant falls in the calendar's zone.</summary>
    public DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, zone).DateTime);

    /// <summary>The time of day at an instant in the calendar's zone.</summary>
    public TimeOnly ClockAt(DateTimeOffset instant) => TimeOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, zone).DateTime);

    internal static bool IsWeekday(DateOnly day) => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);
}
