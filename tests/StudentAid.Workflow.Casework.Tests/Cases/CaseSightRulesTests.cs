using FluentAssertions;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Tests.Cases;

/// <summary>Before whom a case stands, by what waits in it.</summary>
public sealed class CaseSightRulesTests
{
    private const string Group = "/s/g/";

    [Theory]
    [InlineData(BookmarkKind.Task, Group, true)]
    [InlineData(BookmarkKind.Entry, Group, true)]
    [InlineData(BookmarkKind.Entry, "/s/g/c/", true)]
    [InlineData(BookmarkKind.Signal, Group, false)]
    [InlineData(BookmarkKind.Deadline, Group, false)]
    [InlineData(BookmarkKind.Task, "/s/h/", false)]
    [InlineData(BookmarkKind.Task, "/s/", false)]
    [InlineData(BookmarkKind.Task, "", false)]
    public void A_case_stands_before_those_of_the_unit_under_which_a_task_or_an_entry_waits(BookmarkKind kind, string unit, bool stands) =>
        CaseSight.StandsBefore(Secretary(), Case(new Bookmark(1, 1, "", kind) { Unit = unit })).Should().Be(stands);

    [Fact]
    public void One_of_several_that_wait_is_enough_and_a_single_person_s_own_is_none()
    {
        CaseSight.StandsBefore(Secretary(), Case(Wait(1, "/s/h/"), Wait(2, Group))).Should().BeTrue();
        CaseSight.StandsBefore(Secretary(), Case(Wait(1, Group) with { Person = Id.Of("person") })).Should().BeFalse();
        CaseSight.StandsBefore(Secretary(), Case()).Should().BeFalse();
    }

    [Fact]
    public void A_case_that_has_ended_stands_before_nobody()
    {
        var state = Case(Wait(1, Group));
        state.Apply([new InstanceEvent.Ended("finished", [])]);
        CaseSight.StandsBefore(Secretary(), state).Should().BeFalse();
        CaseSight.StandsBefore(Principal.System, state).Should().BeFalse();
        CaseSight.StandsBefore(Secretary(), new InstanceState()).Should().BeFalse("it has not begun");
    }

    [Fact]
    public void The_units_are_those_of_tasks_and_entries_of_nobody_in_particular_and_none_without_a_name()
    {
        CaseSight.UnitsOf(Case(Wait(1, Group), Wait(2, ""), Wait(3, "/s/h/") with { Person = Id.Of("person") }, Wait(4, "/s/k/") with { Kind = BookmarkKind.Child }, Wait(5, "/s/l/") with { Kind = BookmarkKind.Task }))
            .Should().Equal(Group, "/s/l/");
    }

    private static Principal Secretary() => new(Id.Of("secretary"), "秘书", [new Grant("department-secretary", Group)]);

    private static Bookmark Wait(int id, string unit) => new(id, 1, "", BookmarkKind.Entry) { Unit = unit };

    private static InstanceState Case(params Bookmark[] waits)
    {
        var state = new InstanceState();
        state.Apply([new InstanceEvent.Started("pin", Value.EmptyRecord, "", "", "", 0), .. waits.Select(w => new InstanceEvent.Opened(w))]);
        return state;
    }
}
