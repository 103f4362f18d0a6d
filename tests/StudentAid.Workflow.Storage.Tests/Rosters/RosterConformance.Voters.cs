using FluentAssertions;
using StudentAid.Workflow.Casework.Accounts;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Casework.Tasks;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Storage.Tests.Conformance;

namespace StudentAid.Workflow.Storage.Tests.Rosters;

/// <summary>Whose task an outstanding vote is: his who is on record, else that of whoever keeps the record.</summary>
public abstract partial class RosterConformance
{
    [Fact]
    public async Task A_vote_of_who_signs_in_nowhere_is_the_task_of_whoever_keeps_the_record()
    {
        await using var store = Open();
        var school = await TestSchool.OpenAsync(store, 4);
        // A student without an account, a member whose id only looks like a principal's, and one whose account is a program's.
        var (ghost, robot) = (Id.Of("principal", "ghost"), Id.Of("principal", "robot"));
        await school.PutPrincipalAsync(robot, "接口", [], PutPrincipal.Machine);
        // His guardian's account is not his.
        await school.PutPrincipalAsync(FamilyAccount.GuardianId(TestSchool.PersonOf(2), 1), "家长", [TestSchool.PersonOf(2)]);
        await PutVotersAsync(school, Voter("m1", "studentPerson", TestSchool.PersonOf(2)), Voter(ghost.ToString(), "account", ghost), Voter("m3", "account", robot));
        var list = (await school.FreezeAsync("class", TestSchool.ClassB)).Stream;
        (await school.MeetAsync(list, new("m1", "present", "", ""), new(ghost.ToString(), "present", "", ""), new("m3", "present", "", ""))).Rejected.Should().BeNull();

        var asked = await store.Reader.TasksOfAsync(Scope.All, list);
        asked.Select(t => (t.Person, t.Role)).Should().Equal(Enumerable.Repeat((default(Id), "clerk"), 3));
        StreamData.FactsOf((await store.Steps.EventsAsync(list))[^1].Data.Span).Should().NotContain(f => f.Kind == RosterFacts.Voter);
    }

    [Fact]
    public async Task A_vote_of_who_was_given_access_and_never_used_it_is_the_task_of_whoever_keeps_the_record()
    {
        await using var store = Open();
        var school = await TestSchool.OpenAsync(store, 4);
        Id[] students = [.. Enumerable.Range(0, 4).Select(n => FamilyAccount.StudentId(TestSchool.PersonOf(n)))];
        for (var n = 0; n < students.Length; n++)
            await school.PutPrincipalAsync(students[n], $"学生{n}", [TestSchool.PersonOf(n)]);
        await PutAccountAsync(store, students[0], new AccountEvent.AccessIssued("code", DateTimeOffset.UnixEpoch), ("code", "hash"));
        await PutAccountAsync(store, students[1], new AccountEvent.PasswordSet("activation", DateTimeOffset.UnixEpoch), ("password", "hash"));
        await PutAccountAsync(store, students[2], new AccountEvent.SignedIn(DateTimeOffset.UnixEpoch, Session.BySchool, false, 0), ("code", "hash"));
        await PutVotersAsync(school, [.. Enumerable.Range(0, 4).Select(n => Voter($"m{n}", "studentPerson", TestSchool.PersonOf(n)))]);
        var list = (await school.FreezeAsync("class", TestSchool.ClassB)).Stream;
        (await school.MeetAsync(list, [.. Enumerable.Range(0, 4).Select(n => new Seating($"m{n}", "present", "", ""))])).Rejected.Should().BeNull();

        (await store.Reader.TasksOfAsync(Scope.All, list)).Select(t => (t.Person, t.Role)).Should().Equal(
            [(default(Id), "clerk"), (students[1], "group"), (students[2], "group"), (students[3], "group")], "the last may come another way, of the first it is known that he does not");
    }

    /// <summary>Within the year in which a school's own sign-in is still expected.</summary>
    private static readonly DateTimeOffset AtSchool = new(2026, 9, 1, 0, 0, 0, TimeSpan.Zero);

    private static async Task PutAccountAsync(IStoreUnderTest store, Id holder, AccountEvent happened, (string, Value) way)
    {
        var stream = AccountState.IdOf(holder);
        var step = new Step
        {
            Stream = stream, Kind = AccountState.Kind, Expected = 0, OrgPath = "/", Status = "open", Operation = Id.Of("put", holder.ToString()), BodyHash = 0, Actor = default,
            Now = AtSchool, Data = StreamData.Write<AccountEvent>([happened]), Rows = [new DocumentPut(Account.Document, holder.ToString(), Value.Record(("login", holder.ToString()), way))],
        };
        (await store.Steps.ApplyAsync([step])).Should().AllBeOfType<StepResult.Applied>();
    }

    [Fact]
    public async Task A_vote_of_who_is_on_record_is_his_own_task_and_the_step_says_by_which_record()
    {
        await using var store = Open();
        var school = await TestSchool.OpenAsync(store, 4);
        var (teacher, own) = (await school.PutPrincipalAsync("石老师", "member", TestSchool.ClassB), Id.Of("principal", "own"));
        await school.PutPrincipalAsync(FamilyAccount.StudentId(TestSchool.PersonOf(0)), "学生甲", [TestSchool.PersonOf(0)]);
        await school.PutPrincipalAsync(own, "学生丙", [TestSchool.PersonOf(2)]);
        await PutVotersAsync(school, Voter("m1", "studentPerson", TestSchool.PersonOf(0)), Voter("m2", "studentPerson", TestSchool.PersonOf(2)).With("account", own.ToString()), Voter(teacher.Id.ToString(), "id", teacher.Id));
        var list = (await school.FreezeAsync("class", TestSchool.ClassB)).Stream;
        (await school.MeetAsync(list, new("m1", "present", "", ""), new("m2", "present", "", ""), new(teacher.Id.ToString(), "present", "", ""))).Rejected.Should().BeNull();

        var asked = await store.Reader.TasksOfAsync(Scope.All, list);
        asked.Select(t => (t.Person, t.Role)).Should().Equal((FamilyAccount.StudentId(TestSchool.PersonOf(0)), "group"), (own, "group"), (teacher.Id, "group"));
        var rested = StreamData.FactsOf((await store.Steps.EventsAsync(list))[^1].Data.Span).Where(f => f.Kind == RosterFacts.Voter).ToList();
        rested.Select(f => (f.Id, f.Source)).Should().BeEquivalentTo(
            [(FamilyAccount.StudentId(TestSchool.PersonOf(0)).ToString(), "principal"), (own.ToString(), "principal"), (teacher.Id.ToString(), "principal")]);
        rested.Should().OnlyContain(f => f.Version > 0);
    }

    [Fact]
    public async Task Who_may_act_for_a_student_does_not_vote_in_his_seat_whatever_his_own_id_is()
    {
        await using var store = Open();
        var school = await TestSchool.OpenAsync(store, 4);
        var (student, parent) = (TestSchool.PersonOf(2), new Principal(Id.Of("principal", "parent"), "家长", []) { Persons = [TestSchool.PersonOf(2)] });
        await school.PutPrincipalAsync(parent.Id, parent.Name, [.. parent.Persons]);
        await PutVotersAsync(school, Voter("m1", "studentPerson", student), Voter("m2", "studentPerson", TestSchool.PersonOf(0)), Voter("m3", "studentPerson", TestSchool.PersonOf(1)));
        var list = (await school.FreezeAsync("class", TestSchool.ClassB)).Stream;
        (await school.MeetAsync(list, new("m1", "present", "", ""), new("m2", "present", "", ""), new("m3", "present", "", ""))).Rejected.Should().BeNull();

        (await store.Reader.TasksOfAsync(Scope.All, list)).Should().OnlyContain(t => t.Person.IsNone && t.Role == "clerk", "no account is a student's own but his");
        (await school.VoteAsync(parent, list, "m1", "agree")).Rejected!.Code.Should().Be(StepCodes.NotFound);
        new TaskFilter().For(parent).Own.Should().Equal(parent.Id);
        (await school.VoteAsync(parent with { Id = FamilyAccount.StudentId(student) }, list, "m1", "agree")).Rejected.Should().BeNull();
    }

    [Fact]
    public async Task A_refusal_about_a_seat_names_who_sits_there()
    {
        await using var store = Open();
        var school = await TestSchool.OpenAsync(store, 4);
        var teacher = await school.PutPrincipalAsync("石老师", "member", TestSchool.ClassB);
        await PutVotersAsync(school, Voter("m1", "account", teacher.Id).With("name", teacher.Name), Voter("m2", "studentPerson", TestSchool.PersonOf(0)), Voter("m3", "studentPerson", TestSchool.PersonOf(2)));
        var list = (await school.FreezeAsync("class", TestSchool.ClassB)).Stream;
        Seating[] seats = [new("m1", "present", "", ""), new("m2", "present", "", "agree"), new("m3", "present", "", "agree")];
        (await school.MeetAsync(list, seats)).Rejected.Should().BeNull();
        (await school.VoteAsync(teacher, list, "m1", "agree")).Rejected.Should().BeNull();

        var again = (await school.VoteAsync(teacher, list, "m1", "agree")).Rejected!;
        (again.Code, again.In("zh-CN")).Should().Be((RosterCodes.VoteCast, "每位成员应只表决一次，但成员 石老师 已经表决；更正应重新登记会议。"));
        var other = (await school.MeetAsync(list, [seats[0] with { Vote = "disagree" }, .. seats[1..]])).Rejected!;
        other.Code.Should().Be(RosterCodes.OwnVoteStands);
        other.In("zh-CN").Should().StartWith("成员 石老师 已本人表决");
    }

    private static RecordValue Voter(string id, string member, Id value) => Value.Record(("id", id), ("name", id), ("category", "any")).With(member, value.ToString());

    private static Task PutVotersAsync(TestSchool school, params Value[] members) => school.ApplyAsync(
        Id.Of("unit", TestSchool.School), TestSchool.School,
        new DocumentPut("committee", $"group|{TestSchool.ClassB}", Value.Record(("members", Value.List(members))), TestSchool.ClassB));
}
