using System.Globalization;
using StudentAid.Workflow.Casework.Calendars;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Api;

/// <summary>Why this level or where it stands, who decided when, and what one may do: three sentences, without a family's facts.</summary>
public sealed class CaseSummary(CaseReading cases, IStepStore store, StepRunner runner, PinCache pins, SchoolDays days)
{
    public async Task<SummaryView?> OfAsync(Id id, Caller caller)
    {
        if (await cases.FindAsync(id, caller) is not { } found)
            return null;
        var english = caller.Language == Languages.English;
        var view = CaseView.Of(found.Stored, found.State, await cases.NameAsync(found.Stored));
        return new SummaryView([Standing(view, english), await DecidedAsync(found.State, found.Stored, english), Remedy(view, english)]);
    }

    private string Standing(CaseView view, bool english)
    {
        var at = string.Join(english ? ", " : "、", view.Waits.Select(w => w.Activity).Distinct(StringComparer.Ordinal).Select(a => TitleOf(view.Pin, a, english)));
        if (view.Level is { } level)
        {
            var title = LevelOf(view.Pin, level, english);
            return english ? $"{view.Name}'s application stands at the level '{title}'." : $"{view.Name}的认定申请目前的等级意见是“{title}”。";
        }

        return at.Length == 0
            ? english ? $"{view.Name}'s application is {view.Status}." : $"{view.Name}的认定申请已办结。"
            : english ? $"{view.Name}'s application waits at {at}." : $"{view.Name}的认定申请正在“{at}”。";
    }

    /// <summary>The last list that decided on the case, with its body and day.</summary>
    private async Task<string> DecidedAsync(InstanceState state, StoredStream stored, bool english)
    {
        var none = english ? "No body has decided yet." : "目前还没有机构作出决定。";
        var last = await LastDecisionAsync(stored.Id);
        if (last is not { } decision || await store.LoadAsync(decision.Roster) is not { } list)
            return none;
        var roster = (await runner.StateAsync<RosterState>(list, CancellationToken.None))!;
        var day = await days.DayAsync(stored.OrgPath, decision.At, CancellationToken.None);
        var title = TitleOf(state.Pin, roster.Activity, english);
        return english ? $"It was last decided at '{title}' on {day:yyyy-MM-dd}." : string.Create(CultureInfo.InvariantCulture, $"最近一次决定是{day.Month}月{day.Day}日的“{title}”。");
    }

    private async Task<(Id Roster, DateTimeOffset At)?> LastDecisionAsync(Id id)
    {
        foreach (var step in (await store.EventsAsync(id)).Reverse())
        {
            var set = InstanceEventJson.Read(step.Data.Span).OfType<InstanceEvent.VariableSet>().LastOrDefault(v => v.Name.StartsWith("decision.", StringComparison.Ordinal));
            if (set?.Value.AsText() is { } address && Id.TryParse(address.Split('/')[0]) is { } roster)
                return (roster, step.At);
        }

        return null;
    }

    private string Remedy(CaseView view, bool english) => view.Waits.Any(w => w.Kind == "entry" && pins.Definition(view.Pin)?.Find(w.Activity)?.Type == Acts.Publicity)
        ? english ? "While the notice is posted an objection may be raised with the aid office." : "公示期内如有异议，可以向学生资助管理机构提出。"
        : view.Status is "finished"
            ? english ? "Who does not agree with the answer to an objection may ask for reconsideration." : "对异议答复仍有不同意见的，可以申请认定复议；家庭情况变化时可以申请调整。"
            : english ? "Until a body has decided the application may be withdrawn." : "评议决定作出前，可以撤回申请或补充材料。";

    private string TitleOf(string pin, string activity, bool english) =>
        pins.Definition(pin)?.Find(activity)?.Title?.In(english ? Languages.English : Languages.Chinese) ?? activity;

    private string LevelOf(string pin, string level, bool english) => LevelNames.Of(pins, pin, level, english ? Languages.English : Languages.Chinese);
}
