using System.Collections.Immutable;
using MediatR;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Roles;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Erasure;

/// <summary>Asks to wrap the schools' keys by the master key that lies ready beside the present one. Whoever sets up the whole installation may.</summary>
public sealed record ProposeMasterKey : Command
{
    public override Id Target => default;

    public override Value Body => Value.List("propose-master-key");
}

/// <summary>Begins the change to the key that was proposed and read: by somebody else than who proposed it, where there is anybody.</summary>
public sealed record ApproveMasterKey(Id MasterKey) : Command
{
    public override Id Target => default;

    public override Value Body => Value.List("approve-master-key", MasterKey.ToString());
}

/// <summary>Turns the proposal down, or takes it back.</summary>
public sealed record DeclineMasterKey(Id MasterKey) : Command
{
    public override Id Target => default;

    public override Value Body => Value.List("decline-master-key", MasterKey.ToString());
}

/// <summary>Carries an approved change out, or goes on with one that was cut off. The product's own.</summary>
public sealed record ChangeMasterKey(Id MasterKey) : Command
{
    public override Id Target => default;

    public override Value Body => Value.List("change-master-key", MasterKey.ToString());
}

public sealed class MasterKeyHandler(StepRunner runner, IMasterKeys keys)
    : IRequestHandler<ProposeMasterKey, Answer>, IRequestHandler<ApproveMasterKey, Answer>, IRequestHandler<DeclineMasterKey, Answer>, IRequestHandler<ChangeMasterKey, Answer>
{
    public Task<Answer> Handle(ProposeMasterKey request, CancellationToken cancellationToken) => StepAsync(request, state =>
        (Refused(request) ?? RefuseNext(keys.Standing(), state)) is { } refused ? refused : new KeysEvent.MasterKeyProposed(keys.Standing().Next, request.Principal.Proposer), cancellationToken);

    public Task<Answer> Handle(ApproveMasterKey request, CancellationToken cancellationToken) => runner.RunAsync<KeysState>(request, KeysState.Only, (state, _, act, facts) =>
    {
        if ((Refused(request) ?? RefuseWaiting(state, request.MasterKey)) is { } notNow)
            return notNow;
        if (keys.Standing().Next != request.MasterKey)
            return MasterKeyCodes.NextOther.With(("key", request.MasterKey));
        var own = state!.Master!.By == request.Principal.Proposer;
        if (SecondPerson.RefuseOwn(own, UnitPath.Root, Duty.SetUp, request.Principal, facts, MasterKeyCodes.Own) is { } refused)
            return refused;
        return Step(state, act, new KeysEvent.MasterKeyApproved(request.MasterKey, request.Principal.Id, own));
    }, cancellationToken);

    public Task<Answer> Handle(DeclineMasterKey request, CancellationToken cancellationToken) => StepAsync(request, state =>
        (Refused(request) ?? (IsStuck(keys.Standing(), state.Master) ? RefuseOther(state.Master!, request.MasterKey) : RefuseWaiting(state, request.MasterKey))) is { } refused ? refused : new KeysEvent.MasterKeyDeclined(request.MasterKey, request.Principal.Id), cancellationToken);

    public async Task<Answer> Handle(ChangeMasterKey request, CancellationToken cancellationToken)
    {
        if (!request.Principal.IsSystem)
            return MasterKeyCodes.NotApproved;
        var judged = await StepAsync(request with { DryRun = true }, state => Changed(state, request.MasterKey, 0), cancellationToken);
        if (!judged.Succeeded || request.DryRun)
            return judged;
        // The record follows: a change of which there is none yet is made again, and finds nothing left to do.
        return await keys.ChangeAsync(request.MasterKey, cancellationToken) is { } schools
            ? await StepAsync(request, state => Changed(state, request.MasterKey, schools), cancellationToken) : MasterKeyCodes.NextOther.With(("key", request.MasterKey));
    }

    private Task<Answer> StepAsync(Command request, Func<KeysState, Happening<KeysEvent>> decide, CancellationToken cancellation) => runner.RunAsync<KeysState>(request, KeysState.Only, (state, _, act, _) =>
    {
        var (happened, refused) = decide(state ?? KeysState.Empty);
        return happened is null ? refused! : Step(state, act, happened);
    }, cancellation);

    private static StreamDecision Step(KeysState? state, Act act, KeysEvent happened) =>
        (state ?? KeysState.Empty).Step(new Beside(UnitPath.Root), new StepParts(act, state?.Version ?? 0), happened);

    private static Rejection? Refused(Command request) =>
        Duties.Setup(request.Principal, UnitPath.Root) is { } notYours ? notYours
        : request.Principal.IsMachine || request.Principal.IsSystem ? MasterKeyCodes.PersonActs.With() : null;

    private static Happening<KeysEvent> Changed(KeysState state, Id key, int schools) => state.Master is { Status: KeysState.Approved } change && change.MasterKey == key
        ? new KeysEvent.MasterKeyChanged(key, schools) : MasterKeyCodes.NotApproved.With();

    private static Rejection? RefuseWaiting(KeysState? state, Id key) =>
        state?.Master is { Status: KeysState.Proposed } change ? RefuseOther(change, key) : MasterKeyCodes.NotProposed.With();

    private static Rejection? RefuseOther(MasterKeyTurn change, Id key) => change.MasterKey != key ? MasterKeyCodes.NextOther.With(("key", change.MasterKey)) : null;

    /// <summary>An approved change whose key lies nowhere any more and wraps nothing: it would wait for ever.</summary>
    private static bool IsStuck(MasterKeyStanding standing, MasterKeyTurn? change) => change is { Status: KeysState.Approved }
        && !standing.Unread && standing.File != change.MasterKey && standing.Next != change.MasterKey && standing.Wrapped.All(w => w.Key != change.MasterKey);

    private static Rejection? RefuseNext(MasterKeyStanding standing, KeysState state) =>
        !standing.InFile ? MasterKeyCodes.NoFile.With()
        : standing.Unread ? MasterKeyCodes.Unread.With()
        : state.Master is { Status: KeysState.Proposed or KeysState.Approved } open ? MasterKeyCodes.StillOpen.With(("state", MasterKeyCodes.Open(open.Status)))
        : standing.State != MasterKeyStanding.Held ? MasterKeyCodes.StillOpen.With(("state", MasterKeyCodes.Open(standing.State)))
        : standing.Next.IsNone ? MasterKeyCodes.NextMissing.With()
        : standing.Next == standing.File ? MasterKeyCodes.NextSame.With() : null;

    /// <summary>What somebody who sets up the whole installation may do now: "propose", "approve", "decline", by the rules by which it is judged.</summary>
    public static async Task<ImmutableArray<string>> ActsAsync(MasterKeyStanding standing, KeysState state, Principal principal, FactLoader facts, CancellationToken cancellation)
    {
        if (principal.IsMachine || principal.IsSystem)
            return [];
        if (state.Master is not { Status: KeysState.Proposed } change)
            return IsStuck(standing, state.Master) ? ["decline"] : RefuseNext(standing, state) is null ? ["propose"] : [];
        return standing.Next == change.MasterKey && await SecondPerson.MayApproveAsync(change.By == principal.Proposer, UnitPath.Root, Duty.SetUp, principal, facts, cancellation)
            ? ["approve", "decline"] : ["decline"];
    }
}
