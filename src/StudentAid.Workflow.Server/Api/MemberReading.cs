using StudentAid.Workflow.Casework.Committees;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Policy;

namespace StudentAid.Workflow.Server.Api;

/// <summary>
/// Reads lists for the members of a body who see nothing else of its unit, while it deals with the list, and no more of it than they vote on: the students of a
/// review group with the pledge signed, and whoever sits at its meeting.
/// </summary>
public sealed class MemberReading(IStepStore store, StepRunner runner, PinCache pins, PeopleNames names, OwnSeat seats, IStoreReader reader)
{
    private static readonly HashSet<string> Who = [FieldTable.Member];

    /// <summary>The list and the body in which the caller has a student's seat for it; null where there is none for him.</summary>
    public async Task<(RosterState State, Body Body)?> SeatAsync(Id id, Caller caller, CancellationToken cancellation)
    {
        if (await store.LoadAsync(id, cancellation) is not { Kind: RosterState.Kind } stored || !caller.Principal.HasSeat(stored.OrgPath))
            return null;
        var state = (await runner.StateAsync<RosterState>(stored, cancellation))!;
        await pins.EnsureAsync(state.Pin, cancellation);
        return Pledge.SeatOf(caller.Principal, state, pins) is { } body ? (state, body) : null;
    }

    /// <summary>What he is shown, or why he is not; null where the list does not exist for him.</summary>
    public async Task<(RosterView? View, Rejection? Refused)?> FindAsync(Id id, Caller caller, CancellationToken cancellation)
    {
        if (await SeatAsync(id, caller, cancellation) is not var (state, body))
            return await SittingAsync(id, caller, cancellation);
        if (!Pledge.IsOpen(state))
            return (null, PledgeCodes.MeetingOver.With());
        if (!await HasSignedAsync(id, caller, cancellation))
            return (null, PledgeCodes.Missing.With());
        if (!Pledge.IsMeeting(state, body))
            return (null, (state.Meeting is { Decision: > 0 } ? PledgeCodes.MeetingOver : PledgeCodes.NotMeeting).With());
        return (await ViewAsync(id, state, body, await seats.OfAsync(caller.Principal, state, cancellation)), null);
    }

    /// <summary>A member of the staff who sits at the meeting and whose own units lie elsewhere.</summary>
    private async Task<(RosterView? View, Rejection? Refused)?> SittingAsync(Id id, Caller caller, CancellationToken cancellation)
    {
        if (await runner.StateAsync<RosterState>(await store.LoadAsync(id, cancellation), cancellation) is not { Status: "frozen" } state
            || await seats.OfAsync(caller.Principal, state, cancellation) is not { } own)
            return null;
        await pins.EnsureAsync(state.Pin, cancellation);
        return Body.Kind.Find(pins, state.Pin, state.Body) is { } body ? (await ViewAsync(id, state, body, own), null) : null;
    }

    private async Task<RosterView> ViewAsync(Id id, RosterState state, Body body, Seating? own)
    {
        var known = await names.OfAsync(state.Unit, state.Entries.Select(e => e.Person));
        var view = RosterView.Of(id, state, known, body, new DutiesView(false, false, [], []), [], null) with
        {
            OwnVote = OwnVoteView.Of(state, own, body), Scoring = ScoringView.Of(SheetResults.SheetOf(state, pins)),
        };
        return ListFields.Keep(await LeftEntries.MarkAsync(reader, state, view), Who);
    }

    public async Task<bool> HasSignedAsync(Id id, Caller caller, CancellationToken cancellation) =>
        await store.LoadAsync(PledgeState.IdOf(id, caller.Principal.Id), cancellation) is { Kind: PledgeState.Kind };
}
