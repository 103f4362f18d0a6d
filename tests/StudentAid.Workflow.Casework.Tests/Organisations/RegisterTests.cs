using FluentAssertions;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Tests.Organisations;

public class RegisterTests
{
    [Fact]
    public async Task A_unit_without_a_parent_on_record_is_refused()
    {
        var host = await SchoolHost.EmptyAsync();

        var answer = await host.SendAsync(new PutOrgUnits(SchoolHost.School, [new($"{SchoolHost.School}x/y/", "class", "甲班")]) { Principal = Principal.System, Key = "" });

        answer.Rejected!.Code.Should().Be(OrganisationCodes.NoParent);
    }

    [Fact]
    public async Task Who_has_no_administrators_role_sets_nothing_up()
    {
        var host = await SchoolHost.EmptyAsync();
        var teacher = new Principal(Id.Of("teacher"), "韩老师", [new Grant("class-teacher", SchoolHost.ClassA)]);

        var answer = await host.SendAsync(new ImportPeople(SchoolHost.School, "f", [SchoolHost.Student(1, "甲")]) { Principal = teacher, Key = "" });

        answer.Rejected!.Code.Should().BeOneOf(StepCodes.NotFound, StepCodes.NotYours);
        (await host.PeopleAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task The_same_register_twice_makes_nobody_anew_and_a_changed_row_changes_one()
    {
        var host = await SchoolHost.EmptyAsync();
        await host.ImportAsync(SchoolHost.Student(1, "周雨禾"), SchoolHost.Student(2, "李向南"));
        var before = await host.PeopleAsync();

        await host.ImportAsync(SchoolHost.Student(1, "周雨禾"), SchoolHost.Student(2, "李响南", grade: "2025"));

        var after = await host.PeopleAsync();
        after.Select(p => p.Id).Should().BeEquivalentTo(before.Select(p => p.Id));
        after.Select(p => p.Name).Should().BeEquivalentTo("周雨禾", "李响南");
        after.Single(p => p.Name == "李响南").Content["grade"].AsText().Should().Be("2025");
    }

    [Fact]
    public async Task What_a_record_said_before_and_after_each_change_is_kept_sealed_and_nothing_where_nothing_changed()
    {
        var host = await SchoolHost.EmptyAsync();
        await host.ImportAsync(SchoolHost.Student(1, "周雨禾"), SchoolHost.Student(2, "李向南"));
        await host.ImportAsync(SchoolHost.Student(1, "周雨禾"), SchoolHost.Student(2, "李响南", grade: "2025"));
        var person = (await host.PeopleAsync()).Single(p => p.Name == "李响南");
        (await host.SendAsync(new MovePerson(SchoolHost.School, person.Id, SchoolHost.ClassB) { Principal = Principal.System, Key = "" })).Rejected.Should().BeNull();
        (await host.SendAsync(new SetPersonStatus(SchoolHost.School, person.Id, PersonStatus.Suspended) { Principal = Principal.System, Key = "" })).Rejected.Should().BeNull();

        var history = host.Get<PersonHistory>();
        var changes = await history.LoadAsync(Scope.All, person.Id, SchoolHost.School);

        changes.Select(c => c.Act).Should().Equal("import", "move", "status");
        changes[0].Fields.Select(f => f.Field).Should().Equal("grade", "name");
        changes[0].Fields[1].Should().Be(new FieldChange("name", "李向南", "李响南"));
        changes[1].Fields.Should().Equal(new FieldChange("class", SchoolHost.ClassA, SchoolHost.ClassB));
        changes[2].Fields.Should().Equal(new FieldChange("status", "enrolled", "suspended"));
        (await history.LoadAsync(Scope.All, (await host.PeopleAsync()).Single(p => p.Name == "周雨禾").Id, SchoolHost.School)).Should().BeEmpty();
        SealedMembers.Of(PersonHistory.Kind)!.Subject("", Value.Record(("person", person.Id.ToString()))).Should().Be(person.Id);
        SealedMembers.Clear(PersonHistory.Kind, Value.Record(("fields", "name"), ("sealed", "李向南"))).Should().Be(Value.Record(("fields", "name")));
    }

    [Fact]
    public async Task A_comparison_tells_new_changed_unchanged_and_left()
    {
        var host = await SchoolHost.EmptyAsync();
        await host.ImportAsync(SchoolHost.Student(1, "甲"), SchoolHost.Student(2, "乙"), SchoolHost.Student(3, "丙"));
        var people = Value.List((await host.PeopleAsync()).Select(p => (Value)Value.Record(("id", p.Id.ToString()), ("place", p.Place), ("content", p.Content))));

        var comparison = RegisterComparison.Of(people, [SchoolHost.Student(1, "甲"), SchoolHost.Student(2, "乙乙"), SchoolHost.Student(4, "丁")]);

        comparison.New.Should().ContainSingle(r => r.Row == 4);
        comparison.Changed.Should().ContainSingle(c => c.Row.Row == 2);
        comparison.Unchanged.Should().Be(1);
        comparison.Left.Should().ContainSingle();
        comparison.Refused.Should().BeEmpty();
    }

    [Fact]
    public async Task A_student_listed_twice_and_keys_of_two_students_are_refused()
    {
        var host = await SchoolHost.EmptyAsync();
        var one = SchoolHost.Student(1, "甲");

        (await host.ImportAsync(one, one with { Row = 9 })).Rejected!.Code.Should().Be(OrganisationCodes.PersonTwice);
        await host.ImportAsync(one, SchoolHost.Student(2, "乙"));
        var mixed = one with { Sealed = one.Sealed.With("studentNumber", SchoolHost.Student(2, "乙").Sealed["studentNumber"]) };
        (await host.ImportAsync(mixed)).Rejected!.Code.Should().Be(OrganisationCodes.PersonConflict);
    }

    [Fact]
    public async Task A_persons_id_and_the_events_say_nothing_of_his_number()
    {
        var host = await SchoolHost.EmptyAsync();
        await host.ImportAsync(SchoolHost.Student(1, "周雨禾"));
        var number = SchoolHost.Student(1, "").Sealed["idNumber"].AsText()!;

        var data = string.Concat((await host.Store.EventsAsync(UnitState.IdOf(SchoolHost.School))).Select(e => System.Text.Encoding.UTF8.GetString(e.Data.Span)));

        data.Should().NotContain(number).And.NotContain("周雨禾");
        (await host.PersonAsync("周雨禾")).Should().NotBe(Id.Of("person", number));
    }

    [Fact]
    public async Task A_student_who_changes_class_takes_his_open_case_along()
    {
        var host = await SchoolHost.OpenAsync();
        var person = await host.PersonAsync("周雨禾");
        var begun = await host.BeginAsync(person);

        (await host.SendAsync(new MovePerson(SchoolHost.School, person, SchoolHost.ClassB) { Principal = Principal.System, Key = "" })).Rejected.Should().BeNull();
        (await host.DeliverAsync()).Should().OnlyContain(a => a.Succeeded);

        var row = (await host.Store.Reader.StreamAsync(Scope.All, begun.Stream))!;
        row.OrgPath.Should().Be(SchoolHost.ClassB);
        (await host.Store.Reader.TasksOfAsync(Scope.All, begun.Stream)).Should().OnlyContain(t => t.Unit == SchoolHost.ClassB);
        var state = await host.Get<StepRunner>().StateAsync<Engine.Execution.InstanceState>(await host.Store.LoadAsync(begun.Stream), default);
        state!.Frames[1].Input["units"]["class"].AsText().Should().Be(SchoolHost.ClassB);
        state.Frames[1].Input["units"]["school"].AsText().Should().Be(SchoolHost.School);
        (await host.Store.Reader.PendingMessagesAsync(Scope.All, host.Now, 10)).Should().NotContain(m => m.Message.Target == begun.Stream);
    }

    [Fact]
    public async Task A_committee_that_breaks_its_rules_is_refused_and_a_good_one_is_found()
    {
        var host = await SchoolHost.ReadyAsync();
        CommitteeMember Member(string id, string category, bool chair = false) => new(id, id, category, chair, []);
        PutCommittee Put(params CommitteeMember[] members) =>
            new(SchoolHost.School, SchoolHost.Procedure, "class-review-group", SchoolHost.ClassA, "2026-2027", new DateOnly(2026, 9, 2), [.. members]) { Principal = Principal.System, Key = "" };

        (await host.SendAsync(Put(Member("m1", "counsellor", chair: true)))).Rejected!.Code.Id.Should().Be("body-unfit");
        (await host.SendAsync(Put(
            Member("m1", "counsellor", chair: true), Member("m2", "class-teacher"), Member("m3", "student-representative"), Member("m4", "student-representative"),
            Member("m5", "student-representative")))).Rejected.Should().BeNull();

        var found = (await host.Get<Casework.Organisations.Directory>().CommitteeAsync("class-review-group", SchoolHost.ClassA))!;
        found.Members.Select(m => m.Id).Should().Equal("m1", "m2", "m3", "m4", "m5");
        found.PublishedOn.Should().Be(new DateOnly(2026, 9, 2));
    }

    [Fact]
    public async Task A_role_outside_the_unit_is_not_granted()
    {
        var host = await SchoolHost.EmptyAsync();

        var answer = await host.SendAsync(new PutPrincipal(SchoolHost.School, default, "甲", "person", [new Grant("aid-office", "/")], []) { Principal = Principal.System, Key = "" });

        answer.Rejected!.Code.Should().Be(OrganisationCodes.GrantOutside);
    }
}
