using System.Globalization;
using System.Numerics;

namespace StudentAid.Workflow.Engine.Activities.Timing;

/// <summary>
/// A cron text: minute hour day month weekday, with seconds before them in the six-field form. Fields take *, ?, lists, ranges, steps and the
/// English names of months and weekdays; where both day and weekday are restricted either matches, as in crontab. Instants are UTC.
/// </summary>
public sealed class CronSchedule
{
    private const int YearsAhead = 30;
    private static readonly string[] Months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
    private static readonly string[] Weekdays = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

    private readonly ulong seconds, minutes, hours, days, months, weekdays;
    private readonly bool anyDay, anyWeekday;

    private CronSchedule(ulong[] fields, bool anyDay, bool anyWeekday)
    {
        (seconds, minutes, hours, days, months, weekdays) = (fields[0], fields[1], fields[2], fields[3], fields[4], fields[5]);
        (this.anyDay, this.anyWeekday) = (anyDay, anyWeekday);
    }

    /// <summary>Null where the text is not a cron text.</summary>
    public static CronSchedule? Parse(string text)
    {
        var parts = text.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 5)
            parts = ["0", .. parts];
        if (parts.Length != 6)
            return null;
        var fields = new[]
        {
            Field(parts[0], 0, 59, null), Field(parts[1], 0, 59, null), Field(parts[2], 0, 23, null),
            Field(parts[3], 1, 31, null), Field(parts[4], 1, 12, Months), Field(parts[5], 0, 7, Weekdays),
        };
        if (fields.Any(f => f is null or 0))
            return null;
        // Sunday is 0 or 7.
        if ((fields[5]!.Value & (1UL << 7)) != 0)
            fields[5] |= 1;
        return new CronSchedule([.. fields.Select(f => f!.Value)], parts[3] is "*" or "?", parts[5] is "*" or "?");
    }

    /// <summary>The first instant after the given one; null where there is none within thirty years.</summary>
    public DateTimeOffset? Next(DateTimeOffset after)
    {
        var at = after.ToUniversalTime();
        at = new DateTimeOffset(at.Year, at.Month, at.Day, at.Hour, at.Minute, at.Second, TimeSpan.Zero).AddSeconds(1);
        var last = at.AddYears(YearsAhead);
        while (at < last)
        {
            if (!Has(months, at.Month))
                at = new DateTimeOffset(at.Year, at.Month, 1, 0, 0, 0, TimeSpan.Zero).AddMonths(1);
            else if (!IsDay(at))
                at = new DateTimeOffset(at.Year, at.Month, at.Day, 0, 0, 0, TimeSpan.Zero).AddDays(1);
            else if (!Has(hours, at.Hour))
                at = new DateTimeOffset(at.Year, at.Month, at.Day, at.Hour, 0, 0, TimeSpan.Zero).AddHours(1);
            else if (!Has(minutes, at.Minute))
                at = new DateTimeOffset(at.Year, at.Month, at.Day, at.Hour, at.Minute, 0, TimeSpan.Zero).AddMinutes(1);
            else if (!Has(seconds, at.Second))
                at = at.AddSeconds(BitOperations.TrailingZeroCount(seconds >> at.Second) is var wait && wait < 60 - at.Second ? wait : 60 - at.Second);
            else
                return at;
        }

        return null;
    }

    private bool IsDay(DateTimeOffset at)
    {
        var day = Has(days, at.Day);
        var weekday = Has(weekdays, (int)at.DayOfWeek);
        return anyDay || anyWeekday ? day && weekday : day || weekday;
    }

    private static bool Has(ulong field, int value) => (field & (1UL << value)) != 0;

    private static ulong? Field(string text, int low, int high, string[]? names)
    {
        ulong bits = 0;
        foreach (var part in text.Split(','))
        {
            var step = part.Split('/');
            if (step.Length > 2 || Range(step[0], low, high, names) is not var (from, to))
                return null;
            var by = 1;
            if (step.Length == 2 && (!int.TryParse(step[1], NumberStyles.None, CultureInfo.InvariantCulture, out by) || by < 1))
                return null;
            if (step.Length == 2 && from == to && step[0] is not ("*" or "?"))
                to = high;
            for (var value = from; value <= to; value += by)
                bits |= 1UL << value;
        }

        return bits;
    }

    private static (int From, int To)? Range(string text, int low, int high, string[]? names)
    {
        if (text is "*" or "?")
            return (low, high);
        var ends = text.Split('-');
        if (ends.Length > 2 || Number(ends[0], low, high, names) is not { } from)
            return null;
        return ends.Length == 1 ? (from, from) : Number(ends[1], low, high, names) is { } to && to >= from ? (from, to) : null;
    }

    private static int? Number(string text, int low, int high, string[]? names)
    {
        var named = names is null ? -1 : Array.FindIndex(names, n => string.Equals(n, text, StringComparison.OrdinalIgnoreCase));
        if (named >= 0)
            return named + (names!.Length == 12 ? 1 : 0);
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= low && number <= high ? number : null;
    }
}
