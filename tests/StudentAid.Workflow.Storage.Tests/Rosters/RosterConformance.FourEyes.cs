using FluentAssertions;
using StudentAid.Workflow.Casework.Accounts;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Storage.Tests.Rosters;

/// <summary>Nobody decides about himself or his child, and nobody alone approves what he put down as another body's decision.</summary>
public abstract partial class RosterConformance
{
    private static readonly Principal Office = new(Id.Of("principal", "office"), "资助中心", [new Grant("office", TestSchool.Department)]);

    [Fact]
    public async Task Who_has_his_child_on_a_list_decides_the_others_and_somebody_else_decides_the_child()
    {
        await using var store = Open();
        var school = await TestSchool.OpenAsync(store, 4);
        var father = Office with { Id = Id.Of("principal", "father"), Persons = [TestSchool.PersonOf(0)] };
        var list = await AtDepartmentAsync(school, Principal.System);

        (await school.DecideAsAsync(father, store.Steps, list, "k1", null, Agree(school, 0), Agree(school, 2))).Rejected!.Code.Id.Should().Be("decides-own");
        (await school.DecideAsAsync(father, store.Steps, list, "k2", null, new EntryVerdict(school.CaseOf(0), "return", Reason: "材料不齐"))).Rejected!.Code.Id.Should().Be("decides-own");
        (await school.DecideAsAsync(father.With(father.Grants), store.Steps, list, "k3", null, Agree(school, 0))).Rejected!.Code.Id.Should().Be("decides-own", "with one role chosen he is still the father");
        (await school.DecideAsAsync(father, store.Steps, list, "k4", null, Agree(school, 2))).Rejected.Should().BeNull();
        (await school.DecideAsAsync(Office, store.Steps, list, "k5", null, Agree(school, 0))).Rejected.Should().BeNull();

        await school.ReleaseAsync(list);
        (await school.TakeBackAsAsync(father, list)).Rejected!.Code.Id.Should().Be("takes-own-back");
        (await school.TakeBackAsAsync(Office, list)).Rejected.Should().BeNull();
    }

    [Fact]
    public async Task Who_has_his_child_on_a_list_takes_back_the_others_and_somebody_else_the_child()
    {
        await using var store = Open();
        var school = await TestSchool.OpenAsync(store, 4);
        var father = Office with { Id = Id.Of("principal", "father"), Persons = [TestSchool.PersonOf(0)] };
        var list = await AtDepartmentAsync(school, Principal.System);
        (await school.DecideAsAsync(Office, store.Steps, list, "k", null, Agree(school, 0), Agree(school, 2))).Rejected.Should().BeNull();
        await school.ReleaseAsync(list);

        (await school.TakeBackAsAsync(father, list)).Rejected.Should().BeNull();
        (await school.RosterAsync(list)).Standings.Where(s => s.State == "decided").Select(s => s.Case).Should().Equal([school.CaseOf(0)], "his child's decision stands");
        (await school.TakeBackAsAsync(father, list)).Rejected!.Code.Id.Should().Be("takes-own-back");
        (await school.TakeBackAsAsync(Office, list)).Rejected.Should().BeNull();
    }

    [Fact]
    public async Task Who_has_his_child_on_a_list_holds_it_and_the_list_ends_with_the_others()
    {
        await using var store = Open();
        var school = await TestSchool.OpenAsync(store, 4);
        var father = Office with { Persons = [TestSchool.PersonOf(0)] };
        var list = await AtDepartmentAsync(school, Principal.System);

        (await school.DecideAsAsync(father, store.Steps, list, "k", null, new EntryVerdict(school.CaseOf(0), "hold"), Agree(school, 2))).Rejected.Should().BeNull();
        await school.ReleaseAsync(list);
        (await school.RosterAsync(list)).Status.Should().Be("released");
        (await school.AtAsync(0)).Should().Be("department");
    }

    [Fact]
    public async Task Who_put_down_the_class_s_decision_does_not_alone_approve_it_but_sends_it_back_or_leaves_it_to_another()
    {
        await using var store = Open();
        var school = await TestSchool.OpenAsync(store, 4);
        var both = Office with { Id = Id.Of("principal", "both"), Grants = [new Grant("office", TestSchool.Department), new Grant("chair", TestSchool.ClassA)] };
        var list = await AtDepartmentAsync(school, both);

        var refused = (await school.DecideAsAsync(both, store.Steps, list, "k1", null, Agree(school, 0), Agree(school, 2))).Rejected!;
        (refused.Code.Id, refused.Code.Article).Should().Be(("same-person-decided", "实施办法 第十七条"));
        (await school.DecideAsAsync(both with { IsMachine = true }, store.Steps, list, "k2", 1, Agree(school, 0))).Rejected.Should().BeNull("a program enters what people decided elsewhere");
        (await school.DecideAsAsync(both, store.Steps, list, "k3", null, new EntryVerdict(school.CaseOf(2), "return", Reason: "材料不齐"))).Rejected.Should().BeNull();
    }

    [Fact]
    public async Task What_was_sent_back_and_proposed_anew_by_another_is_no_longer_his()
    {
        await using var store = Open();
        var school = await TestSchool.OpenAsync(store, 2);
        var both = Office with { Id = Id.Of("principal", "both"), Grants = [new Grant("office", TestSchool.Department), new Grant("chair", TestSchool.ClassA)] };
        var first = await AtDepartmentAsync(school, both, 0);
        await school.DecideAsync(first, "back", new EntryVerdict(school.CaseOf(0), "return", Reason: "材料不齐"));
        await school.ReleaseAsync(first);
        (await school.AtAsync(0)).Should().Be("class");

        var second = await AtDepartmentAsync(school, Principal.System, 0);
        (await school.DecideAsAsync(both, store.Steps, second, "k", null, Agree(school, 0))).Rejected.Should().BeNull();
    }

    [Fact]
    public async Task A_member_withdraws_from_the_case_of_whom_his_account_acts_for_though_nobody_named_it_with_the_members()
    {
        await using var store = Open();
        var school = await TestSchool.OpenAsync(store, 2);
        var mother = Id.Of("principal", "mother");
        await school.PutPrincipalAsync(mother, "周母", [TestSchool.PersonOf(1)]);
        await PutVotersAsync(school, Voter("m1", "account", mother), Voter("m2", "account", Id.Of("principal", "someone")), Voter("m3", "account", Id.Of("principal", "other")));
        var list = (await school.FreezeAsync("class", TestSchool.ClassB)).Stream;

        (await school.MeetAsync(list, new("m1", "present", "", "agree"), new("m2", "present", "", "agree"), new("m3", "present", "", "agree"))).Rejected!.Code.Id.Should().Be("must-withdraw");
        (await school.MeetAsync(list, new("m1", "withdrawn", "", ""), new("m2", "present", "", "agree"), new("m3", "present", "", "agree"))).Rejected.Should().BeNull();
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    public async Task A_student_of_a_body_withdraws_from_the_case_of_his_sister_for_whichever_of_them_their_guardian_s_account_was_made(int made, int added)
    {
        await using var store = Open();
        var school = await TestSchool.OpenAsync(store, 4);
        await school.PutPrincipalAsync(FamilyAccount.GuardianId(TestSchool.PersonOf(made), 2), "家长", [TestSchool.PersonOf(made), TestSchool.PersonOf(added)]);
        await PutVotersAsync(school, Voter("m1", "studentPerson", TestSchool.PersonOf(0)), Voter("m2", "studentPerson", TestSchool.PersonOf(2)), Voter("m3", "account", Id.Of("principal", "other")));
        var list = (await school.FreezeAsync("class", TestSchool.ClassB)).Stream;

        var refused = (await school.MeetAsync(list, new("m1", "present", "", "agree"), new("m2", "present", "", "agree"), new("m3", "present", "", "agree"))).Rejected!;
        (refused.Code.Id, refused.Arguments["member"]).Should().Be(("must-withdraw", "m1"), "the second student is nobody's relative on this list");
        (await school.MeetAsync(list, new("m1", "withdrawn", "", ""), new("m2", "present", "", "agree"), new("m3", "present", "", "agree"))).Rejected.Should().BeNull();
    }

    [Fact]
    public async Task A_member_withdraws_for_whom_any_account_acts_by_which_he_may_sign_in()
    {
        await using var store = Open();
        var school = await TestSchool.OpenAsync(store, 2);
        var (staff, parent) = (Id.Of("principal", "staff"), Id.Of("principal", "parent"));
        await school.PutPrincipalAsync(staff, "周老师", []);
        await school.PutPrincipalAsync(parent, "周老师", [TestSchool.PersonOf(1)]);
        await PutVotersAsync(school, Voter(parent.ToString(), "account", staff), Voter("m2", "account", Id.Of("principal", "someone")), Voter("m3", "account", Id.Of("principal", "other")));
        var list = (await school.FreezeAsync("class", TestSchool.ClassB)).Stream;

        (await school.MeetAsync(list, new(parent.ToString(), "present", "", "agree"), new("m2", "present", "", "agree"), new("m3", "present", "", "agree"))).Rejected!.Code.Id.Should().Be("must-withdraw");
    }

    /// <summary>The class's list is decided and put down by him; the department's is frozen.</summary>
    private static async Task<Id> AtDepartmentAsync(TestSchool school, Principal recorder, params int[] students)
    {
        students = students.Length > 0 ? students : [0, 2];
        var list = (await school.FreezeAsync("class", TestSchool.ClassA)).Stream;
        (await school.MeetAsync(list, Present)).Rejected.Should().BeNull();
        (await school.DecideAsAsync(recorder, school.Store.Steps, list, $"class-{list}", null, [.. students.Select(s => Agree(school, s))])).Rejected.Should().BeNull();
        await school.ReleaseAsync(list);
        return (await school.FreezeAsync("department", TestSchool.Department, "等不及")).Stream;
    }
}
