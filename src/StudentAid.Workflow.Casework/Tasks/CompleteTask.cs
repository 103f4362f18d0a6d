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
/// Acts on an open task (待办) with one of its verbs, or hands it round with one of <see cref="TaskVerbs"/>. <see cref="ShownAt"/> is the ETag the holder saw: where it has moved on, he is refused and told.
/// </summary>
public sealed record CompleteTask(Id Case, int Bookmark, string Verb, Value Input, long? ShownAt = null) : Command
{
    public override Id Target => Case;

    public override bool JudgedOnLoad => true;

    public override Value Body => Value.List(Case.ToString(), Bookmark, Verb, Input);
}

public sealed class CompleteTaskHandler(StepRunner runner, IStepStore store, CaseSteps cases, PinCache pins, OthersAct others) : IRequestHandler<CompleteTask, Answer>
{
    private readonly TaskHands hands = new(cases, pins);

    public async Task<Answer> Handle(CompleteTask request, CancellationToken cancellationToken)
    {
        var answer = await runner.RunAsync<InstanceState>(request, request.Case, (state, stored, act, facts) => Decide(request, state, stored, act, facts), cancellationToken);
        return answer.Rejected?.Code is { } code && (code == ExecutionCodes.NoSuchBookmark || code == ExecutionCodes.NotOpen) ? await DoneAsync(request, cancellationToken)
            : await others.TellAsync(answer, request.Case, cancellationToken);
    }

    private StreamDecision Decide(CompleteTask request, InstanceState? state, StoredStream? stored, Act act, Facts facts)
    {
        var task = state is { IsOpen: true } && state.Bookmarks.TryGetValue(request.Bookmark, out var open) && open.Kind == BookmarkKind.Task ? open : null;
        var handing = task is null || stored is null ? null : new Handing(request, state!, task, stored, act, facts);
        if (handing is not null && (TaskVerbs.Knows(request.Verb) ? Hand(handing) : MayAct(handing, ref act) ?? handing.DecidedBefore(pins)) is { } answered)
            return answered;
        return (stored is null ? null : KeptFiles.Refuse(KeptFiles.In(request.Input), stored.Subject, stored.OrgPath, facts))
            ?? (handing is null ? null : hands.KeepsAct(handing with { Act = act }))
            ?? cases.Decide(new InstanceCommand.Resume(request.Bookmark, request.Verb, request.Input, request.ShownAt) { FromOutside = true }, state, stored, act, facts);
    }

    /// <summary>As the verb decides; what is attached to it must have been uploaded, as with any other act.</summary>
    private StreamDecision Hand(Handing handing)
    {
        var handed = hands.Decide(StandingIn(handing));
        if (handed is not StreamDecision.Decided)
            return handed;
        return PlainText.CheckHashes(handing.With, "evidence") is { } unfit ? unfit
            : KeptFiles.Refuse(KeptFiles.In(handing.With), handing.Stored.Subject, handing.Stored.OrgPath, handing.Facts) ?? handed;
    }

    /// <summary>
    /// Null where he may, by his own right or by another's for whom he stands in, which the step then says; else the refusal, which names who has it in hand, or the
    /// fact that it asks for.
    /// </summary>
    private StreamDecision? MayAct(Handing handing, ref Act act)
    {
        if (TaskHolders.MayAct(handing.Who, handing.Stored.Subject, handing.State, handing.Task, !handing.With["onBehalf"].IsNull, pins))
            return null;
        if (handing.Withdraws is { } withdraws)
            return withdraws;
        if (TaskHolders.StandsInFor(handing.Who, handing.Stored.Subject, handing.Task, act.Now) is not { } other)
            return handing.Elsewhere() ?? handing.NotHolder;
        if (PersonalTasks.IsPersonal(pins, handing.State, handing.Task))
            return TaskCodes.InPerson.With(("role", handing.Role));
        act = act with { For = other.Id };
        return null;
    }

    /// <summary>
    /// What another was asked to answer or to sign, who stands in for him answers or signs, and the step says for whom; he takes nothing into his own hand, and nobody
    /// stands in at a task that is done in person.
    /// </summary>
    private Handing StandingIn(Handing handing) =>
        handing.Request.Verb is TaskVerbs.Sign or TaskVerbs.Reply && !handing.IsMine && TaskHolders.StandsInFor(handing.Who, handing.Stored.Subject, handing.Task, handing.Act.Now) is { } other
            && !PersonalTasks.IsPersonal(pins, handing.State, handing.Task)
            ? handing with { Request = handing.Request with { Principal = other }, Act = handing.Act with { For = other.Id } }
            : handing;

    /// <summary>Tells who has done it; the same operation sent again gets its first answer before this.</summary>
    private async Task<Answer> DoneAsync(CompleteTask request, CancellationToken cancellation) =>
        await store.OperationAsync(request.Operation, cancellation) is { } first
            ? StepRunner.Repeated(store, request, first)
            : await others.EndedAsync(request.Case, request.Bookmark, cancellation) ?? StepCodes.NotFound.With();
}
