using System.Globalization;
using StudentAid.Workflow.Casework.Archiving;
using StudentAid.Workflow.Casework.Prints;

namespace StudentAid.Workflow.Casework.Records;

/// <summary>A decision record in plain Chinese for the family: what the level rests on, who decided it, how it was shown and what can be done about it.</summary>
internal static class RecordSheet
{
    public static PrintData Of(DecidedList list, DecidedRow row, DecisionRecord record, DateOnly day, Func<DateTimeOffset, string> dayOf) => LetterSheet.PersonOf(list, row)
        .With(
            ("caseNumber", record.Number), ("level", record.LevelName.ZhCn), ("total", record.Scores is [.., var score] ? Number(score.Total) : ""),
            ("suggested", record.Scores is [.., var suggested] ? suggested.SuggestedName.ZhCn : ""), ("table", record.Scores is [.., var table] ? table.Table : ""),
            ("submitted", record.SubmittedAt is { } at ? dayOf(at) : ""), ("head", $"{record.Events} / {record.Head}"), ("day", ApplicationSheet.DayOf(day)))
        .WithTable("points", record.Scores is [.., var last] ? last.Points.Select(p => PrintRow.Of(("name", p.Name.ZhCn), ("points", Number(p.Points)), ("detail", p.Detail))) : [])
        .WithTable("checks", record.Checks.Select(c => PrintRow.Of(("method", MethodOf(c.Method)), ("day", c.Day), ("finding", c.Finding))))
        .WithTable("stages", record.Stages.Select(s => PrintRow.Of(
            ("activity", s.Title.ZhCn), ("level", s.Outcome == "Returned" ? "退回" : s.LevelName.ZhCn), ("change", s.Corrected ? "有调整" : s.Standing ? "" : "后被退回"), ("opinion", s.Opinion),
            ("vote", s.Vote is { } v ? $"到会 {v.Present} 人，同意 {v.Agree}、不同意 {v.Disagree}、弃权 {v.Abstain}" : ""), ("day", dayOf(s.At)))))
        .WithTable("notices", record.Notices.Select(n => PrintRow.Of(
            ("posted", ApplicationSheet.DayOf(n.Posted)), ("lastDay", ApplicationSheet.DayOf(n.LastDay)), ("takenDown", n.TakenDown is { } down ? dayOf(down) : ""),
            ("outcome", n.Outcome == "Passed" ? "期满无异议成立" : "异议成立，退回重审"))))
        .WithTable("objections", record.Objections.Select(o => PrintRow.Of(
            ("raised", ApplicationSheet.DayOf(o.Raised)), ("result", o.Result switch { "upheld" => "成立", "not-upheld" => "不成立", _ => "正在答复" }), ("answer", o.Answer))))
        .WithTable("basis", record.Basis.Select(b => PrintRow.Of(("activity", b.Title.ZhCn), ("article", b.Article))));

    private static string Number(decimal value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>How something was verified, as the regulation names it (第十六条(三)).</summary>
    internal static string MethodOf(string method) => method switch
    {
        "home-visit" => "家访", "talk" => "个别谈话", "data-analysis" => "大数据分析", "letter" => "信函索证", "review" => "民主评议", _ => method,
    };
}
