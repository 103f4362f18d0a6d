using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Committees;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Revocations;

/// <summary>
/// The vote of a body on a revocation, counted as on its lists: every published member has a seat, who is a relative of the student withdraws, below the quorum nothing is
/// decided, and who agrees agrees to revoke.
/// </summary>
internal static class RevocationVote
{
    /// <summary>Null where the votes bear the result out; of the school's students the body's shares are counted.</summary>
    public static Rejection? Refuse(Body body, Value committee, int students, ImmutableArray<Seating> seats, Tally? papers, Id person, string result, DateOnly today)
    {
        if (seats.IsDefaultOrEmpty)
            return RevocationCodes.NoVote.With(("body", body.Id));
        if (body.PublishList && !(committee["published"].AsDay() <= today))
            return RosterCodes.CommitteeNotPublished.With(("day", today));
        if (Seats.Check(seats, committee, [person.ToString()]) is { } refused)
            return refused;
        if (Term.Of(committee).Refuse(today, "") is { } over)
            return over;
        if (StandingCommittee.Check(body, committee, students).FirstOrDefault(f => f.Severity == Severity.Error) is { } finding)
            return RosterCodes.BodyUnfit.With(("finding", finding.In("zh-CN").TrimEnd('。')));
        var meeting = SecretBallot.Seated(new Meeting(
            today, "", seats, null, [], Secret: body.Secret, Read: papers, Observers: StandingCommittee.Observers(body, committee), Weights: StandingCommittee.Weights(body, committee), Chair: StandingCommittee.ChairOf(body, committee)), papers);
        if (Seats.CheckVotes(meeting, committee, body) is { } without)
            return without;
        if (SecretBallot.Refuse(meeting, papers) is { } otherBallot)
            return otherBallot;
        var count = MeetRosterHandler.Count(body, meeting);
        return count.Outcome switch
        {
            BallotOutcome.Postponed => RosterCodes.BelowQuorum.With(("entitled", count.Entitled), ("present", count.Present)),
            BallotOutcome.Open => RevocationCodes.VotesOut.With(("outstanding", count.Outstanding)),
            BallotOutcome.Agreed when result != RevocationState.Revoked => RevocationCodes.AgainstVote.With(("agree", count.Agree), ("disagree", count.Disagree), ("result", result)),
            BallotOutcome.Disagreed when result == RevocationState.Revoked => RevocationCodes.AgainstVote.With(("agree", count.Agree), ("disagree", count.Disagree), ("result", result)),
            _ => null,
        };
    }
}
