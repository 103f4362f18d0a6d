using System.Collections.Immutable;
using FluentAssertions;
using StudentAid.Workflow.Casework.Committees;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Casework.Tests.Committees;

/// <summary>Where one vote, one seat or one member more or less changes what came of it.</summary>
public sealed class QuorumEdgesTests
{
    private static readonly Share Half = new(1, 2, Exceed: true);
    private static readonly Share TwoThirds = new(2, 3, Exceed: false);
    private static readonly Quorum Rule = new(TwoThirds, Half, AgreeOf.Present);
    private static readonly CommitteeSetting Setting = new(0, [], ["parent"], ListPublished: true);

    private static readonly Body Plain = new(
        "group", ["class"], [Category("teacher"), Category("student")], [], new BodySize(1, null, Odd: false, null), [], [], ApplicantRule.Withdraws, Rule, PublishList: false,
        BodyDuties.Of(["teacher"]), [], [], HintAnswers: true, ChairElected: false, ShownFor: null);

    [Fact]
    public void A_substitute_beside_a_present_member_is_told_and_the_member_keeps_the_seat()
    {
        var result = Ballot.Count(Rule, [Present("a", Vote.Agree) with { Substitute = "s" }, Present("b", Vote.Agree)]);
        (result.Agree, result.Present, result.Outcome).Should().Be((2, 2, BallotOutcome.Agreed));
        Told(result.Findings).Should().Equal("ballot-substitute-unneeded Error /seats/0 a");
    }

    [Fact]
    public void A_category_may_be_no_more_than_its_share()
    {
        var body = Plain with { Categories = [Category("teacher"), Category("student") with { AtMost = new Share(1, 2, Exceed: false) }] };
        ImmutableArray<Diagnostic> Of(int students) => Composition.Check(
            body, [new Member("t0", "t0", "teacher", Chair: true, []), new Member("t1", "t1", "teacher", Chair: false, []), .. Enumerable.Range(0, students).Select(n => new Member($"s{n}", $"s{n}", "student", Chair: false, []))], Setting);
        Of(2).Select(f => f.Code).Should().NotContain(CommitteeCodes.CategoryAtMost, "half is not more than half");
        Of(3).Select(f => f.Code).Should().Contain(CommitteeCodes.CategoryAtMost);
    }

    [Fact]
    public void Who_is_seated_twice_sits_nowhere_and_each_seat_is_told()
    {
        var result = Ballot.Count(Rule, [Present("a", Vote.Agree), Present("b", Vote.Agree), Present("a", Vote.Agree)]);
        (result.Agree, result.Present, result.Entitled, result.Outcome).Should().Be((1, 1, 3, BallotOutcome.Postponed));
        Told(result.Findings).Should().Equal("ballot-person-twice Error /seats/0 a", "ballot-person-twice Error /seats/2 a");
    }

    [Fact]
    public void A_substitute_who_is_refused_leaves_the_seat_as_it_was_without_a_vote()
    {
        var result = Ballot.Count(Rule with { Of = AgreeOf.Entitled }, [Present("a", Vote.Agree), new Seat("b", Attendance.Withdrawn, Vote.Agree, "a"), new Seat("c", Attendance.Absent, Vote.Agree, "a")]);
        (result.Agree, result.Present, result.Entitled).Should().Be((1, 1, 2), "who withdrew is not entitled, who is absent is");
        Told(result.Findings).Should().Equal("ballot-person-twice Error /seats/1 a", "ballot-person-twice Error /seats/2 a");
    }

    [Fact]
    public void A_vote_of_one_who_is_not_there_is_told_and_silence_is_not()
    {
        var result = Ballot.Count(Rule, [Present("a", Vote.Agree), Present("b", null), new Seat("c", Attendance.Withdrawn, Vote.Disagree), new Seat("d", Attendance.Withdrawn, null)]);
        (result.Outstanding, result.Disagree, result.Outcome).Should().Be((1, 0, BallotOutcome.Open));
        Told(result.Findings).Should().Equal("ballot-vote-without-presence Warning /seats/2 c");
    }

    [Fact]
    public void Each_sort_of_vote_is_counted_by_itself()
    {
        var result = Ballot.Count(Rule, [Present("a", Vote.Agree), Present("b", Vote.Disagree), Present("c", Vote.Disagree), Present("d", Vote.Abstain), Present("e", null), Present("f", null)]);
        (result.Agree, result.Disagree, result.Abstain, result.Outstanding, result.Present, result.Entitled).Should().Be((1, 2, 1, 2, 6, 6));
        result.Outcome.Should().Be(BallotOutcome.Disagreed, "with both of those who are asked it would be half, and not more");
    }

    [Theory]
    [InlineData("2/3", 2, 3)]
    [InlineData("0/1", 0, 1)]
    [InlineData("1/1", 1, 1)]
    [InlineData("10000/10000", 10_000, 10_000)]
    public void A_fraction_is_read(string text, int part, int whole) => Share.Parse(text).Should().Be(new Share(part, whole, Exceed: false));

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("1/2/3")]
    [InlineData("3/2")]
    [InlineData("0/0")]
    [InlineData("-1/2")]
    [InlineData("1/x")]
    [InlineData("x/2")]
    [InlineData("1/10001")]
    public void What_is_no_fraction_from_nought_to_one_is_none(string text) => Share.Parse(text).Should().BeNull();

    [Fact]
    public void Of_nobody_nothing_is_enough_and_a_share_says_how_it_is_met()
    {
        new Share(0, 1, Exceed: false).IsMet(0, 0).Should().BeFalse();
        new Share(0, 1, Exceed: false).IsMet(0, 1).Should().BeTrue();
        new Share(0, 1, Exceed: true).IsMet(0, 1).Should().BeFalse();
        new Share(9_999, 10_000, Exceed: false).IsMet(int.MaxValue, int.MaxValue).Should().BeTrue("no number runs over");
        new Share(9_999, 10_000, Exceed: false).LeastOf(1_000_000).Should().Be(999_900);
        (Half.ToString(), TwoThirds.ToString()).Should().Be((">1/2", "≥2/3"));
        (Half.LeastOf(0), TwoThirds.LeastOf(0)).Should().Be((1, 0));
    }

    [Fact]
    public void Agreement_is_counted_of_those_present_or_of_all_who_are_entitled_in_an_open_ballot_and_in_a_secret_one()
    {
        Seat[] seats = [Present("a", Vote.Agree), Present("b", Vote.Agree), Present("c", Vote.Agree), Present("d", Vote.Disagree), Absent("e"), Absent("f")];
        var papers = new Papers(4, new Tally(3, 1, 0));
        Ballot.Count(Rule, seats).Outcome.Should().Be(BallotOutcome.Agreed);
        Ballot.Count(Rule with { Of = AgreeOf.Entitled }, seats).Outcome.Should().Be(BallotOutcome.Disagreed, "three of six are no more than half");
        Ballot.Count(Rule, seats, papers).Outcome.Should().Be(BallotOutcome.Agreed);
        Ballot.Count(Rule with { Of = AgreeOf.Entitled }, seats, papers).Outcome.Should().Be(BallotOutcome.Disagreed);
        (papers.Read!.Votes, new Tally(1, 2, 4).Votes).Should().Be((4, 7));
    }

    [Fact]
    public void A_secret_ballot_tells_how_many_papers_are_outstanding_and_in_the_end_how_they_read()
    {
        Seat[] seats = [Present("a", null), Present("b", null), Present("c", null)];
        var open = Ballot.Count(Rule, seats, new Papers(1, null));
        (open.Outcome, open.Outstanding, open.Present, open.Agree).Should().Be((BallotOutcome.Open, 2, 3, 0));
        var done = Ballot.Count(Rule, seats, new Papers(3, new Tally(1, 1, 1)));
        (done.Outcome, done.Outstanding, done.Agree, done.Disagree, done.Abstain).Should().Be((BallotOutcome.Disagreed, 0, 1, 1, 1));
        Ballot.Count(Rule, seats, new Papers(3, new Tally(2, 0, 0))).Outcome.Should().Be(BallotOutcome.Open, "a paper is missing from the sum");
        var few = Ballot.Count(Rule, [Present("a", null), Absent("b")], new Papers(1, new Tally(1, 0, 0)));
        (few.Outcome, few.Outstanding, few.Agree).Should().Be((BallotOutcome.Postponed, 0, 0));
    }

    [Fact]
    public void A_share_is_read_as_reached_or_as_exceeded_and_what_is_none_is_told()
    {
        var findings = new Findings();
        Share ReadShare(string json) => Share.Read(new DocumentNode(Engine.Expressions.Value.Parse(json), "/quorum", findings));
        ReadShare("""{ "minimum": "2/3" }""").Should().Be(new Share(2, 3, Exceed: false));
        ReadShare("""{ "exclusiveMinimum": "1/2" }""").Should().Be(new Share(1, 2, Exceed: true));
        findings.All.Should().BeEmpty();
        ReadShare("""{ "minimum": "much" }""").Should().Be(new Share(1, 1, Exceed: false), "nothing less than all is enough");
        Told(findings.All).Should().Equal("body-bad-fraction Error /quorum/minimum much");
        ReadShare("""{ "exclusiveMinimum": "2/1" }""").Should().Be(new Share(1, 1, Exceed: false));
        Told(findings.All).ElementAt(1).Should().Be("body-bad-fraction Error /quorum/exclusiveMinimum 2/1");
        ReadShare("{ }").Should().Be(new Share(1, 1, Exceed: false));
        Told(findings.All).Skip(2).Should().Equal("pack-missing-member Error /quorum minimum");
    }

    [Fact]
    public void Where_it_is_not_known_how_many_students_the_unit_has_no_share_of_them_is_asked()
    {
        var body = Plain with { Categories = [Category("teacher") with { OfUnit = TwoThirds }, Category("student")], Size = new BodySize(1, null, Odd: false, TwoThirds) };
        Check(body, [One("a")]).Should().BeEmpty();
        Check(body, [One("a")], Setting with { UnitSize = 1 }).Should().BeEmpty();
        Check(body, [One("a")], Setting with { UnitSize = 2 }).Should().Equal(
            "committee-category-of-unit Error /members teacher 1 2 ≥2/3", "committee-share-of-unit Error /members 1 2 ≥2/3");
    }

    [Fact]
    public void A_body_that_asks_for_nothing_more_finds_nothing() => Check(Plain, [One("a"), One("b", chair: false)]).Should().BeEmpty();

    [Fact]
    public void Bounds_of_a_category_are_met_at_the_number_itself()
    {
        var body = Plain with { Categories = [Category("teacher") with { Minimum = 2, Maximum = 3, Share = Half }, Category("student")] };
        Check(body, [One("a"), One("b", chair: false), One("c", chair: false)]).Should().BeEmpty();
        Check(body, [One("a")]).Should().Equal("committee-category-too-few Error /members teacher 1 2");
        Check(body, [One("a"), .. Others("teacher", 3)]).Should().Equal("committee-category-too-many Error /members teacher 4 3");
        Check(body, [One("a"), .. Others("teacher", 1), .. Others("student", 2)]).Should().Equal("committee-category-share Error /members teacher 2 4 >1/2");
    }

    [Fact]
    public void Bounds_of_the_whole_are_met_at_the_number_itself()
    {
        var body = Plain with { Size = new BodySize(2, 4, Odd: false, null, Advised: 3) };
        Check(body, [One("a"), .. Others("student", 2)]).Should().BeEmpty();
        Check(body, [One("a"), .. Others("student", 3)]).Should().BeEmpty();
        Check(body, [One("a")]).Should().Equal("committee-too-few Error /members 1 2");
        Check(body, [One("a"), .. Others("student", 1)]).Should().Equal("committee-below-advised Warning /members 3 2");
        Check(body, [One("a"), .. Others("student", 4)]).Should().Equal("committee-too-many Error /members 5 4");
        var odd = Plain with { Size = new BodySize(1, null, Odd: true, TwoThirds) };
        Check(odd, [One("a"), .. Others("student", 1)]).Should().Equal("committee-not-odd Error /members 2");
        Check(odd, [One("a"), .. Others("student", 2)], Setting with { UnitSize = 4 }).Should().BeEmpty();
        Check(odd, [One("a"), .. Others("student", 2)], Setting with { UnitSize = 5 }).Should().Equal("committee-share-of-unit Error /members 3 4 ≥2/3");
    }

    [Fact]
    public void One_chair_of_the_right_category_is_asked_for()
    {
        Check(Plain, [One("a", chair: false)]).Should().Equal("committee-no-chair Error /members 0");
        Check(Plain, [One("a"), One("b")]).Should().Equal("committee-no-chair Error /members 2");
        var body = Plain with { ChairOf = ["student", "teacher"] };
        Check(body, [One("a")]).Should().BeEmpty();
        Check(body with { ChairOf = ["student"] }, [One("a")]).Should().Equal("committee-wrong-chair Error /members student");
        Check(body with { Categories = [.. body.Categories, Category("leader")] }, [One("a", "leader")]).Should().Equal("committee-wrong-chair Error /members student / teacher");
        Check(body with { ChairElected = true }, [One("a")]).Should().Equal("committee-chair-not-elected Error /elected");
        Check(body with { ChairElected = true }, [One("a")], Setting with { ChairElected = true }).Should().BeEmpty();
    }

    [Fact]
    public void Who_must_be_invited_is_missed_as_an_error_and_who_may_be_as_advice()
    {
        var body = Plain with { Invited = [Category("parent"), Category("leader") with { Minimum = 1 }, Category("guest")], PublishList = true };
        Check(body, [One("a")]).Should().Equal("committee-not-invited Error /invited leader", "committee-not-invited Warning /invited guest");
        Check(body, [One("a")], Setting with { InvitedCategories = ["parent", "leader", "guest"], ListPublished = false }).Should().Equal("committee-list-not-published Error /");
    }

    [Fact]
    public void Members_differ_in_a_trait_as_many_ways_as_is_asked_and_who_has_none_counts_for_none()
    {
        Member With(string person, string trait) => One(person, chair: person == "a") with { Traits = ImmutableDictionary<string, string>.Empty.Add("gender", trait) };
        var body = Plain with { Spread = [new Spread("gender", 2, Blocks: false)] };
        Check(body, [With("a", "男"), With("b", "女")]).Should().BeEmpty();
        Check(body, [With("a", "男"), With("b", "男"), One("c", chair: false)]).Should().Equal("committee-not-spread Warning /members 1 2 gender");
    }

    [Fact]
    public void A_doubled_member_an_applicant_and_a_stranger_are_told_by_name_and_place()
    {
        Check(Plain, [One("a"), One("b", "student", chair: false), One("b", "student", chair: false)]).Should().Equal("committee-member-twice Error /members 名b");
        Check(Plain, [One("a"), One("b", chair: false)], Setting with { Applicants = ["b"] }).Should().Equal("committee-applicant-recused Warning /members/1 名b");
        Check(Plain with { Applicants = ApplicantRule.Barred }, [One("a"), One("b", chair: false)], Setting with { Applicants = ["b"] }).Should().Equal("committee-applicant-barred Error /members/1 名b");
        Check(Plain, [One("a"), One("b", "stranger", chair: false), One("c", "stranger", chair: false)]).Should().Equal("committee-category-unknown Error /members stranger");
    }

    private static MemberCategory Category(string id) => new(id, id, 0, null, id == "student", null);

    private static Seat Absent(string person) => new(person, Attendance.Absent, null);

    private static Seat Present(string person, Vote? vote) => new(person, Attendance.Present, vote);

    private static Member One(string person, string category = "teacher", bool chair = true) => new(person, $"名{person}", category, chair, ImmutableDictionary<string, string>.Empty);

    private static IEnumerable<Member> Others(string category, int count) => Enumerable.Range(1, count).Select(i => One($"{category}{i}", category, chair: false));

    private static IEnumerable<string> Check(Body body, IReadOnlyList<Member> members, CommitteeSetting? setting = null) => Told(Composition.Check(body, members, setting ?? Setting));

    /// <summary>Code, severity, place and what else it says, by the arguments' names; each of these has its place in the sentence.</summary>
    private static IEnumerable<string> Told(ImmutableArray<Diagnostic> findings)
    {
        findings.Select(f => f.In("zh-CN") + f.In("en")).Should().NotContain(sentence => sentence.Contains('{'));
        return findings.Select(f => string.Join(' ', [f.Code.Id, f.Severity.ToString(), f.Arguments["at"], .. f.Arguments.Where(a => a.Key != "at").Select(a => a.Value)]));
    }
}
