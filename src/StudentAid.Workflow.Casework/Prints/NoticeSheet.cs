using System.Globalization;
using StudentAid.Workflow.Casework.Publicity;

namespace StudentAid.Workflow.Casework.Prints;

/// <summary>公示表: only what a <see cref="NoticeEntry"/> holds.</summary>
public static class NoticeSheet
{
    public static PrintData Of(Notice notice) => PrintData.Empty
        .With(("title", notice.Title), ("unit", notice.Unit), ("posted", ApplicationSheet.DayOf(notice.Posted)), ("lastDay", ApplicationSheet.DayOf(notice.LastDay)),
            ("contacts", Said(notice.Contacts)), ("errata", string.Join("；", notice.Errata.Select(Said))))
        .WithTable("entries", notice.Entries.Select((e, i) => PrintRow.Of(
            ("number", (i + 1).ToString(CultureInfo.InvariantCulture)), ("name", e.Name), ("school", e.School), ("department", e.Department), ("class", e.Class),
            ("grade", e.Grade), ("major", e.Major), ("level", e.Level))));

    /// <summary>Who hears objections, in words; "" where nobody's telephone is on record.</summary>
    public static string Said(IEnumerable<NoticeContact> contacts) => string.Join("，", contacts.Select(c => $"{c.Name} {c.Telephone}"));

    /// <summary>An erratum in words, as it stands below a notice: a line that came later belongs to the same period.</summary>
    public static string Said(NoticeErratum erratum) =>
        $"{ApplicationSheet.DayOf(erratum.Day)}更正：{(erratum.Column == "name" ? "" : $"{erratum.Name}的")}{ColumnName(erratum.Column)}“{erratum.Was}”应为“{erratum.Now}”，系笔误，公示期不变";

    public static string ColumnName(string column) => column switch
    {
        "name" => "姓名", "school" => "学校", "department" => "院（系）", "class" => "班级", "grade" => "年级", "major" => "专业", _ => "等级",
    };
}
