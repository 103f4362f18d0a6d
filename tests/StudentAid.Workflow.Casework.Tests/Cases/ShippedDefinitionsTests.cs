using System.Text;
using FluentAssertions;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;
using static StudentAid.Workflow.Casework.Tests.Cases.CaseWorld;

namespace StudentAid.Workflow.Casework.Tests.Cases;

/// <summary>The definitions that ship, read by the reader and run with their own documents.</summary>
public sealed class ShippedDefinitionsTests
{
    private const string Higher = "national/higher-education-determination";
    private const string School = "national/k12-determination";

    private static readonly string List = Id.Of("roster").ToString();

    private static void Release(CaseWorld world, string outcome, string level = "", string reason = "") => world.Do("release", Value.Record(
        ("outcome", outcome), ("level", level), ("reason", reason), ("opinion", ""), ("target", ""), ("roster", List), ("decision", 1)), BookmarkKind.Entry).Should().BeNull();

    private static void Submit(CaseWorld world, RecordValue answers, params (string Name, Value Value)[] more) => world.Do("submit", more.Aggregate(
        Value.Record(("answers", answers), ("commitment", Value.Record(("name", "周雨禾")))), (all, m) => all.With(m.Name, m.Value))).Should().BeNull();

    private static void Verify(CaseWorld world) => world.Do("record", Value.Record(
        ("method", "home-visit"), ("date", "2026-09-06"), ("persons", Value.List(Id.Of("han").ToString())), ("finding", "属实"), ("finish", true))).Should().BeNull();

    private static CaseWorld Reviewed()
    {
        var world = Shipped(Higher).Announced().Window().Matched("matched", "subsistence-allowance").Start();
        Submit(world, Answers());
        Verify(world);
        return world;
    }

    [Theory]
    [InlineData(Higher)]
    [InlineData(School)]
    public void A_definition_is_read_without_a_finding_and_knows_only_these_types(string folder)
    {
        var document = Read(folder);
        document.Dialect.Should().Be(Dialect.Strict);
        document.Diagnostics.Should().BeEmpty();
        document.Definition!.Root.All().Should().OnlyContain(n => Types.Find(n.Type, int.MaxValue) != null);
        document.Definition.Root.All().SelectMany(n => Types.Find(n.Type, int.MaxValue)!.Check(n)).Should().BeEmpty();
    }

    [Theory]
    [InlineData(Higher)]
    [InlineData(School)]
    public void Every_outcome_is_connected_once_and_every_step_of_ours_names_its_article(string folder)
    {
        var root = Read(folder).Definition!.Root;
        foreach (var node in root.ChildrenAt("activities").Where(n => Types.Find(n.Type, int.MaxValue) is { Description.IsTerminal: false }))
        {
            root.Connections.Where(c => c.From == node.Id).Select(c => c.Port).Should().BeEquivalentTo(Types.Find(node.Type, int.MaxValue)!.OutcomesOf(node), node.Id);
            node.Article.Should().NotBeNullOrEmpty(node.Id);
        }
    }

    [Fact]
    public void A_case_goes_the_straight_way_through_higher_education()
    {
        var world = Reviewed();
        world.At.Should().Be("class");
        Release(world, "Proposed", "special", "matched");
        world.At.Should().Be("department");
        Release(world, "Reviewed");
        Release(world, "Endorsed");
        Release(world, "Approved");
        world.At.Should().Be("publicity");
        Release(world, "Passed", "special");
        world.Case.State.Outcomes.Should().Equal("Determined");
        world.Notes("archived").Single()["decisions"].Should().BeOfType<RecordValue>().Which.Members.Select(m => m.Key)
            .Should().Equal("class", "department", "office", "leaders", "publicity");
    }

    [Fact]
    public void Nothing_personal_stands_in_clear_on_the_whole_way()
    {
        var world = Reviewed();
        Release(world, "Proposed", "special", "父亲残疾");
        Release(world, "Reviewed");
        world.Plain.Should().NotContainAny("周雨禾", "残疾", "某县", "139", "subsistence", "属实", "disabled");
    }

    [Fact]
    public void A_case_stays_small()
    {
        var world = Reviewed();
        foreach (var outcome in (string[])["Proposed", "Reviewed", "Endorsed", "Approved", "Passed"])
            Release(world, outcome, "special", "matched");
        world.Case.History.Sum(h => InstanceEventJson.Write(h).Length).Should().BeLessThan(4_500);
    }

    [Fact]
    public void An_upheld_objection_goes_back_to_the_office_and_is_published_again()
    {
        var world = Reviewed();
        foreach (var outcome in (string[])["Proposed", "Reviewed", "Endorsed", "Approved", "Upheld"])
            Release(world, outcome, "special");
        world.At.Should().Be("office");
        Release(world, "Endorsed", "relative");
        Release(world, "Approved");
        world.Open(BookmarkKind.Entry).Payload["level"].AsText().Should().Be("relative");
        Release(world, "Passed");
        world.Case.State.Outcomes.Should().Equal("Determined");
    }

    [Fact]
    public void A_class_may_return_a_form_for_its_signature()
    {
        var world = Reviewed();
        Release(world, "Returned", reason: "unsigned");
        world.At.Should().Be("apply");
        Submit(world, Answers());
        world.At.Should().Be("verify");
    }

    [Fact]
    public void The_leaders_may_refuse_and_the_student_may_waive()
    {
        var refused = Reviewed();
        foreach (var outcome in (string[])["Proposed", "Reviewed", "Endorsed"])
            Release(refused, outcome, "ordinary");
        Release(refused, "NotDetermined", "not-determined", "untrue-material");
        refused.Case.State.Outcomes.Should().Equal("NotDetermined");
        refused.Notes("letter").Single()["reason"].AsText().Should().Be("untrue-material");

        var waived = Shipped(Higher).Announced().Window().Start();
        waived.Do("waive", Value.Record(("reason", "improved"))).Should().BeNull();
        waived.Case.State.Outcomes.Should().Equal("Waived");
    }

    [Fact]
    public void A_pupils_case_asks_a_guardian_and_proof_where_the_lists_are_silent()
    {
        var world = Shipped(School).Announced().Window().Matched("none").Start();
        var pupil = ((RecordValue)Answers()["student"]).Without("politicalStatus").Without("phone").With("boarding", true);
        var answers = Answers().With("student", pupil).With("guardian", Value.Record(
            ("name", "周大山"), ("relation", "father"), ("idNumber", Answers()["student"]["idNumber"]), ("phone", "13900000000")));
        world.Do("submit", Value.Record(("answers", answers), ("applicant", "student"), ("commitment", Value.Record(("name", "周大山")))))!.ToString().Should().Contain("applicant-not-allowed");
        world.Do("submit", Value.Record(("answers", answers), ("commitment", Value.Record(("name", "周大山")))))!.ToString().Should().Contain("proof-missing", "where only guardians apply, who names no applicant is one");
        world.Do("submit", Value.Record(("answers", answers), ("applicant", "guardian"), ("commitment", Value.Record(("name", "周大山")))))!.ToString().Should().Contain("proof-missing");
        Submit(world, answers, ("applicant", "guardian"), ("evidence", Value.List(Value.Record(("type", "letter"), ("hash", Hash)))));
        Verify(world);
        world.At.Should().Be("group");
        Release(world, "Returned", reason: "visit-again");
        world.At.Should().Be("verify");
        Verify(world);
        Release(world, "Approved", "ordinary");
        Release(world, "Upheld");
        world.At.Should().Be("group");
        Release(world, "Approved", "relative");
        Release(world, "Passed");
        world.Case.State.Outcomes.Should().Equal("Determined");
    }

    [Fact]
    public void Every_option_is_titled_and_helped_in_both_languages()
    {
        foreach (var option in CaseworkActivities.All.SelectMany(t => t.Description.Options))
        {
            option.Title.En.Should().NotBeNullOrEmpty(option.Name);
            option.Help.Should().NotBeNull(option.Name);
            option.Help!.En.Should().NotBeNullOrEmpty(option.Name);
        }
    }

    [Fact]
    public void A_history_folds_to_the_state_it_led_to()
    {
        var world = Reviewed();
        Release(world, "Proposed", "special");
        var read = world.Case.History.Select(h => InstanceEventJson.Read(InstanceEventJson.Write(h)).AsEnumerable());
        Encoding.UTF8.GetString(InstanceState.Fold(read).ToSnapshot()).Should().Be(Encoding.UTF8.GetString(world.Case.State.ToSnapshot()));
    }
}
