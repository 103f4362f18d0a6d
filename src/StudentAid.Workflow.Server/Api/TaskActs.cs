using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Casework.Tasks;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Api;

public static partial class TasksApi
{
    private static void MapActs(RouteGroupBuilder api) =>
        api.MapPost("/tasks/{id}/{verb}", Complete).WithMetadata(new WithIfMatch()).WithSummary("Act on a task; the body is the verb's input as /actions describes it");

    private static async Task<Results<Ok<StepAnswer>, ProblemHttpResult>> Complete(
        string id, string verb, Value input, Caller caller, IStoreReader reader, IMediator mediator, CancellationToken cancellation)
    {
        if (TaskId.TryParse(id) is not { } task)
            return Problems.Of(StepCodes.NotFound, caller.Language);
        // The command answers for tasks that are done, so only the stream must be known here.
        return await reader.StreamAsync(Scope.All, task.Stream) is { } stream && caller.MayKnow(stream.OrgPath, stream.Subject)
            ? await mediator.SendAsync(
                new CompleteTask(task.Stream, task.Bookmark, verb, input, caller.Shown) { Principal = caller.Principal, Key = caller.Key, DryRun = caller.DryRun }, caller, cancellation)
            : Problems.Of(StepCodes.NotFound, caller.Language);
    }
}
