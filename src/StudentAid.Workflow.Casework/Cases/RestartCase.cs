using System.Collections.Immutable;
using MediatR;
using StudentAid.Workflow.Casework.Applications;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Cases;

/// <summary>
/// 重新启动: a case that was cancelled, or ended with an outcome that its procedure lets begin anew, begins as the person's next attempt, linked to it. What ended
/// stays as it ended.
/// </summary>
public sealed record RestartCase(Id Case) : Command
{
    public override Id Target => Case;

    public override Value Body => Value.List(Case.ToString(), "restart");
}

public static class RestartCodes
{
    public static readonly Code NotEnded = Code.State("restart-not-ended", "申请应已终止或撤回才能重新启动，但仍在办理。", "Expected the case to have ended, but it is open.");
    public static readonly Code NotAllowed = Code.State("restart-not-allowed", "流程应允许以“{outcome}”结束的申请重新启动，但没有允许。", "Expected the procedure to let a case that ended with '{outcome}' begin anew, but it does not.");
}

/// <summary>Which ended cases may begin anew.</summary>
public static class Restarting
{
    /// <summary>What a case is called that ended without any outcome.</summary>
    public const string Cancelled = "cancelled";

    private static readonly ImmutableArray<string> Usual = [Cancelled, CaseCommandsHandler.Withdrawn];

    /// <summary>Null where it may.</summary>
    public static Rejection? Refuse(IPins pins, InstanceState state)
    {
        if (state.IsOpen)
            return RestartCodes.NotEnded;
        ImmutableArray<string> ended = state.Status == Cancelled ? [Cancelled] : state.Outcomes;
        var allowed = pins.Definition(state.Pin)?.Definition.Root.All().FirstOrDefault(a => a.Type == ApplicationActivity.TypeName)?.Input("restart") is { Kind: InputKind.Literal } given
            ? [.. given.Value.Items.Select(i => i.AsText() ?? "")] : Usual;
        return ended.FirstOrDefault(o => !allowed.Contains(o, StringComparer.Ordinal)) is { } other ? RestartCodes.NotAllowed.With(("outcome", other)) : null;
    }
}

public sealed class RestartCaseHandler(StepRunner runner, IStepStore store, PinCache pins, IMediator mediator) : IRequestHandler<RestartCase, Answer>
{
    public async Task<Answer> Handle(RestartCase request, CancellationToken cancellationToken)
    {
        var stored = await store.LoadAsync(request.Case, cancellationToken);
        if (stored is not { Kind: InstanceSteps.Kind } || await runner.StateAsync<InstanceState>(stored, cancellationToken) is not { } state)
            return StepCodes.NotFound;
        await pins.EnsureAsync(state.Pin, cancellationToken);
        if (Restarting.Refuse(pins, state) is { } refused)
            return refused;
        // What the office ended only the office begins anew.
        if (state.Status == Restarting.Cancelled
            && (Duties.Operations(request.Principal, stored.OrgPath) ?? (request.Principal.MustWithdrawFrom(stored.Subject) ? CaseCommandCodes.MustWithdraw.With() : null)) is { } notYours)
            return notYours;
        var track = state.Frames[1].Input["track"].AsText() ?? "";
        var begin = new BeginCase(stored.Group, stored.Subject, track)
        {
            Principal = request.Principal, Key = $"{request.Key}#restart", DryRun = request.DryRun, Restarts = request.Case,
        };
        return await mediator.Send(await begin.NextAsync(store, cancellationToken), cancellationToken);
    }
}
