using StudentAid.Workflow.Casework.Scoring;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Api;
using Directory = StudentAid.Workflow.Casework.Organisations.Directory;

namespace StudentAid.Workflow.Server.Pages;

/// <summary>A list: its rows with the suggestion ticked beforehand, the meeting, the decision; of a publicity its period.</summary>
public sealed class RosterPage(PageFrame frame, RosterReading rosters, PinCache pins, CalendarReading calendars, Directory directory, UnitNames units)
{
    public async Task<string?> RenderAsync(HttpContext context, Id id)
    {
        var caller = Caller.Of(context);
        if (await rosters.FindAsync(id, caller) is not { } roster)
            return null;
        await pins.EnsureAsync(roster.Pin, context.RequestAborted);
        var names = await units.BelowAsync(roster.Unit);
        var title = pins.Definition(roster.Pin)?.Find(roster.Activity)?.Title?.ZhCn ?? roster.Activity;
        var html = await frame.BeginAsync(context, $"{names.GetValueOrDefault(roster.Unit, "")} {title}");
        html.Paragraph($"状态：{Words.Of(roster.Status)}　共 {roster.Entries.Count} 人");
        if (!roster.Duties.MayDecide)
            html.Block("duties", $"这份名单由{names.GetValueOrDefault(roster.Unit, "")}的{string.Join("、", roster.Duties.Deciders.Select(d => d.Name.ZhCn))}办理，您可以查看。");
        if (roster.Act == "publish")
            await PublicityAsync(html, roster, names);
        else if (roster.Status == "frozen" && (roster.Duties.MayDecide || roster.Duties.MayRecord))
            await DecisionAsync(html, roster, names);
        else
        {
            html.Table(["姓名", "班级", "等级", "状态"], roster.Entries.Select(e => Row(e, roster, names)));
            foreach (var hint in roster.Hints)
                html.Block("hint", $"{hint.Text.ZhCn}{(hint.Answer.Length > 0 ? $" 答复：{hint.Answer}" : "")}");
        }

        return html.ToString();
    }

    private async Task DecisionAsync(Html html, RosterView roster, Dictionary<string, string> names)
    {
        if (roster.Body.Length > 0)
            await MeetingAsync(html, roster);
        var scale = LevelNames.ScaleOf(pins, roster.Pin);
        var sheet = roster.Worksheet?.Rows.ToDictionary(r => r.Key, StringComparer.Ordinal) ?? [];
        if (roster.Worksheet is { } kept)
            html.Block("worksheet", $"工作底稿已填 {kept.Rows.Count(r => r.Verdict.Length > 0)} 人，尚未决定。");
        html.Form($"/ui/rosters/{roster.Id}/decide", form =>
        {
            PageFrame.Key(form).Hidden("shown", $"{roster.Version}");
            foreach (var hint in roster.Hints.Where(h => !h.IsAnswered))
                form.Block("hint", hint.Text.ZhCn).Input($"hint-{hint.Key}", "答复提示", hint.Answer);
            if (roster.Signing is { } signing)
                form.Block("hint", signing.Statement.ZhCn).Hidden("statement", signing.Hash).Input("signature", "本人签名", "");
            form.Table(["姓名", "班级", "推荐等级", "得分", "决定", "理由"], roster.Entries.Where(e => e.State == "open").Select<EntryView, Action<Html>>(e => row => row
                .Cells(e.Name, names.GetValueOrDefault(e.Place, ""), NameOf(roster, e.Suggested), $"{e.Total}")
                .Cell(c => Verdict(c, e, OptionsOf(scale), ChosenOf(e, sheet.GetValueOrDefault($"{e.Case}"))))
                .Cell(c => c.Input($"reason-{e.Case}", "", sheet.GetValueOrDefault($"{e.Case}")?.Opinion ?? ""))));
            if (roster.Duties.MayDecide)
                form.Button("作出决定");
        });
    }

    /// <summary>Where nothing that can be chosen is proposed, a browser would propose the first: the highest level.</summary>
    private static void Verdict(Html cell, EntryView entry, IReadOnlyList<(string Value, string Text)> options, string chosen) =>
        cell.Choice($"verdict-{entry.Case}", $"{entry.Name} 决定", options.Any(o => o.Value == chosen) ? options : [("", "请选择"), .. options], chosen);

    /// <summary>What the working copy says, else what the row came with: the level, or 不予认定 by its reason.</summary>
    internal static string ChosenOf(EntryView entry, WorksheetRowView? kept) => kept switch
    {
        { Verdict: "agree", Level.Length: > 0 } => $"agree:{kept.Level}",
        { Verdict: "not-determined" } => $"not-determined:{kept.Reason}",
        { Verdict.Length: > 0 } => kept.Verdict,
        _ when entry.Refusal is { } reason => $"not-determined:{reason}",
        _ => entry.Level.Length > 0 ? $"agree:{entry.Level}" : "hold",
    };

    private async Task MeetingAsync(Html html, RosterView roster)
    {
        var committee = await directory.CommitteeAsync(roster.Body, roster.Unit);
        var secret = roster.Ballot == "secret";
        if (roster.Meeting is { Outcome: "postponed" } few)
            html.Block("postponed", $"{few.Day:yyyy年M月d日}应到 {few.Entitled} 人、实到 {few.Present} 人，未达到规定，本次只能改期{(few.PostponedTo is { } next ? $"到 {next:M月d日}" : "")}。");
        else if (roster.Meeting is { } meeting)
        {
            html.Paragraph($"{meeting.Day:yyyy年M月d日}到会 {meeting.Present} 人，同意 {meeting.Agree} 人。");
            return;
        }

        (string, string)[] substitutes = [("", "—"), .. (committee?.Substitutes ?? []).Select(s => (s.Id, s.Name))];
        var today = (await calendars.OfAsync(roster.Unit))?.DayOf(calendars.Now);
        html.Heading(2, "登记到会与表决").Form($"/ui/rosters/{roster.Id}/meet", form =>
        {
            PageFrame.Key(form).Hidden("day", $"{today:yyyy-MM-dd}");
            form.Table(["成员", "到会", "替补", "表决"], (committee?.Members ?? []).Select<Casework.Organisations.CommitteeMember, Action<Html>>(m => row =>
            {
                var concerned = m.Persons.Any(p => roster.Entries.Any(e => e.Person == p));
                row.Cells(m.Name)
                    .Cell(c => c.Choice($"attendance-{m.Id}", $"{m.Name} 到会", [("present", "到会"), ("excused", "请假"), ("absent", "缺席"), ("withdrawn", "回避")], concerned ? "withdrawn" : "present"))
                    .Cell(c => c.Choice($"substitute-{m.Id}", $"{m.Name} 替补", substitutes, ""))
                    .Cell(c => c.Choice($"vote-{m.Id}", $"{m.Name} 表决", secret ? [("cast", "已投票"), ("", "—")] : [("agree", "同意"), ("disagree", "不同意"), ("abstain", "弃权"), ("", "—")],
                        concerned ? "" : secret ? "cast" : "agree"));
            }));
            foreach (var (word, label) in secret ? [("agree", "同意票数"), ("disagree", "不同意票数"), ("abstain", "弃权票数")] : Array.Empty<(string, string)>())
                form.Input($"papers-{word}", label);
            form.Choice("mode", "会议方式", [("in-person", "现场"), ("online", "线上"), ("mixed", "现场与线上结合"), ("written", "书面")], "in-person");
            form.Button("登记");
        });
    }

    private async Task PublicityAsync(Html html, RosterView roster, Dictionary<string, string> names)
    {
        if (roster.Period is { } period)
            html.Block("days", $"{period.Day:M月d日}张贴，{period.LastDay:M月d日}期满{(period.Over ? "，已撤下" : "")}。").Link($"/notices/{roster.Id}", "看公示页");
        else if (roster.Duties.MayDecide && await calendars.OfAsync(roster.Unit) is { } calendar)
        {
            var preview = PeriodPreview.Of(calendar, calendar.DayOf(calendars.Now), roster.Options);
            html.Block("days", preview.MayPost ? $"今天张贴 → {preview.LastDay:M月d日}期满" : "今天不是工作日，不能张贴");
            html.Form($"/ui/rosters/{roster.Id}/post", f => PageFrame.Key(f).Button("今天张贴"));
        }

        html.Table(["姓名", "班级", "等级", "状态"], roster.Entries.Select(e => Row(e, roster, names)));
    }

    private string[] Row(EntryView e, RosterView roster, Dictionary<string, string> names) =>
        [e.Name, names.GetValueOrDefault(e.Place, ""), NameOf(roster, e.Level), e.State == "open" ? "" : Words.Of(e.State)];

    private string NameOf(RosterView roster, string level) => level.Length == 0 ? "" : LevelNames.Of(pins, roster.Pin, level, Languages.Chinese);

    private static IReadOnlyList<(string Value, string Text)> OptionsOf(Scale? scale) =>
    [
        .. (scale?.Levels ?? []).Select(l => ($"agree:{l.Id}", l.Name.ZhCn)),
        .. (scale?.NotDetermined.Reasons ?? []).Select(r => ($"not-determined:{r.Id}", $"不予认定：{r.Name.ZhCn}")),
        ("return", "退回"), ("hold", "暂缓"),
    ];
}
