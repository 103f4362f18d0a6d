using System.Globalization;
using StudentAid.Workflow.Casework.Scoring;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Rosters.Hints;

/// <summary>A hint in words, as a clerk would say it.</summary>
public static class HintText
{
    public static Text Of(Hint hint, Func<Id, string> nameOf, Scale scale)
    {
        string Name(int n) => nameOf(hint.Rows[n].Case);
        string Names(string separator) => string.Join(separator, hint.Rows.Select(r => nameOf(r.Case)));
        string Points(int n) => hint.Rows[n].Total?.ToString("0.##", CultureInfo.InvariantCulture) ?? "";
        Text Level(string level) => scale.NameOf(level);
        return hint.Kind switch
        {
            HintKinds.Inverted => new Text(
                $"倒挂：{Name(0)} {Points(0)} 分为{Level(hint.Rows[0].Level).ZhCn}，{Name(1)} {Points(1)} 分却为{Level(hint.Rows[1].Level).ZhCn}，请说明理由或调整。",
                $"Inverted: {Name(0)} with {Points(0)} points is '{Level(hint.Rows[0].Level).In("en")}' beside {Name(1)} with {Points(1)} as '{Level(hint.Rows[1].Level).In("en")}'; give a reason or change it."),
            HintKinds.BelowDirect => new Text(
                $"特殊群体：{Name(0)} 按规定可直接认定为{Level(hint.Rows[0].Direct).ZhCn}，现为{Level(hint.Rows[0].Level).ZhCn}，请说明理由或调整。",
                $"Special group: {Name(0)} would directly be '{Level(hint.Rows[0].Direct).In("en")}' and is '{Level(hint.Rows[0].Level).In("en")}'; give a reason or change it."),
            HintKinds.Equal => new Text(
                $"平均主义：各等级人数相同（各 {hint.Rows.Length / scale.Levels.Length} 人），请核对是否逐人评议。",
                $"Equal numbers: every level has {hint.Rows.Length / scale.Levels.Length}; check that each student was judged on his own."),
            HintKinds.Rotating => new Text(
                $"轮流：{Name(0)} 与 {Name(1)} 的等级与上年对调，而两人得分都没有变化，请说明理由。",
                $"Rotating: {Name(0)} and {Name(1)} have changed places since last year, though neither's points have; give a reason."),
            HintKinds.Siblings => new Text(
                $"同一家庭：{Names("、")} 的监护人相同，所填家庭情况不同，请核实。",
                $"One family: {Names(", ")} have the same guardian and tell different facts of the family; verify them."),
            HintKinds.Quota when !hint.Levels.IsEmpty => new Text(
                $"名额参考：{string.Join("、", hint.Levels.Select(l => Level(l).ZhCn))}合计 {hint.Rows.Length} 人，参考数为 {hint.Places} 人。名额只供参考，应认尽认，请核对是否按名额取舍并说明。",
                $"Numbers for information: {string.Join(", ", hint.Levels.Select(l => $"'{Level(l).In("en")}'"))} together have {hint.Rows.Length} beside {hint.Places}. They bind nobody; say whether anybody was chosen by number."),
            HintKinds.Quota => new Text(
                $"名额参考：{Level(hint.Rows[0].Level).ZhCn} {hint.Rows.Length} 人，参考数为 {hint.Places} 人。名额只供参考，应认尽认，请核对是否按名额取舍并说明。",
                $"Numbers for information: '{Level(hint.Rows[0].Level).In("en")}' has {hint.Rows.Length} beside {hint.Places}. They bind nobody; say whether anybody was chosen by number."),
            HintKinds.QuotaTotal => new Text(
                $"名额恰好用完：各等级合计 {hint.Rows.Length} 人，与参考数 {hint.Places} 人正好相等。名额只供参考，应认尽认，请核对是否按名额凑数并说明。",
                $"Exactly the numbers: all levels together have {hint.Rows.Length} beside {hint.Places}. They bind nobody; say whether the list was made to fit."),
            _ => new Text($"内容雷同：{Names("、")} 的申请中有相同的文字，请核实是否本人填写。", $"Same texts: the forms of {Names(", ")} hold the same sentences; verify who wrote them."),
        };
    }
}
