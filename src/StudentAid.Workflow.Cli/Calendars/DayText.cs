using System.Globalization;
using StudentAid.Workflow.Casework.Calendars;
using StudentAid.Workflow.Cli.Terminals;
using StudentAid.Workflow.Engine.Definitions;

namespace StudentAid.Workflow.Cli.Calendars;

/// <summary>Days and days off in words.</summary>
internal static class DayText
{
    private static readonly CultureInfo Chinese = CultureInfo.GetCultureInfo("zh-CN");
    private static readonly Text Off = new("放假：{0} {1}", "Off: {0} {1}");
    private static readonly Text Unnamed = new("其他休息日", "other days off");
    private static readonly Text Work = new("调休上班：{0}", "Working at a weekend: {0}");

    public static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>"2026-09-28 星期一", "2026-09-28 Monday".</summary>
    public static string WithWeekday(DateOnly day, Terminal terminal) =>
        $"{Iso(day)} {day.ToString("dddd", terminal.Language == "zh-CN" ? Chinese : CultureInfo.InvariantCulture)}";

    /// <summary>One line for each holiday with its days, one for the weekends that are worked.</summary>
    public static IEnumerable<string> Lines(IEnumerable<CalendarException> exceptions, Terminal terminal)
    {
        var all = exceptions.ToList();
        foreach (var holiday in all.Where(e => !e.IsWorkingDay).GroupBy(e => e.Name ?? terminal.Say(Unnamed), StringComparer.Ordinal))
            yield return string.Format(null, terminal.Say(Off), holiday.Key, Days(holiday));
        if (all.Exists(e => e.IsWorkingDay))
            yield return string.Format(null, terminal.Say(Work), Days(all.Where(e => e.IsWorkingDay)));
    }

    private static string Days(IEnumerable<CalendarException> days) => string.Join(", ", days.Select(d => Iso(d.Day)));
}
