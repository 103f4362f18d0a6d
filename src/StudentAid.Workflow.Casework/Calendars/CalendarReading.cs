using System.Globalization;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Calendars;

/// <summary>
/// Calendar documents. The base lists the exceptions of whole years (<c>years.2026.offOnWeekday</c>, <c>workOnWeekend</c>, <c>names</c>,
/// <c>workdays</c> as a check). Any document may add <c>off</c> and <c>work</c>: days, or spans <c>{ "from", "to", "name" }</c>, as a school does
/// with its vacations; such days make no year known.
/// </summary>
internal sealed class CalendarReading(List<Rejection> refusals)
{
    private readonly Dictionary<DateOnly, CalendarException> exceptions = [];
    private readonly HashSet<int> years = [];

    public static Reading<WorkingDayCalendar> Read(Value document, IReadOnlyList<Value> overlays)
    {
        var refusals = new List<Rejection>();
        var reading = new CalendarReading(refusals);
        var fields = DocumentFields.Of(document, "calendar", refusals);
        var zone = Zone(fields.Text("zone"), refusals);
        var id = fields.Text("id");
        reading.Take(fields);
        foreach (var overlay in overlays.Select(o => DocumentFields.Of(o, "calendar", refusals)))
        {
            if (overlay.OptionalText("zone") is { } other && !string.Equals(other, zone.Id, StringComparison.Ordinal))
                refusals.Add(CalendarCodes.ZoneDiffers.With(("zone", other), ("expected", zone.Id)));
            reading.Take(overlay);
        }

        return Reading.Of(refusals, () => new WorkingDayCalendar(id, zone, reading.years, reading.exceptions.Values));
    }

    private static TimeZoneInfo Zone(string id, List<Rejection> refusals)
    {
        if (TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone))
            return zone;
        refusals.Add(CalendarCodes.ZoneUnknown.With(("zone", id)));
        return TimeZoneInfo.Utc;
    }

    private void Take(DocumentFields document)
    {
        foreach (var (name, fields) in document.Members("years"))
            TakeYear(name, fields);
        TakeSpans(document, "work", true);
        TakeSpans(document, "off", false);
    }

    private void TakeYear(string name, DocumentFields fields)
    {
        if (name.Length != 4 || !int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var year) || year < 1900)
        {
            refusals.Add(CalendarCodes.YearWrong.With(("year", name)));
            return;
        }

        years.Add(year);
        foreach (var earlier in exceptions.Keys.Where(d => d.Year == year).ToList())
            exceptions.Remove(earlier);
        var names = Names(fields);
        TakeDays(fields.Days("offOnWeekday"), year, false, names);
        TakeDays(fields.Days("workOnWeekend"), year, true, names);
        Check(year, fields);
    }

    private static Dictionary<DateOnly, string> Names(DocumentFields fields)
    {
        var names = new Dictionary<DateOnly, string>();
        foreach (var (holiday, _) in fields.Members("names"))
        {
            foreach (var day in new DocumentFields(fields.Value["names"], "names", []).Days(holiday))
                names[day] = holiday;
        }

        return names;
    }

    private void TakeDays(IEnumerable<DateOnly> days, int year, bool working, Dictionary<DateOnly, string> names)
    {
        foreach (var day in days)
        {
            if (day.Year != year)
                refusals.Add(CalendarCodes.DayOutsideYear.With(("day", Iso(day)), ("year", year)));
            else if (WorkingDayCalendar.IsWeekday(day) == working)
                refusals.Add((working ? CalendarCodes.NotAWeekend : CalendarCodes.NotAWeekday).With(("day", Iso(day))));
            else if (!exceptions.TryAdd(day, new CalendarException(day, working, names.GetValueOrDefault(day))))
                refusals.Add(CalendarCodes.DayRepeated.With(("day", Iso(day))));
        }
    }

    private void Check(int year, DocumentFields fields)
    {
        if (!fields.Has("workdays"))
            return;
        var calendar = new WorkingDayCalendar("", TimeZoneInfo.Utc, years, exceptions.Values);
        var found = calendar.WorkingDaysBetween(new DateOnly(year - 1, 12, 31), new DateOnly(year, 12, 31));
        var expected = fields.Whole("workdays", found);
        if (found != expected)
            refusals.Add(CalendarCodes.WorkdaysDiffer.With(("year", year), ("expected", expected), ("found", found)));
    }

    private void TakeSpans(DocumentFields document, string name, bool working)
    {
        foreach (var item in document.Objects(name))
        {
            var single = DocumentFields.AsDay(item.Value);
            var from = single ?? item.OptionalDay("from");
            var to = single ?? item.OptionalDay("to") ?? from;
            if (from is null || to is null)
                document.Wrong(name, "list of days or of spans from, to, name");
            else if (to < from)
                refusals.Add(CalendarCodes.SpanBackwards.With(("from", Iso(from.Value)), ("to", Iso(to.Value))));
            else
                TakeSpan(from.Value, to.Value, working, item.OptionalText("name"));
        }
    }

    private void TakeSpan(DateOnly from, DateOnly to, bool working, string? name)
    {
        for (var day = from; day <= to; day = day.AddDays(1))
            exceptions[day] = new CalendarException(day, working, name);
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
