using System.Collections.Immutable;
using FluentAssertions;
using StudentAid.Workflow.Casework.Accounts;
using StudentAid.Workflow.Casework.Committees;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Tests.Rosters;

/// <summary>Who may sit in a seat and be counted there, and how the papers of a secret ballot fit the seats.</summary>
public sealed class SeatRulesTests
{
    private static readonly Id Student = Id.Of("student");

    private static readonly Value Committee = Value.Parse($$"""
        { "members": [ { "id": "m1", "name": "韩老师", "category": "teacher", "persons": ["p1"] }, { "id": "m2", "category": "student", "account": "{{Id.Of("account")}}", "studentPerson": "{{Student}}" } ],
          "substitutes": [ { "id": "s1", "name": "林可", "category": "teacher", "persons": ["p2"] }, { "id": "s2", "name": "监督", "category": "supervisor" } ] }
        """);

    private static readonly Body Open = new(
        "group", ["class"], [Category("teacher"), Category("student"), Category("supervisor") with { Votes = false }], [], new BodySize(1, null, Odd: false, null), [], [], ApplicantRule.Withdraws,
        new Quorum(new Share(2, 3, Exceed: false), new Share(1, 2, Exceed: true), AgreeOf.Present), PublishList: false, BodyDuties.Of(["teacher"]), [], [], HintAnswers: true, ChairElected: false, ShownFor: null);

    private static readonly Body Secret = Open with { Secret = true };

    [Theory]
    [InlineData("present")]
    [InlineData("excused")]
    [InlineData("absent")]
    [InlineData("withdrawn")]
    public void Every_seat_is_named_with_a_word_that_is_known(string attendance) => Told([Sit("m1", attendance), Sit("m2")]).Should().BeNull();

    [Theory]
    [InlineData("")]
    [InlineData("agree")]
    [InlineData("disagree")]
    [InlineData("abstain")]
    [InlineData("cast")]
    public void A_vote_is_one_of_the_known_words_or_outstanding(string vote) => Told([Sit("m1", vote: vote), Sit("m2")]).Should().BeNull();

    [Fact]
    public void What_does_not_fit_the_published_members_is_refused_by_name()
    {
        Told([Sit("m1"), Sit("m2"), Sit("m3")]).Should().Be("not-a-member m3");
        Told([Sit("m1", "late"), Sit("m2")]).Should().Be("unknown-attendance late");
        Told([Sit("m1", vote: "perhaps"), Sit("m2")]).Should().Be("unknown-vote perhaps");
        Told([Sit("m1")]).Should().Be("seat-missing m2");
        Told([]).Should().Be("seat-missing 韩老师、m2");
        Told([Sit("m1", "present", "s1"), Sit("m2")]).Should().Be("ballot-substitute-unneeded 韩老师");
        Told([Sit("m1", "absent", "s3"), Sit("m2")]).Should().Be("substitute-not-named s3");
        Told([Sit("m1", "absent", "s1"), Sit("m2")]).Should().BeNull();
    }

    [Fact]
    public void Who_is_concerned_by_the_list_withdraws_and_sits_in_for_nobody()
    {
        Told([Sit("m1"), Sit("m2")], "p1").Should().Be("must-withdraw 韩老师");
        Told([Sit("m1", "withdrawn"), Sit("m2")], "p1").Should().BeNull();
        Told([Sit("m1", "withdrawn", "s1"), Sit("m2")], "p1").Should().BeNull();
        Told([Sit("m1", "withdrawn", "s1"), Sit("m2")], "p1", "p2").Should().Be("must-withdraw 林可");
        Told([Sit("m1"), Sit("m2")], "p9").Should().BeNull();
    }

    [Fact]
    public void Who_has_no_vote_has_none_put_down_and_sits_in_for_nobody_who_has_one()
    {
        Rejection? Votes(Body? body, params Seating[] seats) => Seats.CheckVotes(Meeting(seats) with { Observers = ["m2"] }, Committee, body);
        Votes(Open, Sit("m1", vote: "agree"), Sit("m2")).Should().BeNull();
        Told(Votes(Open, Sit("m1", vote: "agree"), Sit("m2", vote: "agree"))).Should().Be("seat-without-vote m2");
        Votes(Open, Sit("m1", "absent", "s1"), Sit("m2")).Should().BeNull();
        Told(Votes(Open, Sit("m1", "absent", "s2"), Sit("m2"))).Should().Be("substitute-without-vote 监督");
        Votes(Open, Sit("m1"), Sit("m2", "absent", "s2")).Should().BeNull("an observer may sit in for an observer");
        Votes(null, Sit("m1", "absent", "s2"), Sit("m2")).Should().BeNull("nothing is known of what the categories may");
    }

    [Fact]
    public void A_seat_is_taken_by_its_member_who_is_there_or_by_a_substitute()
    {
        Seats.IsTaken(Sit("m1")).Should().BeTrue();
        Seats.IsTaken(Sit("m1", "absent")).Should().BeFalse();
        Seats.IsTaken(Sit("m1", "absent", "s1")).Should().BeTrue();
    }

    [Fact]
    public void Who_votes_in_a_seat_is_known_by_his_account_his_id_and_his_account_as_a_student()
    {
        var (own, account) = (Id.Of("own"), Id.Of("account"));
        var committee = Value.Parse($$"""
            { "members": [ { "id": "{{own}}", "account": "{{account}}", "studentPerson": "{{Student}}" }, { "id": "m2" } ], "substitutes": [ { "id": "s1", "account": "{{own}}" } ] }
            """);
        Seats.KnownAs(Sit(own.ToString()), committee).Should().Equal(account, own, FamilyAccount.StudentId(Student));
        Seats.KnownAs(Sit("m2"), committee).Should().BeEmpty();
        Seats.KnownAs(Sit("m9"), committee).Should().BeEmpty();
        Seats.KnownAs(Sit("m2", "absent", "s1"), committee).Should().Equal(own);
        Seats.NameOf(Sit(""), Value.Parse("""{ "members": [ { "name": "甲" } ] }""")).Should().Be("甲", "who has no id is found under none");
        Seats.IsOwn(new Principal(account, "韩老师", []), Sit(own.ToString()), committee).Should().BeTrue();
        Seats.IsOwn(new Principal(own, "林可", []), Sit("m2", "absent", "s1"), committee).Should().BeTrue();
        Seats.IsOwn(new Principal(Student, "本人", []), Sit(own.ToString()), committee).Should().BeFalse("the person is no account");
    }

    [Fact]
    public void Papers_that_were_all_put_in_at_once_stand_for_every_seat_that_is_taken_and_votes()
    {
        ImmutableArray<Seating> seats = [Sit("m1"), Sit("m2", "absent"), Sit("m3", "absent", "s1"), Sit("o1")];
        ImmutableArray<Seating> Seated(ImmutableArray<Seating> all, Tally? papers, bool secret = true) =>
            SecretBallot.Seated(Meeting([.. all]) with { Secret = secret, Observers = ["o1"] }, papers).Seats;
        Seated(seats, new Tally(1, 1, 0)).Select(s => s.Vote).Should().Equal("cast", "", "cast", "");
        Seated(seats, new Tally(1, 1, 1)).Should().Equal(seats, "there is a paper too many");
        Seated(seats, null).Should().Equal(seats);
        Seated(seats, new Tally(1, 1, 0), secret: false).Should().Equal(seats);
        ImmutableArray<Seating> named = [Sit("m1", vote: "cast"), Sit("m2")];
        Seated(named, new Tally(1, 1, 0)).Should().Equal(named, "it says already whose papers are in");
        SecretBallot.Seated(Meeting([.. seats]) with { Secret = true, Observers = ["o1"], Weights = [new SeatWeight("m3", 2)] }, new Tally(2, 1, 0))
            .Seats.Select(s => s.Vote).Should().Equal(["cast", "", "cast", ""], "one of the two has two votes");
    }

    [Fact]
    public void Papers_go_with_a_secret_ballot_alone_and_are_as_many_as_the_seats_that_cast_one()
    {
        string? Refuse(Body? body, Tally? papers, params Seating[] seats) => Told(SecretBallot.Refuse(Meeting(seats) with { Secret = body is { Secret: true } }, papers));
        Refuse(Open, null, Sit("m1", vote: "agree")).Should().BeNull();
        Refuse(Open, new Tally(1, 0, 0), Sit("m1")).Should().StartWith(RosterCodes.BallotOpen.Id);
        Refuse(null, null, Sit("m1", vote: "cast")).Should().StartWith(RosterCodes.BallotOpen.Id);
        Refuse(Open, null, Sit("m1", vote: "agree"), Sit("m2", vote: "cast")).Should().StartWith(RosterCodes.BallotOpen.Id, "one paper among open votes is one too many");
        Refuse(Secret, null, Sit("m1", vote: "agree")).Should().StartWith(RosterCodes.BallotSecret.Id);
        Refuse(Secret, null, Sit("m1"), Sit("m2")).Should().BeNull();
        Refuse(Secret, new Tally(1, 0, 1), Sit("m1", vote: "cast"), Sit("m2", "absent", "s1", "cast")).Should().BeNull();
        Refuse(Secret, new Tally(1, 0, 0), Sit("m1", vote: "cast"), Sit("m2", "absent", vote: "cast")).Should().BeNull("nobody sits there to cast one");
        foreach (var one in new[] { new Tally(0, 1, 0), new Tally(0, 0, 1) })
            Refuse(Secret, one, Sit("m1", vote: "cast")).Should().BeNull("all papers may read the same");
        Refuse(Secret, new Tally(1, 0, 0), Sit("m1", vote: "cast"), Sit("m2", vote: "cast")).Should().Be($"{RosterCodes.PapersUnequal.Id} 1 2");
        Refuse(Secret, null, Sit("m1", vote: "cast")).Should().Be($"{RosterCodes.PapersUnequal.Id} 0 1");
        foreach (var odd in new[] { new Tally(-1, 1, 1), new Tally(1, -1, 1), new Tally(1, 1, -1) })
            Refuse(Secret, odd, Sit("m1", vote: "cast")).Should().Be($"{RosterCodes.PapersUnequal.Id} 1 1");
        var weighed = Meeting(Sit("m1", vote: "cast")) with { Secret = true, Weights = [new SeatWeight("m1", 3)] };
        Told(SecretBallot.Refuse(weighed, new Tally(3, 0, 0))).Should().BeNull();
        Told(SecretBallot.Refuse(weighed, new Tally(1, 0, 0))).Should().Be($"{RosterCodes.PapersUnequal.Id} 1 3");
    }

    [Fact]
    public void Papers_are_read_when_no_seat_that_votes_is_outstanding()
    {
        var papers = new Tally(1, 0, 0);
        SecretBallot.Read(Meeting(Sit("m1", vote: "cast"), Sit("m2", "absent")), papers).Should().Be(papers);
        SecretBallot.Read(Meeting(Sit("m1", vote: "cast"), Sit("m2")), papers).Should().BeNull();
        SecretBallot.Read(Meeting(Sit("m1", vote: "cast"), Sit("m2")) with { Observers = ["m2"] }, papers).Should().Be(papers);
    }

    [Fact]
    public void Each_paper_is_added_to_the_counter_of_its_word_and_of_its_meeting()
    {
        var roster = Id.Of("roster");
        SecretBallot.Add(roster, 7, new Tally(2, 0, 1)).Should().Equal(new Claim($"papers:{roster}:7:agree", 2), new Claim($"papers:{roster}:7:abstain", 1));
        SecretBallot.Add(roster, 7, new Tally(0, 3, 0)).Should().Equal(new Claim($"papers:{roster}:7:disagree", 3));
        PapersFactSource.Of(roster, 7).Should().Be(new Engine.Execution.FactKey("papers", $"{roster}:7"));
    }

    [Theory]
    [InlineData("agree", 2, 0, 3)]
    [InlineData("disagree", 1, 1, 3)]
    [InlineData("abstain", 1, 0, 4)]
    public void The_last_paper_opens_the_box_and_the_others_are_only_counted(string vote, int agree, int disagree, int abstain)
    {
        var (steps, meeting) = List(Sit("m1"), Sit("m2", vote: "cast"), Sit("m3", "absent"));
        var key = PapersFactSource.Of(Roster, 1);
        Put(vote, meeting, steps, Facts.None).Should().BeOfType<StreamDecision.Needs>().Which.Facts.Should().Equal(key);

        var box = new Facts([new Fact(key, Value.Record(("agree", 1), ("abstain", 3)))]);
        var step = Put(vote, meeting, List(Sit("m1"), Sit("m2", vote: "cast")).Steps, box).Should().BeOfType<StreamDecision.Decided>().Subject.Step;
        StreamData.Read<RosterEvent>(step.Data.Span).Should().Equal(new RosterEvent.Voted("m1", "cast", Own: true), new RosterEvent.PapersRead(agree, disagree, abstain));
        step.Claims.Should().Equal(
            new Claim($"papers:{Roster}:1:agree", agree - 1, Unchanged: 1), new Claim($"papers:{Roster}:1:disagree", disagree, Unchanged: 0), new Claim($"papers:{Roster}:1:abstain", abstain - 3, Unchanged: 3));

        var asked = Put(vote, meeting, List(Sit("m1"), Sit("m2", vote: "cast")).Steps, box, dryRun: true).Should().BeOfType<StreamDecision.Decided>().Subject.Step;
        StreamData.Read<RosterEvent>(asked.Data.Span).Should().Equal([new RosterEvent.Voted("m1", "cast", Own: true)], "who only asks is not told how the others voted");
    }

    [Fact]
    public void While_a_seat_that_is_taken_is_outstanding_the_box_stays_shut()
    {
        var (steps, meeting) = List(Sit("m1"), Sit("m2"), Sit("m3", vote: "cast"));
        var step = Put("disagree", meeting, steps, Facts.None).Should().BeOfType<StreamDecision.Decided>().Subject.Step;
        StreamData.Read<RosterEvent>(step.Data.Span).Should().Equal(new RosterEvent.Voted("m1", "cast", Own: true));
        step.Claims.Should().Equal(new Claim($"papers:{Roster}:1:disagree", 1));
        (steps, meeting) = List(Sit("m1"), Sit("m2"));
        Put("agree", meeting with { Observers = ["m2"] }, steps, Facts.None).Should().BeOfType<StreamDecision.Needs>("an observer puts none in");
    }

    [Fact]
    public async Task The_box_is_what_the_meeting_s_counters_say()
    {
        var store = new Storage.Memory.MemoryStore();
        var (steps, _) = List(Sit("m1"));
        steps.Claim([.. SecretBallot.Add(Roster, 1, new Tally(2, 1, 0))]);
        var step = steps.Of(new RosterEvent.Released(1)) with { Operation = Id.Of("operation"), Expected = 0, OrgPath = "/s/" };
        (await store.ApplyAsync([step])).Single().Should().BeOfType<StepResult.Applied>();
        var fact = await new PapersFactSource(store).LoadAsync(PapersFactSource.Of(Roster, 1), default);
        fact.Value.Should().Be(Value.Record(("agree", 2), ("disagree", 1), ("abstain", 0)));
        (fact.Source, fact.Version).Should().Be(("", 0), "what named them would say how its voter voted");
    }

    [Fact]
    public void A_body_that_stands_is_held_against_its_rules_by_what_is_kept_of_its_members()
    {
        var body = Open with { Size = new BodySize(3, null, Odd: false, null), Spread = [new Spread("gender", 2, Blocks: true), new Spread("dormitory", 2, Blocks: true)] };
        StandingCommittee.Check(body, Value.Null, 0).Should().BeEmpty("nobody is on record");
        var committee = Value.Parse("""{ "members": [ { "id": "m1", "name": "甲", "category": "teacher" }, { "id": "m2", "name": "乙", "category": "supervisor" } ], "spread": { "gender": 1 } }""");
        StandingCommittee.Check(body, committee, 0).Select(f => (f.Code, f.Arguments["at"])).Should().Equal((CommitteeCodes.TooFew, "/members"), (CommitteeCodes.NotSpread, "/members"));
        StandingCommittee.Check(body with { Size = new BodySize(1, null, Odd: false, null), Spread = [new Spread("gender", 2, Blocks: true)] }, ((RecordValue)committee).With("spread", Value.Parse("""{ "gender": 2 }""")), 0)
            .Should().BeEmpty("as many differ as have to");
        StandingCommittee.Check(Open with { Size = new BodySize(1, null, Odd: false, new Share(1, 2, Exceed: false)) }, committee, 3).Select(f => f.Code).Should().Equal(CommitteeCodes.ShareOfUnit);
        StandingCommittee.Observers(body, committee).Should().Equal("m2");
        StandingCommittee.Observers(null, committee).Should().BeEmpty();
        StandingCommittee.Check(body with { Size = new BodySize(1, null, Odd: false, null) }, Value.Parse("""{ "members": [ { "id": "m1", "name": "甲", "category": "teacher" } ] }"""), 0)
            .Should().BeEmpty("nothing was noted of how they differ");
        StandingCommittee.Observers(body, Value.Parse("""{ "members": [ { "category": "supervisor" }, { "id": "m3" } ] }""")).Should().Equal("");
        UnitSizeSource.Of("/s/").Should().Be(new FactKey("unit-size", "/s/"));
    }

    private static readonly Id Roster = Id.Of("roster");

    private static (RosterSteps Steps, Meeting Meeting) List(params Seating[] seats)
    {
        var state = RosterState.Empty.After([new RosterEvent.Met(new DateOnly(2026, 9, 14), "in-person", [.. seats], Secret: true)]);
        return (new RosterSteps(state, null, new Act(Roster, DateTimeOffset.UnixEpoch, Id.Of("m1"))), state.Meeting!);
    }

    private static StreamDecision Put(string vote, Meeting meeting, RosterSteps steps, Facts facts, bool dryRun = false) =>
        SecretBallot.Put(new VoteOnRoster(Roster, "m1", vote, Secret: true) { Principal = Principal.System, Key = "k", DryRun = dryRun }, meeting, steps, facts);

    private static MemberCategory Category(string id) => new(id, id, 0, null, id == "student", null);

    private static Seating Sit(string member, string attendance = "present", string substitute = "", string vote = "") => new(member, attendance, substitute, vote);

    private static Meeting Meeting(params Seating[] seats) => new(new DateOnly(2026, 9, 14), "in-person", [.. seats], null, []);

    private static string? Told(ImmutableArray<Seating> seats, params string[] onList) => Told(Seats.Check(seats, Committee, [.. onList]));

    private static string? Told(Rejection? refused)
    {
        if (refused is null)
            return null;
        (refused.In("zh-CN") + refused.In("en")).Should().NotContain("{", "every argument has its place in the sentence");
        return string.Join(' ', [refused.Code.Id, .. refused.Arguments.Where(a => !a.Key.EndsWith(".en", StringComparison.Ordinal)).OrderByDescending(a => a.Key).Select(a => a.Value)]);
    }
}
