using StudentAid.Workflow.Casework.Prints;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Api;

namespace StudentAid.Workflow.Server.Pages;

/// <summary>A round: the sentence of the days, who waits for which list, and the lists.</summary>
public sealed class RoundPage(PageFrame frame, RoundReading rounds, IStoreReader reader, UnitNames units, ActivityTitles titles)
{
    public async Task<string?> RenderAsync(HttpContext context, Id id)
    {
        var caller = Caller.Of(context);
        if (await rounds.FindAsync(id, caller) is not { } round)
            return null;
        var names = await units.BelowAsync(round.School);
        var html = await frame.BeginAsync(context, RoundState.TitleOf(round.SchoolYear, round.Name));
        if (round.Days is { } days)
            html.Block("days", days.In(caller.Language));
        html.Heading(2, "等待列入名单").Table(["环节", "单位", "人数", ""], Waiting(round, names));
        html.Link($"/ui/rounds/{id}/chase-list", "应助尽助");
        Papers(html, round, caller);
        var lists = await reader.StreamsAsync(caller.Principal.Scope, new StreamFilter { Group = id, Kind = RosterState.Kind, Practice = true }, PageRequest.Everything);
        html.Heading(2, "名单").Table(["环节", "单位", "状态", ""], lists.Items.Select<StreamRow, Action<Html>>(l => row => row
            .Cells(TitleOf(round, l.At), names.GetValueOrDefault(l.OrgPath, l.OrgPath), Words.Of(l.Status)).Cell(c => ListLinks(c, l))));
        var named = await titles.OfAsync(round.Counts.SelectMany(c => c.At).Select(a => (id, a)));
        html.Heading(2, "申请").Table(["环节", "状态", "人数"], round.Counts.Where(c => c.Kind == "instance")
            .GroupBy(c => (At: string.Join('、', c.At.Select(a => named[(id, a)])), c.Status))
            .Select<IGrouping<(string At, string Status), CountView>, Action<Html>>(g => row => row.Cells(g.Key.At, Words.Of(g.Key.Status), $"{g.Sum(c => c.Count)}")));
        return html.ToString();
    }

    private static IEnumerable<Action<Html>> Waiting(RoundView round, Dictionary<string, string> names) =>
        from gate in round.Gates
        from count in gate.Counts.Where(c => c.State == "waiting")
        select (Action<Html>)(row => row.Cells(gate.Title.ZhCn, names.GetValueOrDefault(count.Unit, count.Unit), $"{count.Count}")
            .Cell(c => c.Form($"/ui/rounds/{round.Id}/freeze", f => PageFrame.Key(f)
                .Hidden("activity", gate.Activity).Hidden("unit", count.Unit).Input("reason", "不再等待的理由").Button("生成名单"))));

    /// <summary>What is told of a whole school is for who sees the school.</summary>
    private static void Papers(Html html, RoundView round, Caller caller)
    {
        if (!caller.Principal.Scope.Covers(round.School))
            return;
        html.Heading(2, "汇总与归档")
            .Link($"/api/prints/{PrintForms.Summary}?round={round.Id}", "认定汇总表")
            .Link($"/ui/rounds/{round.Id}/five-counts", "五数一致")
            .Link($"/ui/rounds/{round.Id}/payments", "发放对账")
            .Link($"/ui/registrations?school={Uri.EscapeDataString(round.School)}", "学籍注册")
            .Link($"/ui/hardship-base?unit={Uri.EscapeDataString(round.School)}&schoolYear={Uri.EscapeDataString(round.SchoolYear)}", "基础信息库");
    }

    /// <summary>A notice is printed while it is shown.</summary>
    private static void ListLinks(Html cell, StreamRow list)
    {
        cell.Link($"/ui/rosters/{list.Id}", "打开");
        if (list.Status == "posted")
            cell.Link($"/api/prints/{PrintForms.Notice}?roster={list.Id}", "公示表");
    }

    private static string TitleOf(RoundView round, string activity) => round.Gates.FirstOrDefault(g => g.Activity == activity)?.Title.ZhCn ?? activity;
}
