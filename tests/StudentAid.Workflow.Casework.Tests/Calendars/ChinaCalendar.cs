using System.Globalization;
using StudentAid.Workflow.Casework.Calendars;
using StudentAid.Workflow.Casework.Tests.Packs;

namespace StudentAid.Workflow.Casework.Tests.Calendars;

public static class ChinaCalendar
{
    public static readonly WorkingDayCalendar Instance =
        WorkingDayCalendar.Read(Repository.Json("workflows/calendars/cn-workdays.json")).Good();

    public static DateOnly Day(string iso) => DateOnly.ParseExact(iso, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static DateTimeOffset Instant(string iso) => DateTimeOffset.Parse(iso, CultureInfo.InvariantCulture);
}
