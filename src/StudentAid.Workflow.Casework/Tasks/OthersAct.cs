using System.Globalization;
using StudentAid.Workflow.Casework.Calendars;
using StudentAid.Workflow.Casework.Committees;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Streams;
using Directory = StudentAid.Workflow.Casework.Organisations.Directory;

namespace StudentAid.Workflow.Casework.Tasks;

/// <summary>Tells who is refused what came in between: who acted, when by the unit's clock, and on a task what he did.</summary>
public sealed class OthersAct(IStepStore store, Directory directory, SchoolDays days, PinCache pins)
{
    /// <summary>The refusal of one who was shown an earlier state, with the last act since then; any other refusal as it is.</summary>
    public async Task<Answer> TellAsync(Answer answer, Id stream, CancellationToken cancellation)
    {
        if (answer.Rejected is not { } refused || refused.Code != ExecutionCodes.ChangedSince)
            return answer;
        var (shownAt, now) = (refused.Arguments["shownAt"], refused.Arguments["now"]);
        var acts = await store.EventsAsync(stream, long.Parse(shownAt, CultureInfo.InvariantCulture), cancellation);
        return acts.Count == 0 ? answer : answer with { Rejected = ExecutionCodes.Changed(shownAt, now, await WhoAsync(acts[^1], cancellation)) };
    }

    /// <summary>The act that ended the task's activity, or else the last one on its instance.</summary>
    public async Task<Rejection?> EndedAsync(Id instance, int bookmark, CancellationToken cancellation)
    {
        var acts = (await store.EventsAsync(instance, 0, cancellation)).Select(a => (Act: a, Events: InstanceEventJson.Read(a.Data.Span))).ToList();
        if (acts.Count == 0)
            return null;
        var frame = acts.SelectMany(a => a.Events).OfType<InstanceEvent.Opened>().FirstOrDefault(o => o.Bookmark.Id == bookmark)?.Bookmark.Frame;
        var (act, events) = acts.Find(a => a.Events.OfType<InstanceEvent.Ran>().Any(r => r.Frame == frame)) is { Act: not null } ended ? ended : acts[^1];
        var ran = events.OfType<InstanceEvent.Ran>().FirstOrDefault(r => r.Frame == frame);
        var pin = acts[0].Events.OfType<InstanceEvent.Started>().FirstOrDefault()?.Pin;
        return TaskCodes.AlreadyDone.With(
            ("who", await WhoAsync(act, cancellation)), ("what", ran is null || pin is null ? new Text("", "") : await WhatAsync(ran, pin, cancellation)));
    }

    private async Task<Text> WhoAsync(StoredEvent act, CancellationToken cancellation)
    {
        var unit = (await store.LoadAsync(act.Stream, cancellation))?.OrgPath ?? "";
        var calendar = await days.CalendarAsync(unit, cancellation);
        var (day, time) = (calendar?.DayOf(act.At) ?? DateOnly.FromDateTime(act.At.UtcDateTime), calendar?.ClockAt(act.At) ?? TimeOnly.FromDateTime(act.At.UtcDateTime));
        var name = (await directory.PrincipalAsync(act.Actor))?.Name;
        return new Text(
            FormattableString.Invariant($"{name ?? "系统"}已于 {day.Month} 月 {day.Day} 日 {time:HH:mm} "), FormattableString.Invariant($"{name ?? "the system"} on {day:yyyy-MM-dd} at {time:HH:mm}"));
    }

    private async Task<Text> WhatAsync(InstanceEvent.Ran ran, string pin, CancellationToken cancellation)
    {
        await pins.EnsureAsync(pin, cancellation);
        var title = pins.Definition(pin)?.Find(ran.Node)?.Title ?? new Text(ran.Node);
        return ran.Outcomes.Contains(LevelOpinion.Returned)
            ? new Text($"（{title.ZhCn}：退回）", $" ({title.In("en")}: returned)") : new Text($"（{title.ZhCn}）", $" ({title.In("en")})");
    }
}
