using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Committees;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Rosters;

/// <summary>Holds a meeting's seats against the body's published members and substitutes, and against the list that it decides.</summary>
internal static class Seats
{
    public static Rejection? Check(ImmutableArray<Seating> seats, Value committee, RosterState state) =>
        Check(seats, committee, state.Entries.Select(e => e.Person.ToString()).ToHashSet(StringComparer.Ordinal));

    /// <param name="seats">Who sits where, and how he votes.</param>
    /// <param name="committee">The body's members and substitutes as they were published.</param>
    /// <param name="onList">Ids of the people who are decided about.</param>
    public static Rejection? Check(ImmutableArray<Seating> seats, Value committee, HashSet<string> onList)
    {
        var members = ById(committee["members"]);
        var substitutes = ById(committee["substitutes"]);
        foreach (var seat in seats)
        {
            if (!members.TryGetValue(seat.Member, out var member))
                return RosterCodes.NotMember.With(("member", seat.Member));
            if (Word(seat) is { } unknown)
                return unknown;
            if (seat.Attendance == "present" && IsConcerned(member, onList))
                return RosterCodes.MustWithdraw.With(("member", NameOf(member, seat.Member)));
            if (seat.Substitute.Length > 0 && Substitute(seat, member, substitutes, onList) is { } refused)
                return refused;
        }

        // Who is left out would not count among the entitled, and two of five would make a quorum.
        var unnamed = members.Keys.Except(seats.Select(s => s.Member), StringComparer.Ordinal).Select(m => NameOf(members[m], m)).ToList();
        return unnamed.Count > 0 ? RosterCodes.SeatMissing.With(("members", Text.Listed(unnamed))) : null;
    }

    /// <summary>Who sits there without a vote has none put down, and sits in for nobody who has one.</summary>
    public static Rejection? CheckVotes(Meeting meeting, Value committee, Body? body)
    {
        if (meeting.Seats.FirstOrDefault(s => meeting.IsObserver(s.Member) && s.Vote.Length > 0) is { } voting)
            return RosterCodes.SeatWithoutVote.With(("member", NameOf(voting, committee)));
        var substitutes = ById(committee["substitutes"]);
        var without = meeting.Voting.FirstOrDefault(s => substitutes.TryGetValue(s.Substitute, out var who) && body?.HasVote(who["category"].AsText() ?? "") == false);
        return without is null ? null : RosterCodes.SubstituteWithoutVote.With(("substitute", NameOf(substitutes[without.Substitute], without.Substitute)));
    }

    /// <summary>The name of who votes in the seat: the member, or the substitute who sits in for him; the seat's id where nobody of that id is on record.</summary>
    public static string NameOf(Seating seat, Value committee) => Who(seat, committee) is { } who ? NameOf(who, seat.Member) : seat.Member;

    /// <summary>True where somebody sits in the seat: its member, or a substitute.</summary>
    public static bool IsTaken(Seating seat) => seat.Attendance == "present" || seat.Substitute.Length > 0;

    /// <summary>True where it is the principal who votes in the seat: the member himself, or the substitute who sits in for him.</summary>
    public static bool IsOwn(Principal principal, Seating seat, Value committee) =>
        KnownAs(seat, committee).Contains(principal.Id);

    /// <summary>
    /// The principals as whom whoever votes in the seat may sign in, the likeliest first: his account, his own id, his account as a student. Who may act for a
    /// student is not the student: his parents may as well.
    /// </summary>
    public static ImmutableArray<Id> KnownAs(Seating seat, Value committee) => Who(seat, committee) is { } who ? CommitteeMember.From(who).SignsInAs : [];

    private static Value? Who(Seating seat, Value committee) => seat.Substitute.Length > 0
        ? ById(committee["substitutes"]).GetValueOrDefault(seat.Substitute) : ById(committee["members"]).GetValueOrDefault(seat.Member);

    private static Rejection? Word(Seating seat) =>
        seat.Attendance is not ("present" or "excused" or "absent" or "withdrawn") ? RosterCodes.UnknownAttendance.With(("word", seat.Attendance))
        : seat.Vote is not ("" or "agree" or "disagree" or "abstain" or SecretBallot.Cast) ? RosterCodes.UnknownVote.With(("word", seat.Vote))
        : null;

    private static Rejection? Substitute(Seating seat, Value member, Dictionary<string, Value> substitutes, HashSet<string> onList)
    {
        if (seat.Attendance == "present")
            return CommitteeCodes.SubstituteUnneeded.With(("person", NameOf(member, seat.Member)));
        if (!substitutes.TryGetValue(seat.Substitute, out var substitute))
            return RosterCodes.NotNamedSubstitute.With(("substitute", seat.Substitute));
        return IsConcerned(substitute, onList) ? RosterCodes.MustWithdraw.With(("member", NameOf(substitute, seat.Substitute))) : null;
    }

    private static bool IsConcerned(Value member, HashSet<string> onList) => member["persons"].Items.Any(p => onList.Contains(p.AsText() ?? ""));

    private static string NameOf(Value member, string id) => member["name"].AsText() ?? id;

    private static Dictionary<string, Value> ById(Value members) => members.Items.ToDictionary(m => m["id"].AsText() ?? "", m => m, StringComparer.Ordinal);
}
