using System.Globalization;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Calendars;

/// <summary>
/// Calendar documents. The base lists the exceptions of whole years (<c>years.2026.offOnWeekday</c>, <c>workOnWeekend</c>, <c>names</c>,
/// <c>workdays</c> as a check). Any document may add <c>off</c> and <c>work</c>: days, or spans <c>{ "from", "to", "name" }</c>, as a school does
/// with its vacations; such days make no year known.
/// </summary>
internal sealed class CalendarReading
{
    private readonly Dictionary<DateOnly, CalendarException> exceptions = [];
    private readonly HashSet<int> years = [];

    /// <summary>A calendar with others over it; each is one that is kept.</summary>
    public static DocumentReading<WorkingDayCalendar> Read(Value document, IReadOnlyList<Value> overlays)
    {
        var findings = new Findings();
        var kind = WorkingDayCalendar.Kind.Name;
        var first = PackReader.Kept(document, kind, findings);
        var calendar = Read(new DocumentNode(first.Body, "", findings), first.Id, [.. overlays.Select(o => new DocumentNode(PackReader.Kept(o, kind, findings).Body, "", findings))]);
        return new DocumentReading<WorkingDayCalendar>(findings.HasErrors ? null : calendar, findings.All);
    }

    public static WorkingDayCalendar Read(DocumentNode document, string id, params ReadOnlySpan<DocumentNode> overlays)
    {
        var reading = new CalendarReading();
        var zone = Zone(document);
        reading.Take(document);
        foreach (var overlay in overlays)
        {
            if (overlay.OptionalText("zone") is { } other && !string.Equals(other, zone.Id, StringComparison.Ordinal))
                overlay.Error(CalendarCodes.ZoneDiffers, "zone", ("zone", other), ("expected", zone.Id));
            reading.Take(overlay);
        }

        return new WorkingDayCalendar(id, zone, reading.years, reading.exceptions.Values);
    }

    private static TimeZoneInfo Zone(DocumentNode document)
    {
        var id = document.RequiredText("zone");
        // The system has a zone without a name, too.
        if (id.Length > 0 && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone))
            return zone;
        if (document.Value["zone"].AsText() is not null)
            document.Error(CalendarCodes.ZoneUnknown, "zone", ("zone", id));
        return TimeZoneInfo.Utc;
    }

    private void Take(DocumentNode document)
    {
        foreach (var (name, year) in document.Members("years"))
            TakeYear(name, year);
        TakeSpans(document, "work", true);
        TakeSpans(document, "off", false);
        document.Close();
    }

    private void TakeYear(string name, DocumentNode node)
    {
        if (name.Length != 4 || !int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var year) || year < 1900)
        {
            node.Findings.Error(CalendarCodes.YearWrong, node.Pointer, ("year", name));
            return;
        }

        if (!node.IsRecord())
            return;
        years.Add(year);
        foreach (var earlier in exceptions.Keys.Where(d => d.Year == year).ToList())
            exceptions.Remove(earlier);
        var names = Names(node);
        TakeDays(node, "offOnWeekday", year, false, names);
        TakeDays(node, "workOnWeekend", year, true, names);
        _ = node.Texts("papers");
        Check(year, node);
        node.Close();
    }

    private static Dictionary<DateOnly, string> Names(DocumentNode year)
    {
        var names = new Dictionary<DateOnly, string>();
        if (year.Child("names") is not { Value: RecordValue holidays } child)
            return names;
        foreach (var (holiday, _) in holidays.Members)
        {
            foreach (var day in child.Days(holiday))
                names[day] = holiday;
        }

        return names;
    }

    private void TakeDays(DocumentNode node, string name, int year, bool working, Dictionary<DateOnly, string> names)
    {
        foreach (var day in node.Days(name))
        {
            if (day.Year != year)
                node.Error(CalendarCodes.DayOutsideYear, name, ("day", Iso(day)), ("year", year));
            else if (WorkingDayCalendar.IsWeekday(day) == working)
                node.Error(working ? CalendarCodes.NotAWeekend : CalendarCodes.NotAWeekday, name, ("day", Iso(day)));
            else if (!exceptions.TryAdd(day, new CalendarException(day, working, names.GetValueOrDefault(day))))
                node.Error(CalendarCodes.DayRepeated, name, ("day", Iso(day)));
        }
    }

    private void Check(int year, DocumentNode node)
    {
        if (node.OptionalWhole("workdays", 0, 366) is not { } expected)
            return;
        var calendar = new WorkingDayCalendar("", TimeZoneInfo.Utc, years, exceptions.Values);
        var found = calendar.WorkingDaysBetween(new DateOnly(year - 1, 12, 31), new DateOnly(year, 12, 31));
        if (found != expected)
            node.Error(CalendarCodes.WorkdaysDiffer, "workdays", ("year", year), ("expected", expected), ("found", found));
    }

    private void TakeSpans(DocumentNode document, string name, bool working)
    {
        foreach (var item in document.Children(name))
        {
            if (item.Value.AsDay() is { } single)
                TakeSpan(single, single, working, null);
            else if (item.IsRecord())
                TakeSpan(item, working);
        }
    }

    private void TakeSpan(DocumentNode item, bool working)
    {
        var from = item.Day("from");
        var to = item.OptionalDay("to") ?? from;
        var name = item.OptionalText("name");
        item.Close();
        if (to < from)
            item.Findings.Error(CalendarCodes.SpanBackwards, item.Pointer, ("from", Iso(from)), ("to", Iso(to)));
        else if (from != default)
            TakeSpan(from, to, working, name);
    }

    private void TakeSpan(DateOnly from, DateOnly to, bool working, string? name)
    {
        for (var day = from; day <= to; day = day.AddDays(1))
            exceptions[day] = new CalendarException(day, working, name);
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
