using MediatR;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Files;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Tasks;

/// <summary>
/// Acts on an open task (待办) with one of its verbs. <see cref="ShownAt"/> is the ETag the holder saw: where it has moved on, he is refused and told.
/// </summary>
public sealed record CompleteTask(Id Case, int Bookmark, string Verb, Value Input, long? ShownAt = null) : Command
{
    public override Id Target => Case;

    public override bool JudgedOnLoad => true;

    public override Value Body => Value.List(Case.ToString(), Bookmark, Verb, Input);
}

public static class TaskCodes
{
    public static readonly Code NotHolder = Code.State("not-task-holder", "这项待办应由“{role}”办理，您没有该单位的这个岗位。", "Expected a holder of '{role}' at the task's unit, but you do not hold it.");
    public static readonly Code AlreadyDone = Code.State("task-done", "这项待办应仍未办理，但{who}办结{what}。", "Expected the task to stand open, but it was done by {who}{what}.");
}

public sealed class CompleteTaskHandler(StepRunner runner, IStepStore store, CaseSteps cases, PinCache pins, OthersAct others) : IRequestHandler<CompleteTask, Answer>
{
    public async Task<Answer> Handle(CompleteTask request, CancellationToken cancellationToken)
    {
        var answer = await runner.RunAsync<InstanceState>(request, request.Case, (state, stored, act, facts) => Decide(request, state, stored, act, facts), cancellationToken);
        return answer.Rejected?.Code is { } code && (code == ExecutionCodes.NoSuchBookmark || code == ExecutionCodes.NotOpen) ? await DoneAsync(request, cancellationToken)
            : await others.TellAsync(answer, request.Case, cancellationToken);
    }

    private StreamDecision Decide(CompleteTask request, InstanceState? state, StoredStream? stored, Act act, Facts facts) =>
        state is { IsOpen: true } && state.Bookmarks.TryGetValue(request.Bookmark, out var task) && task.Kind == BookmarkKind.Task
            && !TaskHolders.MayAct(request.Principal, state, task, !request.Input["onBehalf"].IsNull, pins)
            ? TaskCodes.NotHolder.With(("role", task.Name))
            : (stored is null ? null : KeptFiles.Refuse(KeptFiles.In(request.Input), stored.Subject, stored.OrgPath, facts))
            ?? cases.Decide(new InstanceCommand.Resume(request.Bookmark, request.Verb, request.Input, request.ShownAt) { FromOutside = true }, state, stored, act, facts);

    /// <summary>Tells who has done it; the same operation sent again gets its first answer before this.</summary>
    private async Task<Answer> DoneAsync(CompleteTask request, CancellationToken cancellation) =>
        await store.OperationAsync(request.Operation, cancellation) is { } first
            ? StepRunner.Repeated(store, request, first)
            : await others.EndedAsync(request.Case, request.Bookmark, cancellation) ?? StepCodes.NotFound.With();
}
