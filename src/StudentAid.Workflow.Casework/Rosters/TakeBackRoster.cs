using System.Collections.Immutable;
using MediatR;
using StudentAid.Workflow.Casework.Archiving;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Rosters;

/// <summary>
/// Takes a list's last decision back (收回): cases on which nobody has acted since wait at the list's activity again and go on its next ordinal;
/// the others stay under the decision, and so do those from which the caller must withdraw: somebody else takes them back.
/// </summary>
public sealed record TakeBackRoster(Id Roster, string Reason) : Command
{
    public override Id Target => Roster;

    public override Value Body => Value.List(Roster.ToString(), Reason);
}

/// <summary>
/// What taking a list back tells each of its cases: to wait at the list's activity again, unless somebody has acted on it since its release.
/// <see cref="Reason"/> is the address of the sealed text.
/// </summary>
public sealed record ReturnCase(Id Case, Id Roster, int Decision, string Reason) : Command
{
    public const string Name = "taken-back";

    public override Id Target => default;

    public override Value Body => Value.List(Case.ToString(), Roster.ToString(), Decision, Reason);
}

public sealed class TakeBackRosterHandler(StepRunner runner, IStepStore store, PinCache pins, CaseSteps cases, Cipher cipher, SealedTexts texts) :
    IRequestHandler<TakeBackRoster, Answer>, IRequestHandler<ReturnCase, Answer>
{
    public async Task<Answer> Handle(TakeBackRoster request, CancellationToken cancellationToken)
    {
        var state = await runner.StateAsync<RosterState>(await store.LoadAsync(request.Roster, cancellationToken), cancellationToken);
        if (state is null)
            return StepCodes.NotFound;
        await pins.EnsureAsync(state.Pin, cancellationToken);
        var untouched = await UntouchedAsync(request.Roster, state, cancellationToken);
        return await runner.RunAsync<RosterState>(request, request.Roster, (s, stored, act, facts) => TakenBack(request, s!, stored, act, facts, untouched), cancellationToken);
    }

    public async Task<Answer> Handle(ReturnCase request, CancellationToken cancellationToken)
    {
        if (await runner.StateAsync<RosterState>(await store.LoadAsync(request.Roster, cancellationToken), cancellationToken) is not { } list)
            return StepCodes.NotFound;
        var released = await store.OperationAsync(RosterRelease.OperationOf(request.Roster, request.Decision, request.Case), cancellationToken);
        var reason = await texts.TextAsync(request.Reason, cancellationToken);
        return await runner.RunAsync<InstanceState>(
            request, request.Case,
            (state, stored, act, facts) => state is { IsOpen: true } && stored!.Version == released?.Seq ? Back(list, reason, state, stored, act, facts) : RosterCodes.ActedSince,
            cancellationToken);
    }

    private StreamDecision TakenBack(TakeBackRoster request, RosterState state, StoredStream? stored, Act act, Facts facts, ImmutableArray<Id> untouched)
    {
        if (ListDuties.Of(state, pins).Refuse(request.Principal, ListAct.Decide, ref act, facts) is { } notYours)
            return notYours;
        if (!CanBeTakenBack(state) || untouched.IsEmpty)
            return RosterCodes.NothingToTakeBack;
        // His own stays under the decision, until somebody else takes it back too.
        var own = state.Entries.Where(e => request.Principal.MustWithdrawFrom(e.Person)).Select(e => e.Case).ToHashSet();
        var others = untouched.RemoveAll(own.Contains);
        if (others.IsEmpty)
            return RosterCodes.TakesOwnBack.With(("case", untouched[0]), ("roles", ListDuties.Of(state, pins).Named(request.Principal, ListAct.Decide)));
        var steps = new RosterSteps(state, stored, act);
        var reason = request.Reason.Length > 0 ? steps.Seal(state.Round, cipher.Seal(state.Round, request.Reason)) : "";
        foreach (var @case in others)
            steps.Tell(ReturnCase.Name, @case, Value.Record(("roster", request.Roster.ToString()), ("decision", state.Decisions), ("reason", reason)));
        return steps.Of(new RosterEvent.TakenBack(state.Decisions, others, reason));
    }

    private static bool CanBeTakenBack(RosterState state) => state is { Decisions: > 0, IsPublicity: false, Status: "released" };

    /// <summary>Cases whose last event is the release itself; none where the list cannot be taken back.</summary>
    private async Task<ImmutableArray<Id>> UntouchedAsync(Id roster, RosterState state, CancellationToken cancellation)
    {
        var untouched = ImmutableArray.CreateBuilder<Id>();
        foreach (var standing in state.Standings.Where(s => CanBeTakenBack(state) && s.State == "decided" && s.Decision == state.Decisions))
        {
            var released = await store.OperationAsync(RosterRelease.OperationOf(roster, standing.Decision, standing.Case), cancellation);
            if (released is not null && await store.LoadAsync(standing.Case, cancellation) is { } stored && stored.Version == released.Seq && stored.Status == "open")
                untouched.Add(standing.Case);
        }

        return untouched.ToImmutable();
    }

    private StreamDecision Back(RosterState roster, string reason, InstanceState state, StoredStream stored, Act act, Facts facts)
    {
        var source = state.Bookmarks.Keys.Order().First();
        return cases.DecideWithReason(why => new InstanceCommand.RewindTo(source, roster.Activity, Redo.Between, why), reason, state, stored, act, facts);
    }
}
