using System.Text;
using FluentAssertions;
using StudentAid.Workflow.Casework.Committees;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Storage.Tests.Conformance;

namespace StudentAid.Workflow.Storage.Tests.Rosters;

/// <summary>A secret ballot: what is stored says how many voted how, and of nobody how he did. And the rules that are asked again when a body meets.</summary>
public abstract partial class RosterConformance
{
    private const string Secretly = """ "ballot": "secret" """;

    [Theory]
    [InlineData("agree", "disagree", 2, 1)]
    [InlineData("disagree", "agree", 2, 1)]
    [InlineData("agree", "agree", 3, 0)]
    public async Task No_event_of_a_secret_ballot_says_how_a_seat_voted(string one, string other, int agree, int disagree)
    {
        await using var store = Open();
        var (school, list, first, second) = await VotingFromAfarAsync(store);
        (await school.CastAsync(first, list, "m1", one)).Rejected.Should().BeNull();
        var between = await school.RosterAsync(list);
        (await school.CastAsync(second, list, "m2", other)).Rejected.Should().BeNull();

        between.Meeting!.Read.Should().BeNull("the box is open when the last paper is in");
        MeetRosterHandler.Count(school.BodyOf(between), between.Meeting!).Outcome.Should().Be(BallotOutcome.Open);
        (await school.RosterAsync(list)).Meeting!.Read.Should().Be(new Tally(agree, disagree, 0));
        var events = (await store.Steps.EventsAsync(list)).Select(e => Encoding.UTF8.GetString(e.Data.Span)).ToList();
        events.Should().NotContain(e => e.Contains("\"agree\"", StringComparison.Ordinal) || e.Contains("\"disagree\"", StringComparison.Ordinal));
        events[^2].Should().Contain("cast").And.NotContainAny("PapersRead");
        Encoding.UTF8.GetString((await store.Steps.LoadAsync(list))!.Snapshot.Span).Should().NotContainAny("\"agree\"", "\"disagree\"");
    }

    [Fact]
    public async Task The_same_steps_are_written_whichever_way_a_seat_votes_in_secret_until_the_box_is_open()
    {
        var written = new List<string>();
        foreach (var vote in (string[])["agree", "disagree", "abstain"])
        {
            await using var store = Open();
            var (school, list, first, _) = await VotingFromAfarAsync(store);
            (await school.CastAsync(first, list, "m1", vote)).Rejected.Should().BeNull();
            var last = (await store.Steps.EventsAsync(list))[^1];
            written.Add($"{Encoding.UTF8.GetString(last.Data.Span)} {last.BodyHash} {Encoding.UTF8.GetString((await store.Steps.LoadAsync(list))!.Snapshot.Span)}");
        }

        written.Distinct().Should().ContainSingle();
    }

    [Fact]
    public async Task Who_only_asks_what_the_last_vote_would_do_is_not_told_the_others()
    {
        await using var store = Open();
        var (school, list, first, second) = await VotingFromAfarAsync(store);
        (await school.CastAsync(first, list, "m1", "disagree")).Rejected.Should().BeNull();

        var asked = await school.CastAsync(second, list, "m2", "agree", dryRun: true);

        Encoding.UTF8.GetString(asked.WouldWrite!.Data.Span).Should().NotContain("PapersRead");
    }

    [Fact]
    public async Task A_body_whose_members_no_longer_fit_the_rules_of_the_round_does_not_meet()
    {
        await using var store = Open();
        var school = await TestSchool.OpenAsync(store, 4);
        await PutVotersAsync(school, Voter("m1", "studentPerson", TestSchool.PersonOf(0)), Voter("m2", "studentPerson", TestSchool.PersonOf(2)).With("category", "stranger"));
        var list = (await school.FreezeAsync("class", TestSchool.ClassB)).Stream;

        (await school.MeetAsync(list, new("m1", "present", "", "agree"), new("m2", "present", "", "agree"))).Rejected!.Code.Should().Be(RosterCodes.BodyUnfit);
    }

    /// <summary>Three members, two of them from afar; the third has agreed in the room.</summary>
    private static async Task<(TestSchool School, Id List, Principal First, Principal Second)> VotingFromAfarAsync(IStoreUnderTest store)
    {
        var school = await TestSchool.OpenAsync(store, 4, bodyRules: Secretly);
        var (first, second) = (await school.PutPrincipalAsync("石老师", "member", TestSchool.ClassB), await school.PutPrincipalAsync("韩老师", "member", TestSchool.ClassB));
        await PutVotersAsync(school, Voter("m1", "account", first.Id), Voter("m2", "account", second.Id), Voter("m3", "account", Id.Of("principal", "nobody")));
        var list = (await school.FreezeAsync("class", TestSchool.ClassB)).Stream;
        (await school.MeetInSecretAsync(list, new Tally(1, 0, 0), new("m1", "present", "", ""), new("m2", "present", "", ""), new("m3", "present", "", SecretBallotWord))).Rejected.Should().BeNull();
        return (school, list, first, second);
    }

    private const string SecretBallotWord = "cast";
}
