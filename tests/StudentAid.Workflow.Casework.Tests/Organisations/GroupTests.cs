using System.Collections.Immutable;
using FluentAssertions;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Casework.Tests.Cases;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;
using static StudentAid.Workflow.Casework.Tests.Cases.CaseWorld;

namespace StudentAid.Workflow.Casework.Tests.Organisations;

public class GroupTests
{
    private const string Software = $"{SchoolHost.School}software/";
    private static readonly Id Someone = Id.Of("someone");
    private static readonly ActivityNode ByGroup = Node("class", "StudentAid.CommitteeReview",
        ("body", "class-review-group"), ("scope", "group"), ("act", "propose"), ("roster", true), ("scale", "hardship-levels"));

    private static Task<Answer> PutAsync(SchoolHost host, params OrgUnitRow[] units) =>
        host.SendAsync(new PutOrgUnits(SchoolHost.School, [.. units]) { Principal = Principal.System, Key = "" });

    private static OrgUnitRow Group(string code, string grade = "", string major = "", string kind = "group", string under = SchoolHost.School, params Id[] members) =>
        new($"{under}{code}/", kind, code, grade, major, Members: [.. members], Group: kind != "group");

    private static async Task<string[]> TakingAsync(SchoolHost host, string name, string place) =>
        [.. (await host.Get<UnitGroups>().TakingAsync(await host.PersonAsync(name), place)).Select(g => g.Unit)];

    [Theory]
    [InlineData("", "", "x", "x", false)]
    [InlineData("2024", "", "2024", "", true)]
    [InlineData("2024", "", "2025", "", false)]
    [InlineData("2024", "", "", "m", null)]
    [InlineData("2024", "m", "2024", "m", true)]
    [InlineData("2024", "m", "2024", "", null)]
    [InlineData("2024", "m", "2025", "", false)]
    [InlineData("", "m", "2025", "n", false)]
    public void A_group_takes_a_class_by_what_its_record_says_and_leaves_it_to_each_person_where_it_is_silent(string grade, string major, string ofClass, string taught, bool? all) =>
        new GroupRule("/s/g/", "group", "g", grade, major, []).TakesAllOf(ofClass, taught).Should().Be(all);

    [Theory]
    [InlineData("2024", "", "", "m", true)]
    [InlineData("2024", "", "2025", "", false)]
    [InlineData("2024", "m", "2024", "n", false)]
    [InlineData("2024", "m", "2024", "m", true)]
    public void Two_rules_may_share_somebody_unless_they_differ_where_both_say_something(string grade, string major, string otherGrade, string otherMajor, bool may)
    {
        var (one, other) = (new GroupRule("/s/g/", "group", "g", grade, major, []), new GroupRule("/s/h/", "group", "h", otherGrade, otherMajor, []));

        one.MayShare(other).Should().Be(may);
        one.MayShare(other with { Kind = "major" }).Should().BeFalse("another kind is another body's");
        one.MayShare(other with { Unit = "/t/h/" }).Should().BeFalse("another school's people are others");
    }

    [Fact]
    public async Task Whom_a_group_takes_is_the_class_s_to_say_and_the_person_s_own_where_the_class_is_silent()
    {
        var host = await SchoolHost.EmptyAsync();
        await PutAsync(host, new OrgUnitRow(SchoolHost.ClassA, "class", "软件2401", Grade: "2024", Major: "软件技术"), Group("software", "2024", "软件技术"), Group("next", "2025"));
        await host.ImportAsync(SchoolHost.Student(1, "周雨禾", grade: "2025"), SchoolHost.Student(2, "李向南", SchoolHost.ClassB, grade: "2025"), SchoolHost.Student(3, "王远", SchoolHost.ClassB, grade: "2023"));

        (await TakingAsync(host, "周雨禾", SchoolHost.ClassA)).Should().Equal(Software);
        (await TakingAsync(host, "周雨禾", SchoolHost.ClassB)).Should().Equal($"{SchoolHost.School}next/");
        (await TakingAsync(host, "李向南", SchoolHost.ClassB)).Should().Equal($"{SchoolHost.School}next/");
        (await TakingAsync(host, "王远", SchoolHost.ClassB)).Should().BeEmpty();
        (await host.Get<UnitGroups>().PeopleOfAsync(Software)).Should().Be(1);
        (await host.Get<UnitGroups>().PeopleOfAsync($"{SchoolHost.School}next/")).Should().Be(1);
        (await host.Get<UnitGroups>().PeopleOfAsync(SchoolHost.ClassB)).Should().Be(2);
    }

    [Fact]
    public async Task A_group_lists_people_of_any_class_below_its_parent_and_nobody_else()
    {
        var host = await SchoolHost.EmptyAsync();
        await host.ImportAsync(SchoolHost.Student(1, "周雨禾"), SchoolHost.Student(2, "李向南", SchoolHost.ClassB));
        var (one, two) = (await host.PersonAsync("周雨禾"), await host.PersonAsync("李向南"));

        (await PutAsync(host, Group("g", members: [one, Someone]))).Rejected!.Code.Should().Be(GroupCodes.UnknownMember);
        (await PutAsync(host, Group("g", under: SchoolHost.Department, members: [one, two]))).Rejected.Should().BeNull();

        (await TakingAsync(host, "李向南", SchoolHost.ClassB)).Should().Equal($"{SchoolHost.Department}g/");
        (await PutAsync(host, Group("g", under: SchoolHost.Department, members: [one]))).Rejected.Should().BeNull();
        (await TakingAsync(host, "李向南", SchoolHost.ClassB)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_group_without_a_rule_or_with_units_or_people_of_its_own_is_refused()
    {
        var host = await SchoolHost.EmptyAsync();
        await PutAsync(host, Group("software", major: "软件技术"));
        await host.ImportAsync(SchoolHost.Student(1, "周雨禾"));
        var person = await host.PersonAsync("周雨禾");

        (await PutAsync(host, Group("none"))).Rejected!.Code.Should().Be(GroupCodes.WithoutRule);
        (await PutAsync(host, new OrgUnitRow(SchoolHost.ClassB, "class", "软件2501", Members: [person]))).Rejected!.Code.Should().Be(GroupCodes.MembersOfNoGroup);
        (await PutAsync(host, new OrgUnitRow(SchoolHost.ClassB, "group", "软件2501", Major: "软件技术"))).Rejected!.Code.Should().Be(GroupCodes.WasNone, "people may stand in it");
        (await PutAsync(host, new OrgUnitRow($"{Software}a/", "class", "甲班"))).Rejected!.Code.Should().Be(GroupCodes.BelowGroup);
        (await PutAsync(host, Group("other", major: "x"), new OrgUnitRow($"{SchoolHost.School}other/a/", "class", "甲班"))).Rejected!.Code.Should().Be(GroupCodes.BelowGroup);
        (await host.ImportAsync(SchoolHost.Student(2, "李向南", Software))).Rejected!.Code.Should().Be(GroupCodes.PlaceIsGroup);
        (await host.SendAsync(new MovePerson(SchoolHost.School, person, Software) { Principal = Principal.System, Key = "" })).Rejected!.Code.Should().Be(GroupCodes.PlaceIsGroup);
    }

    [Fact]
    public async Task Two_groups_of_one_kind_that_could_take_the_same_student_are_refused_whether_put_together_or_one_after_the_other()
    {
        var host = await SchoolHost.EmptyAsync();
        await host.ImportAsync(SchoolHost.Student(1, "周雨禾"));
        var person = await host.PersonAsync("周雨禾");

        (await PutAsync(host, Group("a", "2024"), Group("b", major: "软件技术"))).Rejected!.Code.Should().Be(GroupCodes.Overlap);
        (await PutAsync(host, Group("a", "2024"), Group("b", "2025"), Group("c", major: "软件技术", kind: "major"))).Rejected.Should().BeNull();
        (await PutAsync(host, Group("d", "2024", "软件技术", under: SchoolHost.Department))).Rejected!.Code.Should().Be(GroupCodes.Overlap);
        (await PutAsync(host, Group("b", "2024"))).Rejected!.Code.Should().Be(GroupCodes.Overlap);
        (await PutAsync(host, Group("a", "2026"), Group("b", "2024"))).Rejected.Should().BeNull("what is put takes the place of what stood there");
        (await PutAsync(host, Group("e", members: [person]), Group("f", under: SchoolHost.Department, members: [person]))).Rejected!.Code.Should().Be(GroupCodes.Overlap);
    }

    [Fact]
    public void A_case_waits_at_the_group_that_takes_its_student()
    {
        var world = Of([ByGroup]).Know(UnitFacts.Groups, $"{Person}|/s/d/c/", Taking(("/s/g/", "软件专业组"))).Start();

        world.Open(BookmarkKind.Entry).Unit.Should().Be("/s/g/");
    }

    [Fact]
    public void A_case_in_two_groups_of_one_kind_stops_with_an_incident_that_names_them_and_goes_on_when_it_is_in_one()
    {
        var world = Of([ByGroup]).Know(UnitFacts.Groups, $"{Person}|/s/d/c/", Taking(("/s/g/", "软件专业组"), ("/s/h/", "动漫专业组"))).Start();

        var incident = world.Case.State.Incidents.Values.Single();
        incident.Code.Should().Be(CaseCodes.TwoGroups.Id);
        incident.Arguments.ToJson().Should().Contain("软件专业组").And.Contain("动漫专业组").And.Contain("2026-1");
        world.Know(UnitFacts.Groups, $"{Person}|/s/d/c/", Taking(("/s/h/", "动漫专业组")));
        world.World.Perform(world.Case.Id, new InstanceCommand.Retry(incident.Id)).Should().BeNull();
        world.Open(BookmarkKind.Entry).Unit.Should().Be("/s/h/");
    }

    [Fact]
    public void A_case_in_no_group_stops_as_one_without_a_unit() =>
        Of([ByGroup]).Know(UnitFacts.Groups, $"{Person}|/s/d/c/", Value.EmptyRecord).Start().Case.State.Incidents.Values.Single().Code.Should().Be(CaseCodes.NoUnit.Id);

    private static RecordValue Taking(params (string Unit, string Name)[] groups) =>
        Value.Record(("group", Value.List(groups.Select(g => (Value)Value.Record(("unit", g.Unit), ("name", g.Name))))));

    [Fact]
    public async Task The_root_is_no_group_whatever_rule_it_has()
    {
        var host = await SchoolHost.EmptyAsync();

        var answer = await host.SendAsync(new PutOrgUnits("/", [new OrgUnitRow("/", "group", "全国", Grade: "2024")]) { Principal = Principal.System, Key = "" });

        answer.Rejected!.Code.Should().Be(GroupCodes.WithoutParent);
    }
}
