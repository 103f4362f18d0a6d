using StudentAid.Workflow.Casework.Desks;
using StudentAid.Workflow.Casework.Jobs;
using StudentAid.Workflow.Casework.Tasks;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Api.Home;

namespace StudentAid.Workflow.Server.Api.Notifications;

/// <summary>
/// Something that concerns somebody: "task" (one came to him), "reminded" (somebody waits for it; neither name nor level is told), "due" (one runs out within two working days), "returned", "ended" (his case), "job" (his job
/// ended). Its id names the step it comes from, so that it is the same whenever it is read.
/// </summary>
public sealed record NotificationView(string Id, string Kind, DateTimeOffset At, string Sentence, string Link, bool Read);

/// <summary>
/// Reads what concerns somebody out of what stands and what happened; nothing is kept but what he has read. Newest first, of the last 30 days.
/// </summary>
public sealed class NotificationReading(IStoreReader reader, IStepStore store, TaskReading tasks, CalendarReading calendars)
{
    private const int Most = 100;
    private const int Soon = 2;

    private static readonly TimeSpan Lately = TimeSpan.FromDays(30);

    public async Task<IReadOnlyList<NotificationView>> OfAsync(Caller caller)
    {
        var found = new List<NotificationView>();
        await TasksAsync(caller, found);
        foreach (var person in caller.Principal.Persons)
            await CasesAsync(person, caller, found);
        await JobsAsync(caller, found);
        var marks = await ReadMarks.OfAsync(reader, caller.Principal.Id);
        var since = calendars.Now - Lately;
        return [.. found.Where(n => n.At >= since).DistinctBy(n => n.Id).OrderByDescending(n => n.At).ThenBy(n => n.Id, StringComparer.Ordinal).Take(Most).Select(n => n with { Read = marks.Has(n.Id, n.At) })];
    }

    private async Task TasksAsync(Caller caller, List<NotificationView> found)
    {
        var rows = new List<TaskRow>();
        if (!caller.Principal.Grants.IsEmpty)
            rows.AddRange((await reader.TasksAsync(Scope.All, new TaskFilter().For(caller.Principal), new PageRequest(null, Most))).Items);
        foreach (var person in caller.Principal.Persons)
            rows.AddRange((await reader.TasksAsync(Scope.All, new TaskFilter { Person = person }, new PageRequest(null, Most))).Items);
        foreach (var task in await tasks.ViewsAsync(rows, caller.Language))
        {
            var link = $"/api/tasks/{task.Id}";
            var whose = task.Name is { } name ? caller.IsEnglish ? $"{name}: " : $"{name}：" : "";
            if (task.Since is { } since)
                found.Add(new NotificationView($"task:{task.Id}:{task.Etag.Trim('"')}", "task", since, $"{whose}{task.Sentence}", link, false));
            if (task.Reminded is { } reminded)
                found.Add(new NotificationView(
                    $"reminded:{task.Id}:{reminded.ToUnixTimeMilliseconds()}", "reminded", reminded, caller.IsEnglish ? $"Reminder: {task.Title} waits for you" : $"催办提醒：“{task.Title}”请尽快办理", link, false));
            if (task.Due is { } due && await SoonAsync(task.Unit, due) is { } from)
                found.Add(new NotificationView($"due:{task.Id}:{due.ToUnixTimeMilliseconds()}", "due", from, $"{whose}{task.Sentence}", link, false));
        }
    }

    /// <summary>Since when the due instant is near; null while it is not.</summary>
    private async Task<DateTimeOffset?> SoonAsync(string unit, DateTimeOffset due)
    {
        if (await calendars.OfAsync(unit) is not { } calendar)
            return null;
        var (today, day) = (calendar.DayOf(calendars.Now), calendar.DayOf(due.AddMilliseconds(-1)));
        if (calendar.WorkingDaysBetween(today, day) > Soon)
            return null;
        while (calendar.WorkingDaysBetween(day, calendar.DayOf(due.AddMilliseconds(-1))) < Soon)
            day = day.AddDays(-1);
        return calendar.StartOf(day) < calendars.Now ? calendar.StartOf(day) : calendars.Now;
    }

    /// <summary>What happened to a person's own cases: sent back, or ended.</summary>
    private async Task CasesAsync(Id person, Caller caller, List<NotificationView> found)
    {
        var cases = await reader.StreamsAsync(Scope.All, new StreamFilter { Subject = person, Kind = InstanceSteps.Kind, Practice = true }, PageRequest.Everything);
        foreach (var row in cases.Items)
        {
            foreach (var step in await store.EventsAsync(row.Id))
            {
                var all = InstanceEventJson.Read(step.Data.Span).ToList();
                foreach (var happened in all)
                {
                    if (await SentenceAsync(happened, all, row, caller) is { } told)
                        found.Add(new NotificationView($"{told.Kind}:{row.Id}:{step.Seq}", told.Kind, step.At, told.Sentence, $"/api/cases/{row.Id}", false));
                }
            }
        }
    }

    /// <summary>Sent back is told where it gives the person himself something to do: what one body returns to another is not his to know.</summary>
    private async Task<(string Kind, string Sentence)?> SentenceAsync(InstanceEvent happened, List<InstanceEvent> step, StreamRow row, Caller caller) => happened switch
    {
        InstanceEvent.Rewound e when step.OfType<InstanceEvent.Opened>().Any(o => o.Bookmark.Person == row.Subject) && await tasks.TitleOfAsync(row.Group, e.Target, caller.Language) is var title =>
            ("returned", caller.IsEnglish ? $"The application was sent back to {title}" : $"申请已退回“{title}”"),
        InstanceEvent.Ended => ("ended", caller.IsEnglish ? "The case has ended; the result can be read" : "申请已办结，可以查看结果"),
        _ => null,
    };

    private async Task JobsAsync(Caller caller, List<NotificationView> found)
    {
        var jobs = await reader.StreamsAsync(Scope.All, new StreamFilter { Subject = caller.Principal.Id, Kind = JobState.Kind, Status = "finished" }, PageRequest.Everything);
        foreach (var row in jobs.Items.TakeLast(Most))
        {
            var last = (await store.EventsAsync(row.Id, row.Version - 1))[^1];
            found.Add(new NotificationView(
                $"job:{row.Id}:{row.Version}", "job", last.At, caller.IsEnglish ? "A batch has ended; see what failed" : "批量任务已做完，请查看结果", $"/api/jobs/{row.Id}", false));
        }
    }
}
