using StudentAid.Workflow.Casework.Archiving;
using StudentAid.Workflow.Casework.Scoring;

namespace StudentAid.Workflow.Casework.Prints;

/// <summary>结果告知: of a determined person the level, of another the coded reason with its article; who answers a reconsideration is the unit's own word.</summary>
public static class LetterSheet
{
    public static PrintData Of(DecidedList list, DecidedRow row, string authority, int noticeDays, DateOnly day)
    {
        var reason = list.Scale?.NotDetermined.Reasons.FirstOrDefault(r => r.Id == row.History.Reason);
        return PersonOf(list, row).With(
            ("caseNumber", row.History.Number), ("level", row.IsDetermined ? MeetingSheet.LevelOf(list.Scale, row.History.Level) : ""),
            ("reason", row.IsDetermined ? "" : reason?.Name.ZhCn ?? ""), ("article", row.IsDetermined ? "" : reason?.Article ?? ""), ("authority", authority),
            ("noticeDays", noticeDays > 0 ? noticeDays.ToString(System.Globalization.CultureInfo.InvariantCulture) : ""), ("day", ApplicationSheet.DayOf(day)));
    }

    internal static PrintData PersonOf(DecidedList list, DecidedRow row) => PrintData.Empty.With(
        ("schoolYear", list.State.SchoolYear), ("name", row.Name), ("school", row.Place.School), ("department", row.Place.Department), ("class", row.Place.Class),
        ("grade", row.Person?.Content["grade"].AsText() ?? ""), ("major", row.Person?.Content["major"].AsText() ?? ""));
}

/// <summary>认定汇总表 of a class, department or school: who, the suggested and the final level, and the counts of the units below.</summary>
public static class SummarySheet
{
    public static PrintData Of(DecidedList list, string unit, DateOnly day)
    {
        var rows = list.Determined.ToList();
        string Level(string id, Scale? scale) => MeetingSheet.LevelOf(scale, id);
        return PrintData.Empty
            .With(("school", list.School?.Name.ZhCn ?? ""), ("unit", unit), ("schoolYear", list.State.SchoolYear), ("round", list.State.Name), ("counts", list.Counts(rows)),
                ("total", Count(rows.Count)), ("day", ApplicationSheet.DayOf(day)))
            .WithTable("entries", rows.Select((r, i) => PrintRow.Of(
                ("number", Count(i + 1)), ("name", r.Name), ("department", r.Place.Department), ("class", r.Place.Class), ("suggested", Level(r.History.Suggested, list.Scale)),
                ("level", Level(r.History.Level, list.Scale)), ("change", r.History.Suggested == r.History.Level ? "" : "有调整"))))
            .WithTable("units", rows.GroupBy(r => (r.Place.Department, r.Place.Class)).Select(g => PrintRow.Of(
                ("unit", g.Key.Department + g.Key.Class), ("counts", list.Counts(g)), ("total", Count(g.Count())))));
    }

    private static string Count(int count) => count.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
