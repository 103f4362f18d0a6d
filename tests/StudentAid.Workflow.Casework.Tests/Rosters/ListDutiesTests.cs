using FluentAssertions;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Substitutions;
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

    private static Principal Deputy(string role) => new(Id.Of("deputy"), "陆老师", [new Grant("academic-affairs", School)])
    {
        StandsFor = [new Substitution(Id.Of("other"), Now.AddDays(-1), Now.AddDays(1)) { Grants = [new Grant(role, School)] }],
    };
}
