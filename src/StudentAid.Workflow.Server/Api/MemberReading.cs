using StudentAid.Workflow.Casework.Committees;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Policy;

namespace StudentAid.Workflow.Server.Api;

/// <summary>Reads lists for the students of a review group: of their own body, with the pledge signed, while it deals with the list, and no more of it than they vote on.</summary>
public sealed class MemberReading(IStepStore store, StepRunner runner, PinCache pins, PeopleNames names)
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
            return null;
        if (!Pledge.IsOpen(state))
            return (null, PledgeCodes.MeetingOver.With());
        if (!await HasSignedAsync(id, caller, cancellation))
            return (null, PledgeCodes.Missing.With());
        var known = await names.OfAsync(state.Unit, state.Entries.Select(e => e.Person));
        return (ListFields.Keep(RosterView.Of(id, state, known, body, new DutiesView(false, false, [], []), [], null), Who), null);
    }

    public async Task<bool> HasSignedAsync(Id id, Caller caller, CancellationToken cancellation) =>
        await store.LoadAsync(PledgeState.IdOf(id, caller.Principal.Id), cancellation) is { Kind: PledgeState.Kind };
}
