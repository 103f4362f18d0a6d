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
    private static readonly Text Returned = new("退回", "returned");
    private static readonly Text Stopped = new("流程就此结束", "the flow was ended");

    /// <summary>The refusal of one who was shown an earlier state, with the last act since then; any other refusal as it is.</summary>
    public async Task<Answer> TellAsync(Answer answer, Id stream, CancellationToken cancellation)
    {
        if (answer.Rejected is not { } refused || refused.Code != ExecutionCodes.ChangedSince)
            return answer;
        var (shownAt, now) = (refused.Arguments["shownAt"], refused.Arguments["now"]);
        var acts = await store.EventsAsync(stream, long.Parse(shownAt, CultureInfo.InvariantCulture), cancellation);
        return acts.Count == 0 ? answer : answer with { Rejected = ExecutionCodes.Changed(shownAt, now, await WhoAsync(acts[^1], cancellation)) };
    }

    /// <summary>The act after which the bookmark is gone: done, sent back, moved or ended with the instance. Null of one that never was, or still stands.</summary>
    public async Task<Rejection?> EndedAsync(Id instance, int bookmark, CancellationToken cancellation)
    {
        var state = new InstanceState();
        Bookmark? task = null;
        foreach (var act in await store.EventsAsync(instance, 0, cancellation))
        {
            var events = InstanceEventJson.Read(act.Data.Span);
            state.Apply(events);
            if (state.Bookmarks.TryGetValue(bookmark, out var standing))
                task = standing;
            else if (task is not null)
                return TaskCodes.AlreadyDone.With(("who", await WhoAsync(act, cancellation)), ("what", await WhatAsync(events, task, state.Pin, cancellation)));
        }

        return null;
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

    /// <summary>The task and what became of it: done with an outcome, sent back from where it stood, or gone with the whole instance.</summary>
    private async Task<Text> WhatAsync(IReadOnlyList<InstanceEvent> events, Bookmark task, string pin, CancellationToken cancellation)
    {
        var ran = events.OfType<InstanceEvent.Ran>().FirstOrDefault(r => r.Frame == task.Frame);
        var node = ran?.Node ?? task.Node;
        await pins.EnsureAsync(pin, cancellation);
        var title = pins.Definition(pin)?.Find(node)?.Title ?? new Text(node);
        var became = ran is null
            ? events.Any(e => e is InstanceEvent.Rewound) ? Returned : events.Any(e => e is InstanceEvent.Ended) ? Stopped : null
            : ran.Outcomes.Contains(LevelOpinion.Returned) ? Returned : null;
        return became is null ? new Text($"（{title.ZhCn}）", $" ({title.In("en")})") : new Text($"（{title.ZhCn}：{became.ZhCn}）", $" ({title.In("en")}: {became.In("en")})");
    }
}
