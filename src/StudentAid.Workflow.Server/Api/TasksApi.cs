using Microsoft.AspNetCore.Http.HttpResults;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Api;

/// <summary>A task as lists show it; <see cref="Etag"/> goes into If-Match, for it says what its holder was shown.</summary>
public sealed record TaskView(
    string Id, string Etag, Id Stream, string StreamKind, Id Round, string Activity, string Role, string Unit, DateTimeOffset? Due, Id Person, string Status)
{
    public static TaskView Of(TaskRow row) => new(
        new TaskId(row.Stream.Id, row.Bookmark).ToString(), TasksApi.EtagOf(row.ShownAt), row.Stream.Id, row.Stream.Kind, row.Stream.Group, row.Activity, row.Role,
        row.Unit, row.Due, row.Person, row.Stream.Status);
}

public sealed record TaskCountView(string Role, string Unit, string Activity, long Count, DateTimeOffset? FirstDue);

public static partial class TasksApi
{
    public static void MapTasks(this RouteGroupBuilder api)
    {
        api.MapGet("/tasks", List).WithSummary("Open tasks: one's own, or with all=true everything in scope");
        api.MapGet("/tasks/counts", Counts).WithSummary("Number of open tasks by role, unit and activity");
        api.MapGet("/tasks/{id}", One).WithSummary("One task, with its ETag");
        MapActs(api);
    }

    public static string EtagOf(long seq) => $"\"{seq.ToString(System.Globalization.CultureInfo.InvariantCulture)}\"";

    private static async Task<Listing<TaskView>> List(
        Caller caller, IStoreReader reader, bool? all, string? activity, string? round, string? cursor, int? size)
    {
        var filter = new TaskFilter { Activity = activity, Group = Id.TryParse(round) ?? default };
        if (all == true)
            return Listing.Of(await reader.TasksAsync(caller.Principal.Scope, filter, Sending.PageOf(cursor, size)), TaskView.Of);
        // One's own tasks are found by post or person wherever they stand.
        if (!caller.Principal.Grants.IsEmpty)
            return Listing.Of(await reader.TasksAsync(Scope.All, filter with { Posts = caller.Principal.Posts }, Sending.PageOf(cursor, size)), TaskView.Of);
        var own = new List<TaskView>();
        foreach (var person in caller.Principal.Persons)
            own.AddRange((await reader.TasksAsync(Scope.All, filter with { Person = person }, PageRequest.Everything)).Items.Select(TaskView.Of));
        return Listing.All(own);
    }

    private static async Task<Listing<TaskCountView>> Counts(Caller caller, IStoreReader reader, bool? all, string? round)
    {
        var filter = new TaskFilter { Group = Id.TryParse(round) ?? default };
        if (all != true && caller.Principal.Grants.IsEmpty)
            return Listing.All<TaskCountView>([]);
        var counts = all == true
            ? await reader.TaskCountsAsync(caller.Principal.Scope, filter)
            : await reader.TaskCountsAsync(Scope.All, filter with { Posts = caller.Principal.Posts });
        return Listing.All(counts.Select(c => new TaskCountView(c.Role, c.Unit, c.Activity, c.Count, c.FirstDue)));
    }

    private static async Task<Results<Ok<TaskView>, ProblemHttpResult>> One(string id, Caller caller, IStoreReader reader, HttpResponse response)
    {
        if (await FindAsync(id, caller, reader) is not { } row)
            return Problems.Of(StepCodes.NotFound, caller.Language);
        response.Headers.ETag = EtagOf(row.ShownAt);
        return TypedResults.Ok(TaskView.Of(row));
    }

    /// <summary>Null where there is none, or none that the caller may know: a stranger's task answers as a made-up one.</summary>
    private static async Task<TaskRow?> FindAsync(string id, Caller caller, IStoreReader reader)
    {
        if (TaskId.TryParse(id) is not { } task)
            return null;
        var open = await reader.TasksOfAsync(Scope.All, task.Stream);
        return open.FirstOrDefault(t => t.Bookmark == task.Bookmark && caller.MayKnow(t.Unit, t.Person));
    }
}
