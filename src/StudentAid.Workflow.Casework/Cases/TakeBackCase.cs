using MediatR;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Cases;

/// <summary>Whoever acted on a case last takes his act back (收回) while nobody has touched it since: his task waits for him again.</summary>
public sealed record TakeBackCase(Id Case, string Reason) : Command
{
    public override Id Target => Case;

    public override Value Body => Value.List(Case.ToString(), Reason);
}

public static class TakeBackCodes
{
    public static readonly Code NotYourAct = Code.State("case-not-yours-to-take-back", "只能收回自己刚刚办理、下一环节还没有动的申请，但该申请不是。", "Expected your own act to be the last on the case, but it is not.");
}

public sealed class TakeBackCaseHandler(StepRunner runner, IStepStore store, IStoreReader reader, CaseSteps cases) : IRequestHandler<TakeBackCase, Answer>
{
    public async Task<Answer> Handle(TakeBackCase request, CancellationToken cancellationToken)
    {
        if (request.Reason.Length == 0)
            return CaseCommandCodes.NoReason;
        var last = await LastActAsync(store, reader, request.Case, request.Principal, cancellationToken);
        return await runner.RunAsync<InstanceState>(
            request, request.Case,
            (state, stored, act, facts) => state is null || stored is null ? StepCodes.NotFound
                : !state.IsOpen || last is not { } own || stored.Version != own.Seq ? TakeBackCodes.NotYourAct
                : cases.DecideWithReason(why => new InstanceCommand.RewindTo(own.From, own.Activity, Redo.Between, why), request.Reason, state, stored, act, facts),
            cancellationToken);
    }

    /// <summary>
    /// The activity of a post's task that the principal himself has done as the last step of the case, and that step; null where another acted since, it was no
    /// such task, others signed it with him, it ended the case, sent it back or opened nothing, or the case stands on a list that was closed since; From is a bookmark
    /// that the step opened.
    /// </summary>
    public static async Task<(string Activity, long Seq, int From)?> LastActAsync(IStepStore store, IStoreReader reader, Id @case, Principal principal, CancellationToken cancellation)
    {
        if (await store.LoadAsync(@case, cancellation) is not { Status: "open" } stored
            || (await store.EventsAsync(@case, stored.Version - 1, cancellation)).LastOrDefault() is not { } last || last.Actor != principal.Id || last.Seq != stored.Version)
            return null;
        var happened = InstanceEventJson.Read(last.Data.Span);
        if (happened.OfType<InstanceEvent.Rewound>().Any() || happened.OfType<InstanceEvent.Ran>().FirstOrDefault(r => r.Frame > 0) is not { } ran)
            return null;
        if (happened.OfType<InstanceEvent.Opened>().Select(o => o.Bookmark).OrderBy(b => b.Kind == BookmarkKind.Deadline).ThenBy(b => b.Id).FirstOrDefault() is not { } opened)
            return null;
        if ((await reader.EntriesAsync(Scope.All, new EntryFilter { Streams = [@case] }, PageRequest.Everything)).Items.Any(e => e.Bookmark == opened.Id && !e.Barrier.IsNone))
            return null;
        var before = InstanceState.Fold((await store.EventsAsync(@case, 0, cancellation)).Where(e => e.Seq < last.Seq)
            .Select(e => (IEnumerable<InstanceEvent>)InstanceEventJson.Read(e.Data.Span)));
        return !before.IsSuspended && before.Frames.TryGetValue(ran.Frame, out var frame) && frame.Data["signed"].Items.IsEmpty && before.BookmarksOf(ran.Frame).Any(b => b is { Kind: BookmarkKind.Task, Person.IsNone: true }) ? (ran.Node, last.Seq, opened.Id) : null;
    }
}
