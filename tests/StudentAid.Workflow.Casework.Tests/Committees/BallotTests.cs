using FluentAssertions;
using FsCheck;
using FsCheck.Fluent;
using StudentAid.Workflow.Casework.Committees;
using Xunit;

namespace StudentAid.Workflow.Casework.Tests.Committees;

public sealed class BallotTests
{
    private static readonly Quorum Rule = new(new Share(2, 3, Exceed: false), new Share(1, 2, Exceed: true), AgreeOf.Present);

    private static readonly Gen<Seat[]> Meetings =
        Gen.Elements(Attendance.Present, Attendance.Present, Attendance.Absent, Attendance.Withdrawn)
            .SelectMany(a => Gen.Elements<Vote?>(Vote.Agree, Vote.Disagree, Vote.Abstain, null).Select(v => (Attendance: a, Vote: v)))
            .ListOf().Select(seats => seats.Select((s, i) => new Seat($"p{i}", s.Attendance, s.Attendance == Attendance.Present ? s.Vote : null)).ToArray());

    private static Seat[] Seats(string plan) => [.. plan.Select((c, i) => c switch
    {
        '+' => new Seat($"p{i}", Attendance.Present, Vote.Agree),
        '-' => new Seat($"p{i}", Attendance.Present, Vote.Disagree),
        '0' => new Seat($"p{i}", Attendance.Present, Vote.Abstain),
        '?' => new Seat($"p{i}", Attendance.Present, null),
        'a' => new Seat($"p{i}", Attendance.Absent, null),
        _ => new Seat($"p{i}", Attendance.Withdrawn, null),
    })];

    [Theory]
    [InlineData("+++++", BallotOutcome.Agreed)]
    [InlineData("++++aa", BallotOutcome.Agreed)]
    [InlineData("+++aa", BallotOutcome.Postponed)]
    [InlineData("++--", BallotOutcome.Disagreed)]
    [InlineData("++-0", BallotOutcome.Disagreed)]
    [InlineData("+++-0", BallotOutcome.Agreed)]
    [InlineData("++?--", BallotOutcome.Open)]
    [InlineData("+++??", BallotOutcome.Agreed)]
    [InlineData("---??", BallotOutcome.Disagreed)]
    [InlineData("++rrr", BallotOutcome.Agreed)]
    [InlineData("rrr", BallotOutcome.Postponed)]
    [InlineData("", BallotOutcome.Postponed)]
    public void Two_thirds_present_and_more_than_half_of_them_agreeing_decide(string plan, BallotOutcome outcome)
    {
        Ballot.Count(Rule, Seats(plan)).Outcome.Should().Be(outcome);
    }

    [Theory]
    [InlineData('+', "+--", BallotOutcome.Agreed)]
    [InlineData('-', "++-", BallotOutcome.Disagreed)]
    [InlineData('0', "+-0", BallotOutcome.Disagreed)]
    [InlineData('+', "---", BallotOutcome.Disagreed)]
    [InlineData('+', "--?", BallotOutcome.Open)]
    [InlineData('?', "+--", BallotOutcome.Open)]
    [InlineData('+', "++-", BallotOutcome.Agreed)]
    [InlineData('-', "+0a", BallotOutcome.Disagreed)]
    public void Of_as_many_votes_on_either_side_the_chairs_own_decides(char chair, string others, BallotOutcome outcome)
    {
        var rule = Rule with { ChairBreaksTie = true };
        Seat[] seats = [Seats(chair.ToString())[0] with { Person = "chair", IsChair = true }, .. Seats(others)];

        Ballot.Count(rule, seats).Outcome.Should().Be(outcome);
        if (outcome == BallotOutcome.Agreed && others == "+--")
            Ballot.Count(Rule, seats).Outcome.Should().Be(BallotOutcome.Disagreed, "nobody said that the chair decides");
    }

    [Fact]
    public void Who_sits_in_for_the_chair_decides_no_tie()
    {
        Seat[] seats = [new Seat("chair", Attendance.Absent, Vote.Agree, "deputy") { IsChair = true }, .. Seats("+--")];
        Ballot.Count(Rule with { ChairBreaksTie = true }, seats).Outcome.Should().Be(BallotOutcome.Disagreed);
    }

    [Fact]
    public void A_seat_with_more_votes_weighs_more_in_what_is_agreed_and_as_one_in_who_is_there()
    {
        Seat[] seats = [new Seat("head", Attendance.Present, Vote.Disagree, Weight: 3), .. Seats("++0a")];
        var result = Ballot.Count(Rule, seats);
        (result.Agree, result.Disagree, result.Abstain, result.Votes, result.Outcome).Should().Be((2, 3, 1, (6, 7), BallotOutcome.Disagreed));
        Ballot.Count(Rule, [seats[0] with { Vote = null }, .. seats[1..]]).Outcome.Should().Be(BallotOutcome.Open, "three votes can still turn it");
        Ballot.Count(Rule, [seats[0] with { Vote = Vote.Agree }, .. seats[1..]]).Outcome.Should().Be(BallotOutcome.Agreed);

        Seat[] away = [new Seat("head", Attendance.Absent, null, Weight: 3), .. Seats("++++")];
        Ballot.Count(Rule, away).Outcome.Should().Be(BallotOutcome.Agreed, "four of five are there");
        Ballot.Count(Rule with { PresentByVotes = true }, away).Outcome.Should().Be(BallotOutcome.Postponed, "four of seven votes are");
    }

    [Fact]
    public void A_secret_ballot_of_unequal_seats_is_read_when_all_votes_are_in()
    {
        Seat[] seats = [new Seat("head", Attendance.Present, null, Weight: 3), new Seat("a", Attendance.Present, null), new Seat("b", Attendance.Present, null)];
        Ballot.Count(Rule, seats, new Papers(3, new Tally(3, 2, 0))).Outcome.Should().Be(BallotOutcome.Agreed);
        Ballot.Count(Rule, seats, new Papers(3, new Tally(2, 3, 0))).Outcome.Should().Be(BallotOutcome.Disagreed);
        Ballot.Count(Rule, seats, new Papers(2, null)).Should().Match<BallotResult>(r => r.Outcome == BallotOutcome.Open && r.Outstanding == 1);
    }

    [Fact]
    public void An_absent_member_whose_vote_arrives_is_not_counted_as_agreement()
    {
        var result = Ballot.Count(Rule with { Of = AgreeOf.Entitled }, [.. Seats("++-"), new Seat("late", Attendance.Absent, Vote.Agree)]);

        (result.Agree, result.Outcome).Should().Be((2, BallotOutcome.Disagreed));
        result.Findings.Single().Code.Should().Be(CommitteeCodes.VoteWithoutPresence);
    }

    [Fact]
    public void A_substitute_named_beforehand_sits_in_for_who_is_absent_or_withdraws()
    {
        var result = Ballot.Count(Rule, [.. Seats("+-"), new Seat("马骏", Attendance.Withdrawn, Vote.Agree, "林可")]);

        (result.Entitled, result.Present, result.Agree, result.Outcome).Should().Be((3, 3, 2, BallotOutcome.Agreed));
        result.Findings.Should().BeEmpty();
    }

    [Fact]
    public void A_secret_ballot_ends_as_the_open_one_with_the_same_votes_and_tells_nothing_before_the_last_paper()
    {
        Check.QuickThrowOnFailure(Prop.ForAll(Meetings.ToArbitrary(), seats =>
        {
            var all = seats.Select(s => s.Attendance == Attendance.Present ? s with { Vote = s.Vote ?? Vote.Abstain } : s).ToArray();
            var open = Ballot.Count(Rule, all);
            Seat[] silent = [.. all.Select(s => s with { Vote = null })];
            var read = new Tally(open.Agree, open.Disagree, open.Abstain);
            var before = Ballot.Count(Rule, silent, new Papers(Math.Max(0, open.Present - 1), null));
            return Ballot.Count(Rule, silent, new Papers(open.Present, read)).Outcome == open.Outcome && (before.Agree, before.Disagree, before.Abstain) == (0, 0, 0)
                && before.Outcome == (open.Outcome == BallotOutcome.Postponed ? BallotOutcome.Postponed : BallotOutcome.Open);
        }));
    }

    [Fact]
    public void Nobody_votes_in_two_seats()
    {
        var member = Ballot.Count(Rule, [.. Seats("+-"), new Seat("absent", Attendance.Absent, Vote.Agree, "p0")]);
        var twice = Ballot.Count(Rule, [.. Seats("+"), new Seat("a1", Attendance.Absent, Vote.Agree, "sub"), new Seat("a2", Attendance.Absent, Vote.Agree, "sub")]);

        (member.Agree, member.Present).Should().Be((1, 2), "the substitute is a member himself and keeps one seat");
        (twice.Agree, twice.Present).Should().Be((1, 1));
        twice.Findings.Should().HaveCount(2).And.OnlyContain(f => f.Code == CommitteeCodes.SeatTwice);
    }

    [Fact]
    public void The_order_of_seats_does_not_matter()
    {
        Check.QuickThrowOnFailure(Prop.ForAll(Meetings.ToArbitrary(), seats =>
            Ballot.Count(Rule, seats).Outcome == Ballot.Count(Rule, [.. seats.Reverse()]).Outcome));
    }

    [Fact]
    public void Agreement_always_has_a_quorum_and_more_agreeing_than_not_among_those_present()
    {
        Check.QuickThrowOnFailure(Prop.ForAll(Meetings.ToArbitrary(), seats =>
        {
            var result = Ballot.Count(Rule, seats);
            var present = seats.Count(s => s.Attendance == Attendance.Present);
            var entitled = seats.Count(s => s.Attendance != Attendance.Withdrawn);
            var agree = seats.Count(s => s.Attendance == Attendance.Present && s.Vote == Vote.Agree);
            return (result.Outcome == BallotOutcome.Agreed) == (entitled > 0 && 3 * present >= 2 * entitled && 2 * agree > present);
        }));
    }

    [Fact]
    public void A_decided_ballot_stays_decided_however_the_outstanding_votes_fall()
    {
        Check.QuickThrowOnFailure(Prop.ForAll(Meetings.ToArbitrary(), seats =>
        {
            var before = Ballot.Count(Rule, seats);
            return before.Outcome == BallotOutcome.Open || new[] { Vote.Agree, Vote.Disagree, Vote.Abstain }.All(v =>
                Ballot.Count(Rule, [.. seats.Select(s => s.Attendance == Attendance.Present ? s with { Vote = s.Vote ?? v } : s)]).Outcome == before.Outcome);
        }));
    }
}
