using System.Collections.Immutable;
using FluentAssertions;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Definitions;
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

        var comparison = RegisterComparison.Of(people, [SchoolHost.Student(1, "甲"), SchoolHost.Student(2, "乙乙"), SchoolHost.Student(4, "丁")], ImmutableDictionary<string, Text>.Empty);

        comparison.New.Should().ContainSingle(r => r.Row == 4);
        comparison.Changed.Should().ContainSingle(c => c.Row.Row == 2);
        comparison.Unchanged.Should().Be(1);
        comparison.Left.Should().ContainSingle();
        comparison.Refused.Should().BeEmpty();
    }

    [Fact]
    public async Task A_row_of_a_closed_class_is_refused_by_its_number_and_the_others_are_compared()
    {
        var host = await SchoolHost.EmptyAsync();
        await host.SendAsync(new ChangeOrgUnit(SchoolHost.ClassB, Closed: true) { Principal = Principal.System, Key = "" });
        PersonRow[] rows = [SchoolHost.Student(1, "甲"), SchoolHost.Student(2, "乙", SchoolHost.ClassB), SchoolHost.Student(3, "丙")];

        var comparison = RegisterComparison.Of(Value.EmptyList, rows, new Dictionary<string, Text> { [SchoolHost.ClassB] = "软件2501" });
        comparison.New.Select(r => r.Row).Should().Equal(1, 3);
        comparison.Refused.Single().Code.Should().Be(OrganisationCodes.PlaceClosed);
        comparison.Refused.Single().Arguments["row"].Should().Be("2");

        var refused = (await host.ImportAsync(rows)).Rejected!;
        (refused.Code, refused.Arguments["row"]).Should().Be((OrganisationCodes.PlaceClosed, "2"), "the whole table is refused, and says by which row");
        (await host.ImportAsync(rows[0], rows[2])).Rejected.Should().BeNull();
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
    public async Task A_closed_unit_that_is_put_again_stays_closed_and_takes_no_unit_until_it_is_opened()
    {
        var host = await SchoolHost.EmptyAsync();
        await host.SendAsync(new ChangeOrgUnit(SchoolHost.ClassB, Closed: true) { Principal = Principal.System, Key = "" });
        OrgUnitRow again = new(SchoolHost.ClassB, "class", "软件2502"), below = new($"{SchoolHost.ClassB}x/", "class", "下");
        Task<Answer> PutAsync(params OrgUnitRow[] rows) => host.SendAsync(new PutOrgUnits(SchoolHost.School, [.. rows]) { Principal = Principal.System, Key = "" });

        (await PutAsync(again)).Rejected.Should().BeNull();
        var unit = (await host.Get<Casework.Organisations.Directory>().UnitAsync(SchoolHost.ClassB))!;
        (unit.IsClosed, unit.Name.ZhCn).Should().Be((true, "软件2502"));
        (await PutAsync(again, below)).Rejected!.Code.Should().Be(OrganisationCodes.UnitClosed);
        (await PutAsync(below)).Rejected!.Code.Should().Be(OrganisationCodes.UnitClosed);
        (await host.SendAsync(new ChangeOrgUnit(SchoolHost.ClassB, Closed: false) { Principal = Principal.System, Key = "" })).Rejected.Should().BeNull();
        (await PutAsync(again, below)).Rejected.Should().BeNull();
        (await host.Get<Casework.Organisations.Directory>().UnitAsync(SchoolHost.ClassB))!.IsClosed.Should().BeFalse();
    }

    [Fact]
    public async Task A_role_that_is_held_for_two_terms_keeps_both()
    {
        var host = await SchoolHost.EmptyAsync();
        var id = Id.Of("principal", "twice");
        var role = new Grant("class-teacher", SchoolHost.ClassA);
        GrantTerm[] terms = [new(role.Role, role.Unit, new DateOnly(2026, 3, 1), new DateOnly(2026, 6, 1)), new(role.Role, role.Unit, new DateOnly(2026, 9, 1))];
        (await host.SendAsync(new PutPrincipal(SchoolHost.School, id, "甲", PutPrincipal.Person, [role, role, new("aid-office", SchoolHost.School)], []) { Terms = [.. terms], Principal = Principal.System, Key = "" })).Rejected.Should().BeNull();

        var kept = (await host.Get<Casework.Organisations.Directory>().KeptBelowAsync(Scope.All, SchoolHost.School, granting: true)).Single(p => p.Id == id);
        kept.Grants.Should().Equal(terms[0], terms[1], new GrantTerm("aid-office", SchoolHost.School));
        (await host.Get<Casework.Organisations.Directory>().PrincipalAsync(id))!.Grants.Should().Equal([new Grant("aid-office", SchoolHost.School)], "between the terms the role is not held");
    }

    [Fact]
    public async Task A_role_is_not_given_at_a_closed_unit_and_one_that_was_given_there_before_may_be_written_again()
    {
        var host = await SchoolHost.EmptyAsync();
        Task<Answer> PutAsync(string who, params Grant[] roles) =>
            host.SendAsync(new PutPrincipal(SchoolHost.School, Id.Of("principal", who), who, PutPrincipal.Person, [.. roles], []) { Principal = Principal.System, Key = "" });
        Grant there = new("class-teacher", SchoolHost.ClassB), office = new("aid-office", SchoolHost.School);
        (await PutAsync("乙", there)).Rejected.Should().BeNull();
        await host.SendAsync(new ChangeOrgUnit(SchoolHost.ClassB, Closed: true) { Principal = Principal.System, Key = "" });

        (await PutAsync("甲", there)).Rejected!.Code.Should().Be(OrganisationCodes.UnitClosed);
        (await PutAsync("甲", office)).Rejected.Should().BeNull();
        (await PutAsync("乙", there, office)).Rejected.Should().BeNull();
        (await PutAsync("乙", office)).Rejected.Should().BeNull();
        (await PutAsync("乙", there, office)).Rejected!.Code.Should().Be(OrganisationCodes.UnitClosed, "it was given up");
    }

    [Fact]
    public async Task A_role_outside_the_unit_is_not_granted()
    {
        var host = await SchoolHost.EmptyAsync();

        var answer = await host.SendAsync(new PutPrincipal(SchoolHost.School, default, "甲", "person", [new Grant("aid-office", "/")], []) { Principal = Principal.System, Key = "" });

        answer.Rejected!.Code.Should().Be(OrganisationCodes.GrantOutside);
    }
}
