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
        if (roster.Act == "publish")
            await PublicityAsync(html, roster, names);
        else if (roster.Status == "frozen")
            await DecisionAsync(html, roster, names);
        else
            html.Table(["姓名", "班级", "等级", "状态"], roster.Entries.Select(e => Row(e, roster, names)));
        return html.ToString();
    }

    private async Task DecisionAsync(Html html, RosterView roster, Dictionary<string, string> names)
    {
        if (roster.Body.Length > 0)
            await MeetingAsync(html, roster);
        var scale = LevelNames.ScaleOf(pins, roster.Pin);
        html.Form($"/ui/rosters/{roster.Id}/decide", form =>
        {
            PageFrame.Key(form).Hidden("shown", $"{roster.Version}");
            form.Table(["姓名", "班级", "推荐等级", "得分", "决定", "理由"], roster.Entries.Where(e => e.State is "open" or "held").Select<EntryView, Action<Html>>(e => row => row
                .Cells(e.Name, names.GetValueOrDefault(e.Place, ""), NameOf(roster, e.Suggested), $"{e.Total}")
                .Cell(c => c.Choice($"verdict-{e.Case}", $"{e.Name} 决定", OptionsOf(scale), e.Level.Length > 0 ? $"agree:{e.Level}" : "hold"))
                .Cell(c => c.Input($"reason-{e.Case}", ""))));
            form.Button("作出决定");
        });
    }

    private async Task MeetingAsync(Html html, RosterView roster)
    {
        if (roster.Meeting is { } meeting)
        {
            html.Paragraph($"{meeting.Day:yyyy年M月d日}到会 {meeting.Seats.Count(s => s.Attendance == "present")} 人，同意 {meeting.Seats.Count(s => s.Vote == "agree")} 人。");
            return;
        }

        var members = (await directory.CommitteeAsync(roster.Body, roster.Unit))?.Members ?? [];
        html.Heading(2, "登记到会与表决").Form($"/ui/rosters/{roster.Id}/meet", form =>
        {
            PageFrame.Key(form);
            form.Table(["成员", "到会", "表决"], members.Select<Casework.Organisations.CommitteeMember, Action<Html>>(m => row =>
            {
                var concerned = m.Persons.Any(p => roster.Entries.Any(e => e.Person == p));
                row.Cells(m.Name)
                    .Cell(c => c.Choice($"attendance-{m.Id}", $"{m.Name} 到会", [("present", "到会"), ("absent", "缺席"), ("withdrawn", "回避")], concerned ? "withdrawn" : "present"))
                    .Cell(c => c.Choice($"vote-{m.Id}", $"{m.Name} 表决", [("agree", "同意"), ("disagree", "不同意"), ("abstain", "弃权"), ("", "—")], concerned ? "" : "agree"));
            }));
            form.Button("登记");
        });
    }

    private async Task PublicityAsync(Html html, RosterView roster, Dictionary<string, string> names)
    {
        if (roster.Period is { } period)
            html.Block("days", $"{period.Day:M月d日}张贴，{period.LastDay:M月d日}期满{(period.Over ? "，已撤下" : "")}。").Link($"/notices/{roster.Id}", "看公示页");
        else if (await calendars.OfAsync(roster.Unit) is { } calendar)
        {
            var preview = PeriodPreview.Of(calendar, calendar.DayOf(calendars.Now), roster.Options);
            html.Block("days", preview.IsWorkingDay ? $"今天张贴 → {preview.LastDay:M月d日}期满" : "今天不是工作日，不能张贴");
            html.Form($"/ui/rosters/{roster.Id}/post", f => PageFrame.Key(f).Button("今天张贴"));
        }

        html.Table(["姓名", "班级", "等级", "状态"], roster.Entries.Select(e => Row(e, roster, names)));
    }

    private string[] Row(EntryView e, RosterView roster, Dictionary<string, string> names) =>
        [e.Name, names.GetValueOrDefault(e.Place, ""), NameOf(roster, e.Level), e.State == "open" ? "" : Words.Of(e.State)];

    private string NameOf(RosterView roster, string level) => level.Length == 0 ? "" : LevelNames.Of(pins, roster.Pin, level, Languages.Chinese);

    private static IEnumerable<(string Value, string Text)> OptionsOf(Scale? scale) =>
    [
        .. (scale?.Levels ?? []).Select(l => ($"agree:{l.Id}", l.Name.ZhCn)),
        .. (scale?.NotDetermined.Reasons ?? []).Select(r => ($"not-determined:{r.Id}", $"不予认定：{r.Name.ZhCn}")),
        ("return", "退回"), ("hold", "暂缓"),
    ];
}
