using Microsoft.AspNetCore.Http.HttpResults;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Casework.Tasks;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Api.Home;
using Directory = StudentAid.Workflow.Casework.Organisations.Directory;

namespace StudentAid.Workflow.Server.Api;

/// <summary>For which act somebody is looked for, and part of his name, its initials, his post or unit; in the body, for names do not belong into addresses. No text is everybody.</summary>
public sealed record TaskPeopleInput(string Verb, string Text = "", int Most = 20);

/// <summary>A post at a unit in words, as people are told apart by it.</summary>
public sealed record PostView(string Role, string RoleName, string Unit, string UnitName);

/// <summary>Somebody whom the act may name.</summary>
public sealed record NomineeView(Id Id, string Name, IReadOnlyList<PostView> Posts);

/// <summary>
/// Whom an act may name: people; of a copy also posts, whoever holds them. AtLeast counts the people that the text fits, shown or not. Where nobody is there to
/// be named, Ask is the posts that may hand the task on in the caller's stead.
/// </summary>
public sealed record TaskPeople(IReadOnlyList<NomineeView> Items, IReadOnlyList<PostView> Posts, long AtLeast, IReadOnlyList<PostView> Ask);

public static partial class TasksApi
{
    private const int MostPeople = 50;

    private static void MapPeople(RouteGroupBuilder api) =>
        api.MapPost("/tasks/{id}/people", People).WithMetadata(new WithoutKey()).WithSummary("Whom an act at a task may name: staff at its unit and above within the caller's scope");

    /// <summary>Only who may do the act now is told; nobody is listed whom the act would refuse.</summary>
    private static async Task<Results<Ok<TaskPeople>, ProblemHttpResult>> People(
        string id, TaskPeopleInput input, Caller caller, CaseReading cases, IStoreReader reader, Directory directory, PinCache pins, TaskReading units, HttpResponse response)
    {
        RoundAccess.Forbid(response);
        if (TaskId.TryParse(id) is not { } at || await FindAsync(id, caller, reader) is null || await cases.FindAsync(at.Stream, caller) is not { } found
            || !found.State.Bookmarks.TryGetValue(at.Bookmark, out var task))
            return Problems.Of(StepCodes.NotFound, caller.Language);
        if (!Nominees.Names(input.Verb))
            return Problems.Of(TaskCodes.NamesNobody.With(("verb", input.Verb)), caller.Language);
        if (HandActions.Of(caller.Principal, found.Stored.Subject, found.State, task, pins).All(a => a.Verb != input.Verb))
            return Problems.Of(TaskCodes.NotHolder.With(("role", caller.Principal.Roles.At(task.Unit).NameOf(task.Name))), caller.Language);
        var staff = await directory.HoldersAsync(UnitPath.Line(task.Unit));
        if (input.Verb == TaskVerbs.Transfer)
            staff = [.. staff.Where(p => EarlierDecider.Before(found.State, task, pins).All(d => d.Who != p.Id))];
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        var people = new List<NomineeView>();
        foreach (var nominee in Nominees.Of(input.Verb, caller.Principal, task, found.Stored.Subject, found.Stored.OrgPath, staff))
            people.Add(new NomineeView(nominee.Who.Id, nominee.Who.Name, await WordsAsync(nominee.Posts, names, caller, units)));
        var school = (await directory.LineAsync(found.Stored.OrgPath)).FirstOrDefault(u => u.Is("school"))?.Path ?? UnitPath.Root;
        var posts = input.Verb == TaskVerbs.Copy
            ? await WordsAsync(Nominees.PostsToTell(caller.Principal, found.Stored.OrgPath, staff).Where(p => UnitPath.IsBelow(p.Unit, school)), names, caller, units) : [];
        NomineeView[] fitting = [.. people.Where(p => Fits(input.Text.Trim(), p.Name, p.Posts))];
        var ask = people.Count == 0 && posts.Count == 0 && input.Verb == TaskVerbs.Transfer
            ? await WordsAsync(Nominees.PostsToAsk(caller.Principal, found.Stored.OrgPath, staff), names, caller, units) : [];
        return TypedResults.Ok(new TaskPeople(
            [.. fitting.Take(Math.Clamp(input.Most, 1, MostPeople))], [.. posts.Where(p => Fits(input.Text.Trim(), "", [p]))], fitting.Length, ask));
    }

    private static async Task<IReadOnlyList<PostView>> WordsAsync(IEnumerable<Grant> posts, Dictionary<string, string> names, Caller caller, TaskReading units)
    {
        var views = new List<PostView>();
        foreach (var post in posts)
        {
            if (!names.TryGetValue(post.Unit, out var unit))
                names[post.Unit] = unit = await units.UnitAsync(post.Unit, caller.Language);
            views.Add(new PostView(post.Role, caller.Principal.Roles.At(post.Unit).NameOf(post.Role).In(caller.Language), post.Unit, unit));
        }

        return views;
    }

    private static bool Fits(string typed, string name, IReadOnlyList<PostView> posts) => typed.Length == 0 || Pinyin.Matches(name, typed)
        || posts.Any(p => p.RoleName.Contains(typed, StringComparison.OrdinalIgnoreCase) || p.UnitName.Contains(typed, StringComparison.OrdinalIgnoreCase));
}
