using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Casework.Committees;

/// <summary>Whether who holds a seat takes part: present (also remotely), absent, or withdrawn (回避).</summary>
public enum Attendance { Present, Absent, Withdrawn }

/// <summary>A vote (表决).</summary>
public enum Vote { Agree, Disagree, Abstain }

/// <summary>
/// A seat in a ballot. Where its member is absent or withdrawn, a substitute named beforehand may sit in; <see cref="Vote"/> is the vote of who
/// sits there, null while it is outstanding; it counts <see cref="Weight"/> times.
/// </summary>
public sealed record Seat(string Person, Attendance Attendance, Vote? Vote, string? Substitute = null, int Weight = 1)
{
    /// <summary>Whether it is the chair's own, whose vote decides a tie where the rule says so; a substitute in it decides none.</summary>
    public bool IsChair { get; init; }
}

/// <summary>Agreed and disagreed are results; postponed lacks the quorum; open waits for votes of those present that can still decide.</summary>
public enum BallotOutcome { Open, Agreed, Disagreed, Postponed }

/// <summary>
/// The count. Entitled are all seats but those withdrawn without substitute; absent are never counted as agreement; outstanding are those present
/// whose vote is not in. Seats are counted in heads; agree, disagree and abstain in votes, of which some seats may have more than one.
/// </summary>
public sealed record BallotResult(
    BallotOutcome Outcome, int Entitled, int Present, int Agree, int Disagree, int Abstain, int Outstanding, ImmutableArray<Diagnostic> Findings)
{
    /// <summary>The votes of those who are present, and of all who are entitled.</summary>
    public (int Present, int Entitled) Votes { get; init; }
}

/// <summary>How the papers of a secret ballot (无记名表决) read, without a word of whose they are.</summary>
public sealed record Tally(int Agree, int Disagree, int Abstain)
{
    public int Votes => Agree + Disagree + Abstain;
}

/// <summary>A secret ballot as far as it is known: how many seats have put a paper in, and how these read, null until all of them are in.</summary>
public sealed record Papers(int Cast, Tally? Read);

/// <summary>Counts a ballot by a body's rule: pure, and blind to the order of the seats.</summary>
public static class Ballot
{
    /// <summary>A secret ballot: nothing is told of it before every seat that is taken has put its paper in.</summary>
    public static BallotResult Count(Quorum rule, IReadOnlyList<Seat> seats, Papers papers)
    {
        var attended = Count(rule, seats);
        if (attended.Outcome == BallotOutcome.Postponed || papers.Read is not { } read || read.Votes != attended.Votes.Present)
            return attended with { Outcome = attended.Outcome == BallotOutcome.Postponed ? BallotOutcome.Postponed : BallotOutcome.Open, Outstanding = attended.Present - papers.Cast };
        var agreed = rule.Agree.IsMet(read.Agree, rule.Of == AgreeOf.Present ? attended.Votes.Present : attended.Votes.Entitled);
        return attended with
        {
            Outcome = agreed ? BallotOutcome.Agreed : BallotOutcome.Disagreed, Agree = read.Agree, Disagree = read.Disagree, Abstain = read.Abstain, Outstanding = 0,
        };
    }

    public static BallotResult Count(Quorum rule, IReadOnlyList<Seat> seats)
    {
        var findings = new Findings();
        var sitting = Sitting(seats, findings);
        var present = sitting.Where(s => s.Attendance == Attendance.Present).ToList();
        var entitled = sitting.Count(s => s.Attendance != Attendance.Withdrawn);
        var (agree, disagree, abstain) = (Votes(present, Vote.Agree), Votes(present, Vote.Disagree), Votes(present, Vote.Abstain));
        var outstanding = present.Where(s => s.Vote is null).ToList();
        var votes = (Present: present.Sum(s => s.Weight), Entitled: sitting.Where(s => s.Attendance != Attendance.Withdrawn).Sum(s => s.Weight));
        var all = rule.Of == AgreeOf.Present ? votes.Present : votes.Entitled;
        var outcome =
            !(rule.PresentByVotes ? rule.Present.IsMet(votes.Present, votes.Entitled) : rule.Present.IsMet(present.Count, entitled)) ? BallotOutcome.Postponed
            : rule.Agree.IsMet(agree, all) ? BallotOutcome.Agreed
            : rule.Agree.IsMet(agree + outstanding.Sum(s => s.Weight), all) ? BallotOutcome.Open
            : rule.ChairBreaksTie && outstanding.Count > 0 && agree + outstanding.Sum(s => s.Weight) >= disagree ? BallotOutcome.Open
            : rule.ChairBreaksTie && agree == disagree && present.Exists(s => s is { IsChair: true, Substitute: null, Vote: Vote.Agree }) ? BallotOutcome.Agreed
            : BallotOutcome.Disagreed;
        return new BallotResult(outcome, entitled, present.Count, agree, disagree, abstain, outstanding.Count, findings.All) { Votes = votes };
    }

    /// <summary>Each person once, substitutes in their seats, votes only of those present.</summary>
    private static List<Seat> Sitting(IReadOnlyList<Seat> seats, Findings findings)
    {
        var members = Times(seats.Select(s => s.Person));
        var substitutes = Times(seats.Where(s => s.Attendance != Attendance.Present).Select(s => s.Substitute).OfType<string>());
        var sitting = new List<Seat>();
        for (var i = 0; i < seats.Count; i++)
            sitting.Add(Seated(seats[i], $"/seats/{i}", members, substitutes, findings));
        return sitting;
    }

    private static Seat Seated(Seat seat, string at, Dictionary<string, int> members, Dictionary<string, int> substitutes, Findings findings)
    {
        if (seat.Attendance == Attendance.Present)
        {
            if (seat.Substitute is not null)
                findings.Error(CommitteeCodes.SubstituteUnneeded, at, ("person", seat.Person));
            if (members[seat.Person] == 1)
                return seat;
            findings.Error(CommitteeCodes.SeatTwice, at, ("person", seat.Person));
            return seat with { Attendance = Attendance.Absent, Vote = null };
        }

        if (seat.Substitute is { } substitute)
        {
            // Who is a member himself keeps his own seat, and who would sit twice sits nowhere.
            if (substitutes[substitute] == 1 && !members.ContainsKey(substitute))
                return seat with { Attendance = Attendance.Present };
            findings.Error(CommitteeCodes.SeatTwice, at, ("person", substitute));
            return seat with { Vote = null };
        }

        if (seat.Vote is not null)
            findings.Warning(CommitteeCodes.VoteWithoutPresence, at, ("person", seat.Person));
        return seat with { Vote = null };
    }

    private static Dictionary<string, int> Times(IEnumerable<string> persons) =>
        persons.GroupBy(p => p, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);

    private static int Votes(List<Seat> present, Vote vote) => present.Where(s => s.Vote == vote).Sum(s => s.Weight);
}
