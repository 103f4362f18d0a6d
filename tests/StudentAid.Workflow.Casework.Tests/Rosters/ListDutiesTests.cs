using FluentAssertions;
using StudentAid.Workflow.Casework.Committees;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Roles;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Substitutions;
using StudentAid.Workflow.Casework.Tasks;
using StudentAid.Workflow.Casework.Tests.Cases;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Tests.Rosters;

/// <summary>Who acts on a list for another (代理), and what nobody does for another.</summary>
public sealed class ListDutiesTests
{
    private const string School = "/college/";
    private static readonly DateTimeOffset Now = new(2026, 9, 22, 2, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Who_stands_in_may_what_the_other_may_and_not_before_or_after_his_days()
    {
        var duties = new ListDuties(School, Id.Of("round"), "aid-office", null);
        var deputy = Deputy("aid-office");

        duties.Allows(deputy, ListAct.Decide, School).Should().BeFalse();
        duties.AllowsAt(deputy, ListAct.Decide, School, Now).Should().BeTrue();
        duties.AllowsAt(deputy, ListAct.Decide, School, Now.AddDays(1)).Should().BeFalse("the end is exclusive");
        duties.AllowsAt(deputy, ListAct.Decide, School, Now.AddDays(-2)).Should().BeFalse();
        (duties with { Role = "class-teacher" }).AllowsAt(deputy, ListAct.Decide, School, Now).Should().BeFalse("the other may not either");
    }

    [Fact]
    public void A_decision_that_is_signed_in_person_is_nobody_elses_while_the_list_may_be_closed_for_him()
    {
        var duties = new ListDuties(School, Id.Of("round"), "aid-office", null) { Personal = true };

        duties.AllowsAt(Deputy("aid-office"), ListAct.Decide, School, Now).Should().BeFalse();
        duties.AllowsAt(Deputy("aid-office"), ListAct.Freeze, School, Now).Should().BeTrue();
    }

    [Fact]
    public void A_role_that_is_exercised_in_person_is_lent_to_nobody() =>
        new ListDuties(School, Id.Of("round"), "principal", null).AllowsAt(Deputy("principal"), ListAct.Freeze, School, Now).Should().BeFalse();

    [Fact]
    public void Of_a_body_each_act_is_for_the_roles_that_it_names_held_on_the_list_s_own_unit()
    {
        var duties = new ListDuties(Class, Id.Of("round"), "", Body(new BodyDuties(["freezer"], ["recorder"], ["decider"])));
        foreach (var (act, role) in new[] { (ListAct.Freeze, "freezer"), (ListAct.Record, "recorder"), (ListAct.Decide, "decider") })
        {
            duties.Roles(act).Should().Equal(role);
            duties.Allows(Of(new Grant(role, Class)), act, School).Should().BeTrue();
            duties.Allows(Of(new Grant(role, School)), act, School).Should().BeFalse("who stands above a body is no part of it");
            Enum.GetValues<ListAct>().Count(a => duties.Allows(Of(new Grant(role, Class)), a, School)).Should().Be(1);
            duties.Allows(Principal.System, act, School).Should().BeTrue();
            (duties with { Body = null }).Roles(act).Should().BeEmpty();
        }
    }

    [Fact]
    public void Of_an_office_the_role_counts_on_the_list_s_unit_and_above_it_within_the_school()
    {
        var duties = new ListDuties(Class, Id.Of("round"), "aid-office", Body(BodyDuties.Of(["teacher"])));
        duties.Roles(ListAct.Decide).Should().Equal("aid-office");
        bool Allows(string unit, string school = School) => duties.Allows(Of(new Grant("aid-office", unit)), ListAct.Decide, school);
        Allows(Class).Should().BeTrue();
        Allows(Class, "").Should().BeTrue();
        Allows(School).Should().BeTrue();
        Allows("/college/soft/").Should().BeTrue();
        Allows("/college/hard/").Should().BeFalse("it lies beside the list");
        Allows("/").Should().BeFalse("it stands above the school");
        Allows(School, "").Should().BeFalse("the school is not known yet");
        duties.Allows(Of(new Grant("teacher", Class)), ListAct.Decide, School).Should().BeFalse();
    }

    [Fact]
    public void A_role_is_called_as_the_body_calls_its_members_and_else_as_the_list_of_roles_does()
    {
        var duties = new ListDuties(Class, Id.Of("round"), "", Body(BodyDuties.Of(["teacher"])));
        duties.NameOf("teacher", RoleList.Shipped).ZhCn.Should().Be("教师代表");
        duties.NameOf("aid-office", RoleList.Shipped).ZhCn.Should().Be("学生资助管理机构");
        (duties with { Body = null }).NameOf("class-teacher", RoleList.Shipped).ZhCn.Should().Be("班主任");
    }

    [Fact]
    public void Who_may_not_is_told_who_may_once_the_school_and_the_unit_are_known()
    {
        var duties = new ListDuties(Class, Id.Of("round"), "aid-office", null);
        var act = Act();
        duties.Refuse(Of(new Grant("aid-office", Class)), ListAct.Decide, ref act, Facts.None).Should().BeNull("nothing has to be known");
        var needs = duties.Refuse(Of(new Grant("aid-office", School)), ListAct.Decide, ref act, Facts.None).Should().BeOfType<StreamDecision.Needs>().Subject;
        needs.Facts.Should().Equal(new FactKey("round", Id.Of("round").ToString()), UnitFacts.Unit(Class));
        foreach (var half in Known().All)
            duties.Refuse(Of(), ListAct.Decide, ref act, new Facts([half])).Should().BeOfType<StreamDecision.Needs>();
        duties.Refuse(Of(new Grant("aid-office", School)), ListAct.Decide, ref act, Known()).Should().BeNull();
        act.For.IsNone.Should().BeTrue();
        var reason = Reason(duties, Of(new Grant("class-teacher", Class)), ListAct.Decide);
        (reason.Code, reason.Arguments["unit"], reason.Arguments["roles"]).Should().Be((RosterCodes.NotYourList, "软件2401", "学生资助管理机构"));
        (reason.In("zh-CN") + reason.In("en")).Should().NotContain("{");
        var nameless = new Facts([Known().All.First(), new Fact(UnitFacts.Unit(Class), Value.EmptyRecord)]);
        ((StreamDecision.Refused)duties.Refuse(Of(), ListAct.Decide, ref act, nameless)!).Reason.Arguments["unit"].Should().Be(Class);
        duties.Refuse(Of(new Grant("aid-office", School)), ListAct.Decide, ref act, new Facts([new Fact(new FactKey("round", Id.Of("round").ToString()), Value.EmptyRecord), Known().All.Last()]))
            .Should().BeOfType<StreamDecision.Refused>("a round of no school is nobody's above the list");
    }

    [Fact]
    public void Who_acts_for_another_is_put_down_as_doing_so_and_what_is_done_in_person_is_refused_as_such()
    {
        var duties = new ListDuties(School, Id.Of("round"), "aid-office", null);
        var act = Act();
        duties.Refuse(Deputy("aid-office"), ListAct.Decide, ref act, Known(School)).Should().BeNull();
        act.For.Should().Be(Id.Of("other"));
        var personal = Reason(duties with { Personal = true }, Deputy("aid-office"), ListAct.Decide, School);
        (personal.Code, personal.Arguments["role"]).Should().Be((TaskCodes.InPerson, "学生资助管理机构"));
        (personal.In("zh-CN") + personal.In("en")).Should().NotContain("{");
        Reason(duties with { Role = "principal" }, Deputy("principal"), ListAct.Freeze, School).Code.Should().Be(TaskCodes.InPerson);
        Reason(duties with { Personal = true }, Deputy("class-teacher"), ListAct.Decide, School).Code.Should().Be(RosterCodes.NotYourList);
        Reason(duties, Deputy("aid-office") with { StandsFor = [] }, ListAct.Decide, School).Code.Should().Be(RosterCodes.NotYourList);
    }

    [Fact]
    public void Whose_a_list_is_stands_in_what_was_frozen_and_before_that_in_its_activity()
    {
        var pins = CaseWorld.Of([CaseWorld.Node("verify", "StudentAid.Verification", ("scope", "class"))]).Pinned;
        var state = RosterState.Empty with { Round = Id.Of("round"), Unit = Class, Pin = "d", Act = "propose", Body = "class-review-group", Options = Value.Record(("personal", true)) };
        var frozen = ListDuties.Of(state, pins);
        (frozen.Unit, frozen.Round, frozen.Role, frozen.Body!.Id, frozen.Personal, frozen.Pinned).Should().Be((Class, Id.Of("round"), "", "class-review-group", true, RoleList.Shipped));
        var office = ListDuties.Of(state with { Body = "", Role = "aid-office", Options = Value.EmptyRecord }, pins);
        (office.Role, office.Body, office.Personal).Should().Be(("aid-office", null, false));

        ListDuties Before(params (string, Value)[] inputs) => ListDuties.Of(Id.Of("round"), Class, "d", CaseWorld.Node("list", "StudentAid.Approval", inputs), pins);
        var open = Before(("body", "class-review-group"), ("personal", true));
        (open.Unit, open.Round, open.Role, open.Body!.Id, open.Personal, open.Pinned).Should().Be((Class, Id.Of("round"), "", "class-review-group", true, RoleList.Shipped));
        (Before(("role", "aid-office")).Role, Before(("role", "aid-office")).Body, Before(("body", "")).Body).Should().Be(("aid-office", null, null));
        (Before(("personal", false)).Personal, Before().Personal).Should().Be((false, false));
        var computed = new ActivityNode { Id = "list", Type = "StudentAid.Approval", Inputs = [new ActivityInput("personal", InputKind.Variable, true)] };
        ListDuties.Of(Id.Of("round"), Class, "d", computed, pins).Personal.Should().BeFalse("only what is written there counts");
    }

    [Fact]
    public void A_notice_that_names_no_role_is_posted_by_the_first_whose_duty_it_is_and_no_other_list_is()
    {
        var world = CaseWorld.Of([CaseWorld.Node("verify", "StudentAid.Verification", ("scope", "class"))]);
        var state = RosterState.Empty with { Pin = "d", Act = "publish" };
        ListDuties.RoleOf(state, world.Pinned).Should().Be("aid-office");
        ListDuties.RoleOf(state with { Role = "clerk" }, world.Pinned).Should().Be("clerk");
        ListDuties.RoleOf(state with { Act = "propose" }, world.Pinned).Should().BeEmpty();
        string Before(string type, params (string, Value)[] inputs) => ListDuties.RoleOf(CaseWorld.Node("list", type, inputs), "d", world.Pinned);
        Before("StudentAid.Publicity").Should().Be("aid-office");
        Before("StudentAid.Publicity", ("role", "clerk")).Should().Be("clerk");
        Before("StudentAid.CommitteeReview").Should().BeEmpty();
        Before("StudentAid.Approval", ("role", "clerk")).Should().Be("clerk");
        world.Pin(Registry(Duty.PostNotices));
        ListDuties.RoleOf(state, world.Pinned).Should().Be("registry", "the round has pinned a list of roles");
    }

    [Fact]
    public void A_task_that_names_no_role_opens_for_the_first_of_the_pinned_list_that_carries_its_duty()
    {
        CaseWorld World() => CaseWorld.Of([CaseWorld.Node("verify", "StudentAid.Verification", ("scope", "class"))]);
        World().Start().Open(BookmarkKind.Task).Name.Should().Be("class-teacher");
        World().Pin(Registry(Duty.Verify)).Start().Open(BookmarkKind.Task).Name.Should().Be("registry");
        World().Pin("""{ "kind": "roles", "id": "roles", "article": "t", "from": "2018-01-01", "name": "岗位", "roles": [] }""").Start().Open(BookmarkKind.Task).Name
            .Should().Be("class-teacher", "what cannot be read is none");
    }

    private static string Registry(string duty) =>
        $$"""{ "kind": "roles", "id": "roles", "article": "t", "from": "2018-01-01", "name": "岗位", "roles": [ { "id": "registry", "name": "学生处", "duties": ["{{duty}}"] } ] }""";

    private const string Class = "/college/soft/c/";

    private static Act Act() => new(Id.Of("roster"), Now, Id.Of("deputy"));

    private static Facts Known(string unit = Class) => new(
    [
        new Fact(new FactKey("round", Id.Of("round").ToString()), Value.Record(("school", School))), new Fact(UnitFacts.Unit(unit), Value.Record(("name", "软件2401"))),
    ]);

    private static Engine.Analysis.Rejection Reason(ListDuties duties, Principal principal, ListAct what, string unit = Class)
    {
        var act = Act();
        return ((StreamDecision.Refused)duties.Refuse(principal, what, ref act, Known(unit))!).Reason;
    }

    private static Body Body(BodyDuties duties) => new(
        "group", ["class"], [new MemberCategory("teacher", "教师代表", 0, null, Student: false, null)], [], new BodySize(1, null, Odd: false, null), [], [], ApplicantRule.Withdraws,
        new Quorum(new Share(2, 3, Exceed: false), new Share(1, 2, Exceed: true), AgreeOf.Present), PublishList: false, duties, [], [], HintAnswers: true, ChairElected: false, ShownFor: null);

    private static Principal Of(params Grant[] grants) => new(Id.Of("principal"), "某人", [.. grants]);

    private static Principal Deputy(string role) => new(Id.Of("deputy"), "陆老师", [new Grant("academic-affairs", School)])
    {
        StandsFor = [new Substitution(Id.Of("other"), Now.AddDays(-1), Now.AddDays(1)) { Grants = [new Grant(role, School)] }],
    };
}
