using System.Collections.Immutable;
using MediatR;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Cases;

/// <summary>Sends a case back (退回) from where it waits to an earlier activity, with its reason.</summary>
public sealed record RewindCase(Id Case, int Bookmark, string Activity, Redo Redo, string Reason, long? ShownAt = null) : Command
{
    public override Id Target => Case;

    public override Value Body => Value.List(Case.ToString(), Bookmark, Activity, Redo.ToString(), Reason);
}

/// <summary>The applicant takes his application back (撤回) while nobody has decided on it.</summary>
public sealed record WithdrawCase(Id Case, string Reason) : Command
{
    public override Id Target => Case;

    public override Value Body => Value.List(Case.ToString(), Reason);
}

/// <summary>Stops people and deadlines (暂停), lets them go on (恢复), or ends the case without a decision (终止).</summary>
public sealed record ChangeCase(Id Case, string Change, string Reason) : Command
{
    public override Id Target => Case;

    public override Value Body => Value.List(Case.ToString(), Change, Reason);
}

/// <summary>Runs a broken step again.</summary>
public sealed record RetryIncident(Id Case, int Incident) : Command
{
    public override Id Target => Case;

    public override Value Body => Value.List(Case.ToString(), Incident);
}

public static class CaseCommandCodes
{
    public static readonly Code NoReason = Code.Input("reason-missing", "应写明理由。", "Expected a reason, but none was given.");
    public static readonly Code MustWithdraw = Code.Forbidden("case-must-withdraw", "这是您本人或亲属的申请，您应当回避，请由同岗位的其他人员办理。", "Expected somebody else to act, for the case is your own or a relative's; another of your post does it.");
    public static readonly Code AlreadyDecided = Code.State("already-decided", "评议决定作出前才能撤回申请，现在已有决定。", "Expected no body to have decided yet, but one has; the application can no longer be withdrawn.", "实施办法 第九条");
    public static readonly Code TooLateToWithdraw = Code.State("too-late-to-withdraw", "按规定“{activity}”办完前才能撤回申请，现在已经办完。", "Expected '{activity}' not to be behind the case, but it is; by the rules the application can no longer be withdrawn.", "实施办法 第九条");
    public static readonly Code UnknownChange = Code.Input("unknown-change", "只能暂停、恢复或终止，没有“{change}”。", "Expected suspend, continue or cancel, but it is '{change}'.");
}

public sealed class CaseCommandsHandler(StepRunner runner, CaseSteps cases, PinCache pins) :
    IRequestHandler<RewindCase, Answer>, IRequestHandler<WithdrawCase, Answer>, IRequestHandler<ChangeCase, Answer>, IRequestHandler<RetryIncident, Answer>
{
    /// <summary>The outcome of a withdrawn application.</summary>
    public const string Withdrawn = "Withdrawn";

    public Task<Answer> Handle(RewindCase request, CancellationToken cancellationToken) => RunAsync(
        request, request.Case, request.Reason, reason => new InstanceCommand.RewindTo(request.Bookmark, request.Activity, request.Redo, reason, request.ShownAt),
        (state, stored) => state.Bookmarks.TryGetValue(request.Bookmark, out var task) && TaskHolders.MayAct(request.Principal, stored.Subject, state, task, onBehalf: false, pins)
            ? null : Duties.Rounds(request.Principal, stored.OrgPath), cancellationToken);

    public Task<Answer> Handle(WithdrawCase request, CancellationToken cancellationToken) =>
        runner.RunAsync<InstanceState>(request, request.Case, (state, stored, act, facts) =>
            state is { IsOpen: true } && Withdrawal.Refuse(state, pins.Definition(state.Pin)) is { } late
                ? late
                : stored is not null && !request.Principal.Persons.Contains(stored.Subject) && Duties.Rounds(request.Principal, stored.OrgPath) is { } refused
                    ? refused
                    : cases.DecideWithReason(reason => new InstanceCommand.EndWith(Withdrawn, reason), request.Reason, state, stored, act, facts), cancellationToken);

    public Task<Answer> Handle(ChangeCase request, CancellationToken cancellationToken) => request.Change switch
    {
        "suspend" => RunAsync(request, request.Case, request.Reason, reason => new InstanceCommand.Suspend(reason), Keeper(request), cancellationToken),
        "continue" => RunAsync(request, request.Case, request.Reason, _ => new InstanceCommand.Continue(), Keeper(request), cancellationToken),
        "cancel" => RunAsync(request, request.Case, request.Reason, reason => new InstanceCommand.Cancel(reason), Keeper(request), cancellationToken),
        _ => Task.FromResult<Answer>(CaseCommandCodes.UnknownChange.With(("change", request.Change))),
    };

    public Task<Answer> Handle(RetryIncident request, CancellationToken cancellationToken) =>
        RunAsync(request, request.Case, "retry", _ => new InstanceCommand.Retry(request.Incident), Keeper(request), cancellationToken);

    /// <summary>Acts on a case in need of a hand belong to who operates the school's.</summary>
    private static Func<InstanceState, StoredStream, Rejection?> Keeper(Command request) => (_, stored) => Duties.Operations(request.Principal, stored.OrgPath);

    private Task<Answer> RunAsync(
        Command command, Id @case, string reason, Func<string, InstanceCommand> what, Func<InstanceState, StoredStream, Rejection?> mayAct, CancellationToken cancellation) =>
        reason.Length == 0
            ? Task.FromResult<Answer>(CaseCommandCodes.NoReason)
            : runner.RunAsync<InstanceState>(command, @case, (state, stored, act, facts) =>
                state is null || stored is null ? StepCodes.NotFound
                : command.Principal.MustWithdrawFrom(stored.Subject) && !command.Principal.Grants.IsEmpty ? CaseCommandCodes.MustWithdraw
                : mayAct(state, stored) is { } refused ? refused
                : cases.DecideWithReason(what, reason, state, stored, act, facts), cancellation);
}
