using FluentAssertions;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Roles;
using StudentAid.Workflow.Casework.Substitutions;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Tests.Organisations;

/// <summary>What a grant gives, at its unit, below it, above it and beside it.</summary>
public sealed class PrincipalTests
{
    private const string Province = "/p/";
    private const string School = "/p/s/";
    private const string Class = "/p/s/c/";
    private const string Other = "/p/t/";
    private static readonly DateTimeOffset Now = new(2026, 9, 22, 2, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_role_is_held_at_its_unit_and_below_and_neither_above_nor_beside_it()
    {
        var office = Of(new Grant("aid-office", School));
        office.Holds("aid-office", School).Should().BeTrue();
        office.Holds("aid-office", Class).Should().BeTrue();
        office.Holds("aid-office", Province).Should().BeFalse();
        office.Holds("aid-office", Other).Should().BeFalse();
        office.Holds("class-teacher", School).Should().BeFalse();
        Of().Holds("aid-office", School).Should().BeFalse();
        Principal.System.Holds("aid-office", School).Should().BeTrue();
    }

    [Fact]
    public void Staff_is_who_holds_a_role_that_is_no_student_s_seat()
    {
        Of(new Grant("aid-office", School)).IsStaffSomewhere.Should().BeTrue();
        Of(new Grant("student-representative", Class), new Grant("class-teacher", Class)).IsStaffSomewhere.Should().BeTrue();
        Of(new Grant("student-representative", Class)).IsStaffSomewhere.Should().BeFalse();
        Of().IsStaffSomewhere.Should().BeFalse();
    }

    [Fact]
    public void A_substitution_is_read_as_it_was_written()
    {
        Substitution[] all = [new(Id.Of("a"), Now, Now.AddDays(1)), new(Id.Of("b"), Now.AddDays(2), Now.AddDays(3))];
        Substitutions.Substitution.Read(Substitutions.Substitution.Write(all)).Should().Equal(all);
        Substitutions.Substitution.Write(all)["of"].Items[0].Should().Be(Value.Record(
            ("of", Id.Of("a").ToString()), ("begins", Now.ToUnixTimeMilliseconds()), ("ends", Now.AddDays(1).ToUnixTimeMilliseconds())));
        Substitutions.Substitution.Read(Value.Null).Should().BeEmpty();
        all[0].As(Of()).Name.Should().BeEmpty("who stands in is named by himself");
    }

    [Fact]
    public void Only_the_system_itself_is_the_system()
    {
        Principal.System.IsSystem.Should().BeTrue();
        Principal.System.Scope.IsAll.Should().BeTrue();
        Principal.System.Grants.Should().Equal(new Grant("system", "/"));
        Principal.System.Name.Should().Be("system");
        Of(new Grant("system", "/")).IsSystem.Should().BeFalse("a role of that name is none");
        Principal.System.Id.Should().Be(Id.Of("principal", "system"), "histories name it");
    }

    [Fact]
    public void A_student_s_seat_shows_nothing_of_its_unit_and_is_held_exactly_there()
    {
        var both = Of(new Grant("student-representative", Class), new Grant("class-teacher", Other));
        both.Seats.Should().Equal(new Grant("student-representative", Class));
        both.IsSeat(new Grant("class-teacher", Other)).Should().BeFalse();
        both.HasSeat(Class).Should().BeTrue();
        both.HasSeat(Other).Should().BeFalse("the other role is no student's");
        both.HasSeat(School).Should().BeFalse();
        Of(new Grant("student-representative", Class), new Grant("student-representative", Other)).HasSeat(Class).Should().BeTrue("of several seats one is enough");
        both.Scope.Places.Should().Equal(Other);
        Of(new Grant("student-representative", Class)).Scope.Places.Should().BeEmpty();
    }

    [Fact]
    public void It_sees_its_units_what_it_supervises_and_the_units_of_those_for_whom_it_stands_in_each_once()
    {
        var by = new Grant("authority", "/city/");
        var principal = Of(by, new Grant("class-teacher", Class)) with
        {
            Supervises = [new Supervision(by, School), new Supervision(by, "/city/")],
            StandsFor = [Substitution(new Grant("class-teacher", Other), new Grant("student-representative", "/p/u/"), new Grant("authority", "/p/v/"))],
        };
        principal.Scope.IsAll.Should().BeFalse();
        principal.Scope.Places.Should().Equal("/city/", School, Class, Other);
    }

    [Fact]
    public void As_one_of_its_roles_it_is_known_whole_however_often_it_chose()
    {
        var (office, teacher) = (new Grant("aid-office", School), new Grant("class-teacher", Class));
        var whole = Of(office, teacher);
        whole.With([office, teacher]).With([teacher]).Whole.Should().BeSameAs(whole);
        whole.With([teacher]).Grants.Should().Equal(teacher);
    }

    [Fact]
    public void It_stands_in_for_others_only_within_their_days()
    {
        var (now, later) = (Substitution(new Grant("class-teacher", Class)), Substitution(new Grant("class-teacher", Other)) with { Begins = Now.AddHours(1) });
        var principal = Of() with { StandsFor = [now, later] };
        principal.At(Now).StandsFor.Should().Equal(now);
        principal.At(Now.AddHours(1)).Should().BeSameAs(principal);
        principal.At(now.Ends).StandsFor.Should().BeEmpty("both have ended, and the end is exclusive");
    }

    [Fact]
    public void Staff_is_who_has_a_grant_among_these_that_is_no_student_s()
    {
        var none = new HashSet<string>();
        Of(new Grant("class-teacher", Class)).IsStaff(_ => true, none).Should().BeTrue();
        Of(new Grant("class-teacher", Class)).IsStaff(g => g.Unit == School, none).Should().BeFalse();
        Of(new Grant("class-teacher", Class)).IsStaff(_ => true, new HashSet<string> { "class-teacher" }).Should().BeFalse("the body counts it among its students");
        Of(new Grant("student-representative", Class)).IsStaff(_ => true, none).Should().BeFalse("the list of roles counts it among them");
        Of(new Grant("student-representative", Class), new Grant("class-teacher", Other)).IsStaff(g => g.Unit == Class, none).Should().BeFalse();
        Of().IsStaff(_ => true, none).Should().BeFalse();
        Principal.System.IsStaff(_ => false, none).Should().BeTrue();
    }

    [Fact]
    public void It_oversees_what_lies_below_its_authority_and_what_is_recorded_by_the_nearest_of_these()
    {
        var authority = Of(new Grant("authority", "/"), new Grant("authority", Province), new Grant("class-teacher", School));
        authority.AuthorityOver(School).Should().Be(Province);
        authority.AuthorityOver(Class).Should().Be(Province);
        authority.AuthorityOver(Province).Should().Be("/", "nobody oversees his own unit");
        authority.AuthorityOver("/").Should().BeNull();
        Of(new Grant("authority", Other)).AuthorityOver(School).Should().BeNull();
        Of(new Grant("aid-office", Province)).AuthorityOver(School).Should().BeNull("the role does not oversee");
        var by = new Grant("authority", "/city/");
        var recorded = Of(by) with { Supervises = [new Supervision(by, School)] };
        recorded.AuthorityOver(Class).Should().Be("/city/");
        recorded.AuthorityOver(Province).Should().BeNull();
        recorded.AuthorityOver(Other).Should().BeNull();
    }

    [Fact]
    public void A_role_oversees_where_the_list_of_its_unit_says_so()
    {
        var books = new RoleBook([Layer(School, new Role("authority", "督导", [], [], false, false, null))]);
        var principal = Of() with { Roles = books };
        principal.Oversees(new Grant("authority", Province)).Should().BeTrue();
        principal.Oversees(new Grant("authority", School)).Should().BeFalse();
        principal.Oversees(new Grant("unknown", Province)).Should().BeFalse();
    }

    [Fact]
    public void With_some_of_its_grants_it_keeps_what_these_supervise_and_nothing_of_its_own_or_of_others()
    {
        var (city, town) = (new Grant("authority", "/city/"), new Grant("authority", "/town/"));
        var principal = Of(city, town) with
        {
            Persons = [Id.Of("child")], Supervises = [new Supervision(city, School), new Supervision(town, Other)], StandsFor = [Substitution(new Grant("class-teacher", Class))],
        };
        var less = principal.With([city]);
        (less.Id, less.Name).Should().Be((principal.Id, principal.Name));
        less.Grants.Should().Equal(city);
        less.Supervises.Should().Equal(new Supervision(city, School));
        less.Persons.Should().BeEmpty();
        less.StandsFor.Should().BeEmpty();
    }

    [Fact]
    public void It_carries_a_duty_where_one_of_its_roles_does_somewhere()
    {
        Of(new Grant("counsellor", Class), new Grant("class-teacher", Class)).Carries(Duty.Verify).Should().BeTrue();
        Of(new Grant("class-teacher", Class)).Carries(Duty.SetUp).Should().BeFalse();
        Of().Carries(Duty.Verify).Should().BeFalse();
        Principal.System.Carries(Duty.Verify).Should().BeTrue();
    }

    [Fact]
    public void Tasks_are_found_under_each_grant_s_role_and_unit() =>
        Of(new Grant("class-teacher", Class), new Grant("aid-office", School)).Posts.Should().Equal(new Post("class-teacher", Class), new Post("aid-office", School));

    [Theory]
    [InlineData(nameof(Duties.Setup), Duty.SetUp)]
    [InlineData(nameof(Duties.Publishing), Duty.PublishDefinitions)]
    [InlineData(nameof(Duties.Rounds), Duty.KeepRounds)]
    [InlineData(nameof(Duties.Operations), Duty.Operate)]
    [InlineData(nameof(Duties.Office), Duty.HandOutPapers)]
    [InlineData(nameof(Duties.Facts), Duty.RevealFacts)]
    [InlineData(nameof(Duties.Places), Duty.AllotPlaces)]
    [InlineData(nameof(Duties.Recoveries), Duty.ConfirmRecoveries)]
    public void Each_of_these_acts_asks_for_its_own_duty_at_the_unit_or_above_it(string act, string duty)
    {
        var roles = new RoleBook([Layer("/", new Role("bearer", "专员", [duty], [], false, false, null), new Role("all-others", "其他", [.. Duty.Names.Keys.Where(d => d != duty)], [], false, false, null))]);
        Engine.Analysis.Rejection? Ask(Principal principal, string unit) =>
            (Engine.Analysis.Rejection?)typeof(Duties).GetMethod(act)!.Invoke(null, [principal with { Roles = roles }, unit]);
        Ask(Of(new Grant("bearer", School)), School).Should().BeNull();
        Ask(Of(new Grant("bearer", School)), Class).Should().BeNull();
        Ask(Principal.System, School).Should().BeNull();
        Ask(Of(new Grant("all-others", School)), School)!.Code.Id.Should().Be("not-yours");
        Ask(Of(new Grant("bearer", School)), Province)!.Code.Id.Should().Be("not-yours");
        Ask(Of(new Grant("bearer", Other)), School)!.Arguments["role"].Should().Contain("专员").And.NotContain("其他");
    }

    private static Principal Of(params Grant[] grants) => new(Id.Of("principal", "某人"), "某人", [.. grants]);

    private static Substitution Substitution(params Grant[] grants) => new(Id.Of("other"), Now.AddDays(-1), Now.AddDays(1)) { Grants = [.. grants] };

    private static RoleLayer Layer(string place, params Role[] roles) =>
        new(new StoredDocument("roles", "roles", "", "", new DateOnly(2026, 1, 1), 1, StoredDocument.Published, "h", "s", Value.Null, place), new RoleList([.. roles]));
}
