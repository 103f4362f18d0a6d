using Microsoft.AspNetCore.Http.HttpResults;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Casework.Tasks;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Api.Home;

namespace StudentAid.Workflow.Server.Api;

/// <summary>A task as lists show it; <see cref="Etag"/> goes into If-Match, for it says what its holder was shown.</summary>
public sealed record TaskView(
    string Id, string Etag, Id Stream, string StreamKind, Id Round, string Activity, string Role, string Unit, DateTimeOffset? Due, Id Person, string Status)
{
    /// <summary>What the activity is called, for "等待…".</summary>
    public string? Title { get; init; }

    /// <summary>Whose case it is; absent for a list's task.</summary>
    public string? Name { get; init; }

    /// <summary>The case's number.</summary>
    public string? Number { get; init; }

    public string? UnitName { get; init; }

    /// <summary>Who has it in hand; absent where it lies open for its post.</summary>
    public string? Holder { get; init; }

    /// <summary>Since when it stands as it is shown.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>When somebody last reminded its holder; absent where nobody did.</summary>
    public DateTimeOffset? Reminded { get; init; }

    public bool Overdue { get; init; }

    /// <summary>"还剩 2 个工作日"; absent without due instant or calendar.</summary>
    public string? DueText { get; init; }

    /// <summary>"等待院（系）审核，已 3 个工作日，还剩 2 个工作日"</summary>
    public string? Sentence { get; init; }

    public static TaskView Of(TaskRow row) => new(
        new TaskId(row.Stream.Id, row.Bookmark).ToString(), TasksApi.EtagOf(row.ShownAt), row.Stream.Id, row.Stream.Kind, row.Stream.Group, row.Activity, row.Role,
        row.Unit, row.Due, row.Person, row.Stream.Status);
}

public sealed record TaskCountView(string Role, string Unit, string Activity, long Count, DateTimeOffset? FirstDue, string UnitName)
{
    /// <summary>What the activity is called in the rounds that are asked for; of several names all.</summary>
    public string Title { get; init; } = "";
}

/// <summary>An act of one's own: the case, when, at which activity; and where the case stands now.</summary>
public sealed record DoneView(Id Case, Id Round, long Seq, DateTimeOffset At, string Activity, string Title, string? Name, string Status, string Stands);

public static partial class TasksApi
{
    private const string Latest = "-due";
    private const int LargestOwn = 200;

    public static void MapTasks(this RouteGroupBuilder api)
    {
        api.MapGet("/tasks", List).WithSummary("Open tasks: one's own, or with all=true everything in scope; by due, or with sort=-due the latest first");
        api.MapGet("/tasks/counts", Counts).WithSummary("Number of open tasks by role, unit and activity");
        api.MapGet("/tasks/done", Done).WithSummary("What the caller did at cases, the latest first; a page may be empty and still name a next one");
        api.MapGet("/tasks/started", Started).WithSummary("Cases that the caller began, the latest first; a page may be empty and still name a next one");
        api.MapGet("/tasks/{id}", One).WithSummary("One task, with its ETag");
        MapPeople(api);
        MapActs(api);
    }

    public static string EtagOf(long seq) => $"\"{seq.ToString(System.Globalization.CultureInfo.InvariantCulture)}\"";

    private static async Task<Listing<TaskView>> List(
        Caller caller, IStoreReader reader, TaskReading tasks, TimeProvider time, bool? all, string? activity, string? round, string? unit, bool? overdue, string? sort, string? cursor,
        int? size)
    {
        var filter = Filter(round, activity, unit, overdue, time) with { Descending = sort == Latest };
        if (all == true)
            return await PageAsync(await reader.TasksAsync(caller.Principal.Scope, filter, Sending.PageOf(cursor, size)), tasks, caller);
        // One's own tasks are found by post or person wherever they stand.
        if (caller.Principal.Persons.IsEmpty)
            return await PageAsync(await reader.TasksAsync(Scope.All, filter.For(caller.Principal), Sending.PageOf(cursor, size)), tasks, caller);
        return Listing.All(await tasks.ViewsAsync(await OwnAsync(caller, reader, filter), caller.Language));
    }

    /// <summary>Of who is a student too, or somebody's guardian: few, so in one page.</summary>
    private static async Task<IReadOnlyList<TaskRow>> OwnAsync(Caller caller, IStoreReader reader, TaskFilter filter)
    {
        var own = new List<TaskRow>();
        if (!caller.Principal.Grants.IsEmpty)
            own.AddRange((await reader.TasksAsync(Scope.All, filter.For(caller.Principal), new PageRequest(null, LargestOwn))).Items);
        foreach (var person in caller.Principal.Persons)
            own.AddRange((await reader.TasksAsync(Scope.All, filter with { Person = person }, new PageRequest(null, LargestOwn))).Items);
        var sorted = own.DistinctBy(t => (t.Stream.Id, t.Bookmark)).OrderBy(t => t.Due ?? DateTimeOffset.MaxValue);
        return [.. filter.Descending ? sorted.Reverse() : sorted];
    }

    private static async Task<Listing<TaskView>> PageAsync(Page<TaskRow> page, TaskReading tasks, Caller caller) =>
        new(await tasks.ViewsAsync(page.Items, caller.Language), page.Previous, page.Next, page.AtLeast);

    private static TaskFilter Filter(string? round, string? activity, string? unit, bool? overdue, TimeProvider time) => new()
    {
        Activity = activity,
        Group = Id.TryParse(round) ?? default,
        Below = unit is { } place && UnitPath.IsPath(place) ? place : null,
        DueBefore = overdue == true ? time.GetUtcNow() : null,
    };

    private static async Task<Listing<TaskCountView>> Counts(
        Caller caller, IStoreReader reader, TaskReading tasks, KnownRounds rounds, TimeProvider time, bool? all, string? round, string? activity, string? unit, bool? overdue)
    {
        var filter = Filter(round, activity, unit, overdue, time);
        var counts = new List<TaskCount>();
        if (all == true)
            counts.AddRange(await reader.TaskCountsAsync(caller.Principal.Scope, filter));
        else if (!caller.Principal.Grants.IsEmpty)
            counts.AddRange(await reader.TaskCountsAsync(Scope.All, filter.For(caller.Principal)));
        foreach (var person in all == true ? [] : caller.Principal.Persons)
            counts.AddRange(await reader.TaskCountsAsync(Scope.All, filter with { Person = person }));
        IReadOnlyList<Id> asked = filter.Group.IsNone ? [.. (await rounds.OpenAsync(caller.Principal)).Select(r => r.Id)] : [filter.Group];
        var titles = await tasks.TitlesAsync(asked, counts.Select(c => c.Activity), caller.Language);
        var views = new List<TaskCountView>();
        foreach (var c in counts)
            views.Add(new TaskCountView(c.Role, c.Unit, c.Activity, c.Count, c.FirstDue, await tasks.UnitAsync(c.Unit, caller.Language)) { Title = titles[c.Activity] });
        return Listing.All(views);
    }

    private static async Task<Listing<DoneView>> Done(Caller caller, IStoreReader reader, TaskReading tasks, PeopleNames names, string? cursor, int? size) =>
        await DoneAsync(caller, reader, tasks, names, _ => true, Sending.PageOf(cursor, size));

    private static async Task<Listing<DoneView>> Started(Caller caller, IStoreReader reader, TaskReading tasks, PeopleNames names, string? cursor, int? size) =>
        await DoneAsync(caller, reader, tasks, names, d => d.Seq == 1, Sending.PageOf(cursor, size));

    private static async Task<Listing<DoneView>> DoneAsync(
        Caller caller, IStoreReader reader, TaskReading tasks, PeopleNames names, Func<DoneRow, bool> wanted, PageRequest page)
    {
        var found = await reader.DoneAsync(Scope.All, caller.Principal.Id, page);
        DoneRow[] rows = [.. found.Items.Where(d => d.Stream.Kind == InstanceSteps.Kind && caller.MayKnow(d.Stream.OrgPath, d.Stream.Subject) && wanted(d))];
        var people = await names.EachAsync(rows.Select(d => d.Stream.Subject));
        var views = new List<DoneView>();
        foreach (var row in rows)
        {
            var closed = InstanceEventJson.Read(row.Data.Span).OfType<InstanceEvent.Ran>().Select(r => r.Node).FirstOrDefault() ?? row.Stream.At;
            var title = await tasks.TitleOfAsync(row.Stream.Group, closed, caller.Language);
            views.Add(new DoneView(row.Stream.Id, row.Stream.Group, row.Seq, row.At, closed, title, people.GetValueOrDefault(row.Stream.Subject), row.Stream.Status, row.Stream.At));
        }

        return new Listing<DoneView>(views, found.Previous, found.Next, found.AtLeast);
    }

    private static async Task<Results<Ok<TaskView>, ProblemHttpResult>> One(string id, Caller caller, IStoreReader reader, TaskReading tasks, HttpResponse response)
    {
        if (await FindAsync(id, caller, reader) is not { } row)
            return Problems.Of(StepCodes.NotFound, caller.Language);
        response.Headers.ETag = EtagOf(row.ShownAt);
        return TypedResults.Ok((await tasks.ViewsAsync([row], caller.Language))[0]);
    }

    /// <summary>Null where there is none, or none that the caller may know: a stranger's task answers as a made-up one.</summary>
    private static async Task<TaskRow?> FindAsync(string id, Caller caller, IStoreReader reader)
    {
        if (TaskId.TryParse(id) is not { } task)
            return null;
        var open = await reader.TasksOfAsync(Scope.All, task.Stream);
        return open.FirstOrDefault(t => t.Bookmark == task.Bookmark && (caller.MayKnow(t.Unit, t.Person) || t.IsOwn(caller.Principal)));
    }
}
