using System.Collections.Immutable;
using FluentAssertions;
using FsCheck;
using FsCheck.Fluent;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Roles;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Casework.Substitutions;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Tests.Cases;

/// <summary>Whose a task is, and who else may do it.</summary>
public sealed class TaskHoldersTests
{
    private const string School = "/s/";
    private const string Class = "/s/c/";
    private static readonly Id Child = Id.Of("child");
    private static readonly DateTimeOffset Now = new(2026, 9, 22, 2, 0, 0, TimeSpan.Zero);
    private static readonly Bookmark Open = new(1, 1, "verify", BookmarkKind.Task) { Name = "class-teacher", Unit = Class };

    [Fact]
    public void An_open_task_is_for_its_role_at_exactly_its_unit()
    {
        MayAct(Of(new Grant("class-teacher", Class)), Open).Should().BeTrue();
        MayAct(Of(new Grant("class-teacher", School)), Open).Should().BeFalse();
        MayAct(Of(new Grant("counsellor", Class)), Open).Should().BeFalse();
        MayAct(Principal.System, Open).Should().BeTrue();
        MayAct(Principal.System, Open with { Person = Child }).Should().BeTrue();
    }

    [Fact]
    public void A_task_that_somebody_has_in_hand_is_his_who_has_the_right_to_it_and_nobody_else_s()
    {
        var holder = Of(new Grant("class-teacher", Class));
        var held = Open with { Holding = new Holding(holder.Id) };
        MayAct(holder, held).Should().BeTrue();
        MayAct(holder with { Id = Id.Of("colleague") }, held).Should().BeFalse("another has it in hand");
        MayAct(holder with { Grants = [new Grant("academic-affairs", Class)] }, held).Should().BeFalse("he has the post no longer");
    }

    [Fact]
    public void A_person_s_own_task_is_his_or_done_on_his_behalf_by_staff_of_the_case()
    {
        var own = Open with { Person = Child };
        MayAct(Of() with { Persons = [Child] }, own).Should().BeTrue();
        MayAct(Of() with { Persons = [Id.Of("other")] }, own).Should().BeFalse();
        MayAct(Of(new Grant("class-teacher", Class)), own).Should().BeFalse("he was not asked to do it for him");
        MayAct(Of(new Grant("class-teacher", Class)), own, onBehalf: true).Should().BeTrue();
        MayAct(Of(new Grant("class-teacher", "/s/d/")), own, onBehalf: true).Should().BeFalse();
        MayAct(Of(new Grant("class-teacher", Class)) with { Persons = [Id.Of("other")] }, Open with { Holding = new Holding(Id.Of("principal")), Person = Child }).Should().BeFalse();
    }

    [Fact]
    public void Who_carries_every_duty_of_the_task_s_role_at_its_unit_or_above_has_the_right_to_it()
    {
        var shipped = Book(
            Role("checker", Duty.Verify, Duty.SettleMatches), Role("half", Duty.Verify), Role("chief", Duty.Verify, Duty.SettleMatches, Duty.Operate),
            Role("personal", Duty.Verify, Duty.SettleMatches) with { Personal = true }, Role("pupil", Duty.Verify, Duty.SettleMatches) with { Student = true },
            Role("inspector", Duty.Verify, Duty.SettleMatches, Duty.Oversee), Role("idle"), Role("own", Duty.Verify) with { Personal = true });
        bool Has(string role, string unit, string asked = "checker") => TaskHolders.HasRight(Of(new Grant(role, unit)) with { Roles = shipped }, Open with { Name = asked });
        Has("checker", Class).Should().BeTrue();
        Has("chief", Class).Should().BeTrue();
        Has("chief", School).Should().BeTrue();
        Has("checker", School).Should().BeTrue("he carries the same above it");
        Has("chief", "/s/d/").Should().BeFalse();
        Has("half", Class).Should().BeFalse();
        Has("personal", Class).Should().BeFalse();
        Has("pupil", Class).Should().BeFalse();
        Has("inspector", School).Should().BeFalse();
        Has("unknown", Class).Should().BeFalse();
        Has("chief", Class, "idle").Should().BeFalse("of a role without duties nothing is carried");
        Has("chief", Class, "own").Should().BeFalse("that one is exercised in person");
        Has("own", Class, "own").Should().BeTrue("by whom it is given");
        Has("chief", Class, "unknown").Should().BeFalse();
    }

    [Fact]
    public void He_stands_in_for_whose_the_task_is_within_his_days_and_never_for_a_person_s_own()
    {
        var other = new Substitution(Id.Of("other"), Now.AddDays(-1), Now.AddDays(1)) { Grants = [new Grant("class-teacher", Class)] };
        var deputy = Of() with { StandsFor = [other] };
        Id? For(Principal principal, Bookmark task) => TaskHolders.StandsInFor(principal, Child, task, Now)?.Id;
        For(deputy, Open).Should().Be(Id.Of("other"));
        For(deputy, Open with { Person = Child }).Should().BeNull();
        For(deputy, Open with { Unit = School }).Should().BeNull();
        For(deputy with { StandsFor = [other with { Ends = Now }] }, Open).Should().BeNull();
        var held = Open with { Holding = new Holding(Id.Of("other")) };
        For(deputy, held).Should().Be(Id.Of("other"));
        For(deputy, Open with { Holding = new Holding(Id.Of("third")) }).Should().BeNull();
        var gone = deputy with { StandsFor = [other with { Grants = [] }] };
        For(gone, held).Should().BeNull("the other has no right to it any more");
        For(gone, held with { Holding = held.Holding! with { For = Holding.Answer } }).Should().Be(Id.Of("other"), "an answer is asked of him, whatever his post");
    }

    [Fact]
    public async Task Staff_is_who_has_a_role_at_one_of_the_case_s_units_that_its_bodies_do_not_give_to_students()
    {
        var cache = new PinCache(new OneBody());
        await cache.EnsureAsync("pin", default);
        bool IsStaff(Principal principal, InstanceState state) => TaskHolders.IsStaff(principal, state, cache);
        var state = State(new Bookmark(1, 1, "", BookmarkKind.Entry) { Unit = "/s/group/" });
        IsStaff(Of(new Grant("class-teacher", Class)), state).Should().BeTrue();
        IsStaff(Of(new Grant("class-teacher", School)), state).Should().BeTrue();
        IsStaff(Of(new Grant("class-teacher", "/s/group/")), state).Should().BeTrue("it stands before the group");
        IsStaff(Of(new Grant("class-teacher", "/s/group/")), State()).Should().BeFalse();
        IsStaff(Of(new Grant("class-teacher", "/")), state).Should().BeFalse();
        IsStaff(Of(new Grant("room-leader", Class)), state).Should().BeFalse("the body gives it to students");
        IsStaff(Of(new Grant("class-teacher", Class)), State(input: Value.EmptyRecord)).Should().BeFalse();
        IsStaff(Of(new Grant("authority", School)), state).Should().BeFalse("it oversees");
        IsStaff(Of(new Grant("authority", School), new Grant("class-teacher", Class)), state).Should().BeTrue("and is class teacher besides");
    }

    [Fact]
    public void Nobody_does_a_post_s_task_in_his_own_or_his_child_s_case_by_whatever_right_he_has_to_it() =>
        Check.QuickThrowOnFailure(Prop.ForAll(Kin.ToArbitrary(), staff =>
        {
            var own = staff.Who with { Persons = [Child] };
            bool Judges(Principal who, Id subject) => TaskHolders.MayAct(who, subject, State(), staff.Task, onBehalf: false, new PinCache(new OneBody()))
                || TaskHolders.StandsInFor(who, subject, staff.Task, Now) is not null;
            // With one role alone chosen he is still the father.
            return !Judges(own, Child) && !Judges(own.With(own.Grants) with { StandsFor = own.StandsFor }, Child) && Judges(own, Id.Of("other")) == Judges(staff.Who, Id.Of("other"));
        }));

    private static readonly Gen<(Principal Who, Bookmark Task)> Kin =
        from roles in Gen.Elements("class-teacher", "counsellor", "aid-office").ListOf()
        from units in Gen.Elements(Class, School, "/s/d/").ListOf()
        from held in Gen.Elements("", "principal", "other")
        from standsIn in Gen.Elements(true, false)
        let task = held.Length == 0 ? Open : Open with { Holding = new Holding(Id.Of(held)) }
        let other = new Substitution(Id.Of("other"), Now.AddDays(-1), Now.AddDays(1)) { Grants = [new Grant("class-teacher", Class)] }
        select (Of([.. roles.Zip(units, (r, u) => new Grant(r, u))]) with { StandsFor = standsIn ? [other] : [] }, task);

    [Fact]
    public void A_guardian_still_does_the_family_s_own_task_though_he_is_staff()
    {
        var father = Of(new Grant("class-teacher", Class)) with { Persons = [Child] };
        MayAct(father, Open with { Person = Child }).Should().BeTrue();
        TaskHolders.MayAct(father, Id.Of("other"), State(), Open, onBehalf: false, new PinCache(new OneBody())).Should().BeTrue("another's child is his to judge");
    }

    private static bool MayAct(Principal principal, Bookmark task, bool onBehalf = false) => TaskHolders.MayAct(principal, Child, State(), task, onBehalf, new PinCache(new OneBody()));

    private static Principal Of(params Grant[] grants) => new(Id.Of("principal"), "某人", [.. grants]);

    private static Role Role(string id, params string[] duties) => new(id, id, [.. duties], [], Personal: false, Student: false, Units: null);

    private static RoleBook Book(params Role[] roles) =>
        new([new RoleLayer(new StoredDocument("roles", "roles", "", "", new DateOnly(2026, 1, 1), 1, StoredDocument.Published, "h", "s", Value.Null, "/"), new RoleList([.. roles]))]);

    private static InstanceState State(params Bookmark[] waits) => State(Value.Record(("units", Value.Record(("class", Class), ("school", School)))), waits);

    private static InstanceState State(Value input, params Bookmark[] waits)
    {
        var state = new InstanceState();
        state.Apply([new InstanceEvent.Started("pin", input, "", "", "", 0), .. waits.Select(w => new InstanceEvent.Opened(w))]);
        return state;
    }

    /// <summary>A pin that names one body with a student's seat.</summary>
    private sealed class OneBody : IPinSource
    {
        public Task<PinnedSet?> LoadAsync(string pin, CancellationToken cancellation)
        {
            var definition = DefinitionReader.Read(Repository.Json("workflows/national/higher-education-determination/definition.json").ToJson(), CaseWorld.Types).Definition!;
            var body = Value.Parse("""
                { "kind": "body", "id": "dorm", "article": "t", "from": "2018-01-01", "name": "寝室", "scopes": ["class"],
                  "categories": [ { "id": "room-leader", "name": "寝室长", "student": true }, { "id": "class-teacher", "name": "班主任" } ],
                  "quorum": { "present": { "minimum": "2/3" }, "agree": { "exclusiveMinimum": "1/2" } } }
                """);
            return Task.FromResult<PinnedSet?>(new PinnedSet(
                new ExecutableDefinition(definition), ImmutableDictionary<string, ExecutableDefinition>.Empty, ImmutableDictionary<string, string>.Empty,
                new Dictionary<string, Value>(StringComparer.Ordinal) { ["body/dorm"] = body }));
        }
    }
}
