using FluentAssertions;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Committees;
using StudentAid.Workflow.Casework.Tests.Cases;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;
using static StudentAid.Workflow.Casework.Tests.Cases.CaseWorld;

namespace StudentAid.Workflow.Casework.Tests.Committees;

public sealed class ReviewTests
{
    private static readonly string List = Id.Of("roster").ToString();

    private static ActivityNode Class(bool roster = true) => Node("class", "StudentAid.CommitteeReview",
        ("body", "class-review-group"), ("scope", "class"), ("act", "propose"), ("roster", roster));

    private static ActivityNode Office(bool roster = true) => Node("office", "StudentAid.Approval",
        ("role", "aid-office"), ("scope", "school"), ("act", "endorse"), ("roster", roster), ("scale", "hardship-levels"));

    private static ActivityNode Leaders(bool roster = true) => Node("leaders", "StudentAid.CommitteeReview",
        ("body", "leading-group"), ("scope", "school"), ("act", "approve"), ("roster", roster), ("scale", "hardship-levels"));

    private static CaseWorld Chain(params ActivityNode[] nodes) => Of(
        [Node("score", "StudentAid.Scoring", ("table", "score-table")), .. nodes],
        [.. nodes.Select((n, i) => $"{n.Id}.Returned => {(i == 0 ? "score" : nodes[i - 1].Id)}"), .. nodes.Where(n => n.Id == "leaders").Select(n => "leaders.NotDetermined -> end")]).Start();

    private static Rejection? Release(CaseWorld world, string outcome, params (string Name, Value Value)[] more) => world.Do("release", more.Aggregate(
        Value.Record(("outcome", outcome), ("level", ""), ("reason", ""), ("opinion", ""), ("target", ""), ("roster", List), ("decision", 1)),
        (all, m) => all.With(m.Name, m.Value)), BookmarkKind.Entry);

    [Fact]
    public void A_case_waits_at_its_gate_under_its_unit_with_what_a_list_may_show()
    {
        var entry = Chain(Class()).Open(BookmarkKind.Entry);
        entry.Name.Should().Be($"{Round}/class");
        entry.Unit.Should().Be("/s/d/c/");
        entry.Payload.Should().Be(Value.Record(("level", "not-determined"), ("suggested", "not-determined"), ("total", 0)));
    }

    [Theory]
    [InlineData("true", null)]
    [InlineData("false", "body-without-list")]
    [InlineData("\"= 1 == 1\"", "body-without-list")]
    [InlineData(null, "body-without-list")]
    public void A_body_that_does_not_decide_by_list_cannot_be_published_and_an_office_can(string? roster, string? finding)
    {
        var type = Types.Find("StudentAid.CommitteeReview")!;
        var (node, office) = (Class() with { Inputs = [.. Class().Inputs.Where(i => i.Name != "roster")] }, Office(false));
        if (roster is not null)
            node = Node(node.Id, node.Type, [.. node.Inputs.Select(i => (i.Name, i.Value)), ("roster", Value.Parse(roster))]);

        type.Check(node).Select(r => r.Code.Id).Should().Equal(finding is null ? [] : [finding]);
        Types.Find("StudentAid.Approval")!.Check(office).Should().BeEmpty();
    }

    [Fact]
    public void A_score_sheet_is_for_a_meeting_on_a_list()
    {
        ActivityNode With(ActivityNode office) => Node(office.Id, office.Type, [.. office.Inputs.Select(i => (i.Name, i.Value)), ("sheet", "points")]);

        Types.Find("StudentAid.Approval")!.Check(With(Office(false))).Select(r => r.Code).Should().Equal(ReviewCodes.SheetWithoutList);
        Types.Find("StudentAid.Approval")!.Check(With(Office())).Should().BeEmpty();
    }

    [Fact]
    public void Each_body_sees_the_level_of_the_one_before()
    {
        var world = Chain(Class(), Office());
        Release(world, "Proposed", ("level", "relative"), ("reason", "home-visit")).Should().BeNull();
        world.Open(BookmarkKind.Entry).Payload["level"].AsText().Should().Be("relative");
        world.Open(BookmarkKind.Entry).Unit.Should().Be("/s/");
        Release(world, "Endorsed").Should().BeNull();
        world.Variable("level").AsText().Should().Be("relative");
        world.Variable("decision.office").AsText().Should().Be($"{List}/1");
        world.Notes("opinion").Should().HaveCount(2);
    }

    [Fact]
    public void The_outcome_must_be_one_of_the_act()
    {
        var world = Chain(Class());
        Release(world, "Approved", ("level", "relative"))!.Code.Id.Should().Be("review-outcome-unknown");
        Release(world, "NotDetermined", ("reason", "other"))!.Code.Id.Should().Be("review-outcome-unknown");
        world.Do("propose", kind: BookmarkKind.Entry)!.Code.Id.Should().Be("unknown-verb");
    }

    [Fact]
    public void The_level_must_be_a_value_of_the_scale()
    {
        Release(Chain(Class()), "Proposed", ("level", "a-bit"))!.Code.Id.Should().Be("review-level-unknown");
    }

    [Fact]
    public void Not_determined_may_be_proposed_below_and_is_decided_by_who_approves_with_a_coded_reason()
    {
        var world = Chain(Class(), Leaders());
        Release(world, "Proposed", ("level", "not-determined"), ("reason", "because"))!.Code.Id.Should().Be("review-refusal-without-reason");
        Release(world, "Proposed", ("level", "not-determined")).Should().BeNull("the score's own reason stands");
        Release(world, "Approved")!.Code.Id.Should().Be("review-level-against-outcome");
        Release(world, "NotDetermined", ("reason", "untrue-material")).Should().BeNull();
        world.Variable("level").AsText().Should().Be("not-determined");
        world.Variable("reason").AsText().Should().Be("untrue-material");
        world.Case.State.Status.Should().Be("finished");
    }

    [Fact]
    public void The_reason_of_a_list_s_entry_is_the_one_that_came_with_the_level_that_stands()
    {
        var world = Chain(Class(), Office(), Leaders());
        CaseVariables.ReasonOf(world.Case.State).Should().Be(world.Variable("suggestedReason").AsText()).And.NotBeEmpty("it is the score's own");
        Release(world, "Proposed", ("level", "not-determined"), ("reason", "untrue-material")).Should().BeNull();
        CaseVariables.ReasonOf(world.Case.State).Should().Be("untrue-material");
        Release(world, "Endorsed", ("level", "special"), ("opinion", "a/1/0"));
        CaseVariables.ReasonOf(world.Case.State).Should().BeEmpty("that level came with none");
        CaseVariables.ReasonOf(null).Should().BeEmpty();
    }

    [Fact]
    public void A_returned_case_waits_again_before()
    {
        var world = Chain(Class(), Office());
        Release(world, "Proposed", ("level", "special"));
        Release(world, "Returned", ("reason", "unsigned")).Should().BeNull();
        world.At.Should().Be("class");
        world.Variable("level").AsText().Should().Be("special");
    }

    [Fact]
    public void A_returned_case_may_go_to_a_chosen_earlier_step()
    {
        var world = Chain(Class(), Office(), Leaders());
        Release(world, "Proposed", ("level", "special"));
        Release(world, "Endorsed");
        Release(world, "Returned", ("target", "nowhere"))!.Code.Id.Should().Be("no-rewind-target");
        Release(world, "Returned", ("target", "class")).Should().BeNull();
        world.At.Should().Be("class");
        InstanceState.Fold(world.Case.History.Select(h => h.AsEnumerable())).Bookmarks.Should().HaveCount(1);
    }

    [Fact]
    public void A_new_score_puts_an_earlier_bodys_level_aside()
    {
        var world = Chain(Class(), Office());
        Release(world, "Proposed", ("level", "special"));
        Release(world, "Returned", ("target", "score")).Should().BeNull();
        world.Open(BookmarkKind.Entry).Payload["level"].AsText().Should().Be("not-determined");
    }

    [Fact]
    public void Sentences_of_a_list_are_sealed_with_the_case()
    {
        var world = Chain(Class());
        Release(world, "Proposed", ("level", "special"), ("reason", "父亲去世"));
        world.Plain.Should().NotContain("去世");
        world.Notes("opinion").Single()["opinion"].AsText().Should().StartWith(world.Case.Id.ToString());
    }

    [Fact]
    public void Without_a_list_the_body_acts_case_by_case_and_explains_a_change()
    {
        var world = Chain(Class(roster: false), Leaders(roster: false));
        world.Open(BookmarkKind.Task).Should().BeEquivalentTo(new { Name = "class-review-group", Unit = "/s/d/c/" });
        world.Do("propose", Value.Record(("level", "ordinary")))!.Code.Should().BeEquivalentTo(new { Id = "review-change-without-reason", Article = "第七条" });
        world.Do("propose", Value.Record(("level", "ordinary"), ("opinion", "有一位老人要赡养"))).Should().BeNull();
        world.Plain.Should().NotContain("老人");

        world.Do("return")!.Code.Id.Should().Be("review-return-without-reason");
        world.Do("return", Value.Record(("reason", "请重议")))!.Code.Id.Should().Be("not-coded");
        world.Do("return", Value.Record(("reason", "review-again"))).Should().BeNull();
        world.At.Should().Be("class");

        world.Do("propose", Value.Record(("level", "not-determined"), ("reason", "other"))).Should().BeNull();
        world.Do("approve").Should().BeNull();
        world.Events.OfType<InstanceEvent.Ran>().Last(r => r.Node == "leaders").Outcomes.Should().Equal("NotDetermined");
    }

    [Fact]
    public void Outcomes_follow_the_act()
    {
        var types = new Engine.Activities.ActivityTypes(CaseworkActivities.All);
        types.Find("StudentAid.CommitteeReview")!.OutcomesOf(Class()).Should().Equal("Proposed", "Returned");
        types.Find("StudentAid.Approval")!.OutcomesOf(Office()).Should().Equal("Endorsed", "Returned");
        types.Find("StudentAid.CommitteeReview")!.OutcomesOf(Leaders()).Should().Equal("Approved", "Returned", "NotDetermined");
    }

    [Fact]
    public void A_case_without_the_unit_is_an_incident()
    {
        Of([Class()], "class.Returned => class").Start(units: Value.Record(("school", "/s/"))).Case.State.Incidents.Values.Single().Code.Should().Be("case-without-unit");
    }

    [Fact]
    public void Without_a_scale_nothing_can_be_decided()
    {
        Release(Of([Class()], "class.Returned => class").Start(), "Proposed", ("level", "special"))!.Code.Id.Should().Be("scale-unknown");
    }
}
