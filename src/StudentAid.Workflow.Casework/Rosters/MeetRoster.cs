using System.Collections.Immutable;
using MediatR;
using StudentAid.Workflow.Casework.Committees;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Rosters;

/// <summary>Records the body's meeting: day, mode, and of every member whether he is present, absent or withdrawn, who sits in for him, and his vote if taken at once.</summary>
public sealed record MeetRoster(Id Roster, DateOnly Day, string Mode, ImmutableArray<Seating> Seats) : Command
{
    public override Id Target => Roster;

    public override Value Body => Value.List(Roster.ToString(), RecordCodec.WriteNamed(new RosterEvent.Met(Day, Mode, Seats)));
}

/// <summary>A member's vote, one for each ballot and member.</summary>
public sealed record VoteOnRoster(Id Roster, string Member, string Vote) : Command
{
    public override Id Target => Roster;

    public override Value Body => Value.List(Roster.ToString(), Member, Vote);
}

public sealed class MeetRosterHandler(StepRunner runner) : IRequestHandler<MeetRoster, Answer>, IRequestHandler<VoteOnRoster, Answer>
{
    public Task<Answer> Handle(MeetRoster request, CancellationToken cancellationToken) =>
        runner.RunAsync<RosterState>(request, request.Roster, (state, stored, act, facts) => Meet(request, state, stored, act, facts), cancellationToken);

    public Task<Answer> Handle(VoteOnRoster request, CancellationToken cancellationToken) =>
        runner.RunAsync<RosterState>(request, request.Roster, (state, stored, act, _) => Vote(request, state, stored, act), cancellationToken);

    private static StreamDecision Meet(MeetRoster request, RosterState? state, StoredStream? stored, Act act, Facts facts)
    {
        if (state is null)
            return StepCodes.NotFound;
        if (state.Status != "frozen" || state.Body.Length == 0)
            return RosterCodes.ListGone;
        var committee = new FactKey(RosterFacts.Committee, $"{state.Body}|{state.Unit}");
        if (facts.Find(committee) is not { } members)
            return new StreamDecision.Needs([committee]);
        return Unfit(request, state, members.Value) is { } refused
            ? refused
            : new RosterSteps(state, stored, act).Of(new RosterEvent.Met(request.Day, request.Mode, request.Seats));
    }

    private static Rejection? Unfit(MeetRoster request, RosterState state, Value committee)
    {
        var members = committee["members"].Items.ToDictionary(m => m["id"].AsText() ?? "", m => m, StringComparer.Ordinal);
        var onList = state.Entries.Select(e => e.Person.ToString()).ToHashSet(StringComparer.Ordinal);
        foreach (var seat in request.Seats)
        {
            if (!members.TryGetValue(seat.Member, out var member))
                return RosterCodes.NotMember.With(("member", seat.Member));
            if (seat.Attendance is not ("present" or "absent" or "withdrawn"))
                return RosterCodes.UnknownAttendance.With(("word", seat.Attendance));
            if (seat.Vote is not ("" or "agree" or "disagree" or "abstain"))
                return RosterCodes.UnknownVote.With(("word", seat.Vote));
            var concerned = member["persons"].Items.Any(p => onList.Contains(p.AsText() ?? ""));
            if (concerned && seat.Attendance == "present")
                return RosterCodes.MustWithdraw.With(("member", member["name"].AsText() ?? seat.Member));
        }

        // Who is left out would not count among the entitled, and two of five would make a quorum.
        var unnamed = members.Keys.Except(request.Seats.Select(s => s.Member), StringComparer.Ordinal).Select(m => members[m]["name"].AsText() ?? m).ToList();
        return unnamed.Count > 0 ? RosterCodes.SeatMissing.With(("members", string.Join("、", unnamed))) : null;
    }

    private static StreamDecision Vote(VoteOnRoster request, RosterState? state, StoredStream? stored, Act act)
    {
        if (state is null)
            return StepCodes.NotFound;
        if (state.Status != "frozen" || state.Meeting is not { } meeting)
            return RosterCodes.NoMeeting;
        if (request.Vote is not ("agree" or "disagree" or "abstain"))
            return RosterCodes.UnknownVote.With(("word", request.Vote));
        if (meeting.Seats.FirstOrDefault(s => s.Member == request.Member) is not { Attendance: "present" })
            return RosterCodes.NotPresent;
        return new RosterSteps(state, stored, act).Of(new RosterEvent.Voted(request.Member, request.Vote));
    }

    /// <summary>The count of a meeting by the body's rule.</summary>
    internal static BallotResult Count(Body body, Meeting meeting) => Ballot.Count(body.Quorum, [.. meeting.Seats.Select(s => new Seat(
        s.Member,
        s.Attendance switch { "present" => Attendance.Present, "withdrawn" => Attendance.Withdrawn, _ => Attendance.Absent },
        s.Vote switch { "agree" => Committees.Vote.Agree, "disagree" => Committees.Vote.Disagree, "abstain" => Committees.Vote.Abstain, _ => null },
        s.Substitute.Length > 0 ? s.Substitute : null))]);
}
