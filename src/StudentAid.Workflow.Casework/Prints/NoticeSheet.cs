using System.Globalization;
using StudentAid.Workflow.Casework.Publicity;

namespace StudentAid.Workflow.Casework.Prints;

/// <summary>公示表: only what a <see cref="NoticeEntry"/> holds.</summary>
public static class NoticeSheet
{
    public static PrintData Of(Notice notice) => PrintData.Empty
        .With(("title", notice.Title), ("unit", notice.Unit), ("posted", ApplicationSheet.DayOf(notice.Posted)), ("lastDay", ApplicationSheet.DayOf(notice.LastDay)))
        .WithTable("entries", notice.Entries.Select((e, i) => PrintRow.Of(
            ("number", (i + 1).ToString(CultureInfo.InvariantCulture)), ("name", e.Name), ("school", e.School), ("department", e.Department), ("class", e.Class),
            ("grade", e.Grade), ("major", e.Major), ("level", e.Level))));
}
