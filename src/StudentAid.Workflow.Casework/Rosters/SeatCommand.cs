using StudentAid.Workflow.Casework.Committees;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Rosters;

/// <summary>What is done in a member's seat at a list's meeting: who sits there does it himself, a student with the pledge signed, or whoever keeps the record puts it down.</summary>
public abstract record SeatCommand(Id Roster, string Member) : Command
{
    public override Id Target => Roster;

    /// <summary>Who has a seat on the body acts for himself, though he sees nothing else of its unit; who has one is known when the list is read.</summary>
    public override bool MayKnow(string orgPath, Id subject) => true;

    internal bool Sees(string orgPath) => base.MayKnow(orgPath, default) || Principal.HasSeat(orgPath);
}

/// <summary>The meeting and the seat in which something is done there; <see cref="Seat"/> is null where the body has no such member, <see cref="Own"/> where he does it himself.</summary>
internal sealed record SeatTaken(Meeting Meeting, Seating? Seat, bool Own, Body? Body, Value Members)
{
    /// <summary>The member as the list of members calls him.</summary>
    public string Name => Seat is null ? "" : Seats.NameOf(Seat, Members);

    /// <summary>Why the command may not be carried out for this seat, or what must be known first; null, and the seat, where it may.</summary>
    public static StreamDecision? Find(SeatCommand request, bool pledged, RosterState state, PinCache pins, ref Act act, Facts facts, out SeatTaken taken)
    {
        taken = null!;
        var committee = new FactKey(RosterFacts.Committee, $"{state.Body}|{state.Unit}");
        if (facts.Find(committee) is not { Value: var members })
            return new StreamDecision.Needs([committee]);
        var seat = state.Meeting?.Seats.FirstOrDefault(s => s.Member == request.Member);
        var own = seat is not null && Seats.IsOwn(request.Principal, seat, members);
        if (!own && !request.Sees(state.Unit))
            return StepCodes.NotFound;
        if (state.Status != "frozen" || state.Meeting is not { } meeting)
            return RosterCodes.NoMeeting;
        var duties = ListDuties.Of(state, pins);
        if (!own && duties.Refuse(request.Principal, ListAct.Record, ref act, facts) is { } notYours)
            return notYours;
        taken = new SeatTaken(meeting, seat, own, duties.Body, members);
        if (own && !pledged && Pledge.SeatOf(request.Principal, state, pins) is not null)
            return PledgeCodes.Missing;
        if (own && state.Entries.Any(e => request.Principal.MustWithdrawFrom(e.Person)))
            return RosterCodes.MustWithdraw.With(("member", taken.Name));
        return null;
    }
}
