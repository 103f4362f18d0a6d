using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Casework.Tasks;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Server.Api;

public static partial class TasksApi
{
    private static void MapActs(RouteGroupBuilder api) =>
        api.MapPost("/tasks/{id}/{verb}", Complete).WithMetadata(new WithIfMatch()).WithSummary("Act on a task; the body is the verb's input as /actions describes it");

    /// <summary>Whoever may not know the case is told by the command that there is none.</summary>
    private static async Task<Results<Ok<StepAnswer>, ProblemHttpResult>> Complete(
        string id, string verb, Value input, Caller caller, IMediator mediator, CancellationToken cancellation) =>
        TaskId.TryParse(id) is { } task
            ? await mediator.SendAsync(
                new CompleteTask(task.Stream, task.Bookmark, verb, input, caller.Shown) { Principal = caller.Principal, Key = caller.Key, DryRun = caller.DryRun }, caller, cancellation)
            : Problems.Of(StepCodes.NotFound, caller.Language);
}
