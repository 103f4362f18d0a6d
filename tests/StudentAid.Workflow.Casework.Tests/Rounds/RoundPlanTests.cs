using FluentAssertions;
using StudentAid.Workflow.Casework.Calendars;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Tests.Packs;
using StudentAid.Workflow.Engine.Expressions;
using Xunit;
using static StudentAid.Workflow.Casework.Tests.Calendars.ChinaCalendar;

namespace StudentAid.Workflow.Casework.Tests.Rounds;

public class RoundPlanTests
{
    private static readonly RoundPlanRules Henan = RoundPlanRules.Kind.Read(Repository.Json("workflows/provinces/henan/round-plan.json")).Good();

    [Fact]
    public void On_22_September_twenty_one_of_the_sixty_days_have_passed()
    {
        var clock = Henan.Clock(Day("2026-09-01"));
        clock.Deadline.Should().Be(Day("2026-10-31"));
        clock.DaysPassed(Day("2026-09-22")).Should().Be(21);
        clock.DaysLeft(Day("2026-09-22")).Should().Be(39);
        clock.DaysPassed(Day("2026-08-20")).Should().Be(0);
        clock.IsLate(Day("2026-10-31")).Should().BeFalse();
        clock.IsLate(Day("2026-11-01")).Should().BeTrue();
    }

    [Fact]
    public void The_publicity_must_be_posted_on_23_October_at_the_latest_whether_the_first_day_counts_or_not()
    {
        foreach (var countTermStart in new[] { true, false })
        {
            var clock = new RoundClock(Day("2026-09-01"), 60, countTermStart);
            clock.LastPostingDay(Instance, 5, DayUnit.WorkingDays, countPostingDay: false).Should().Be(new DatedDay(Day("2026-10-23"), false));
        }

        new RoundClock(Day("2026-09-01"), 60, true).Deadline.Should().Be(Day("2026-10-30"));
    }

    [Fact]
    public void The_plan_is_reckoned_backwards_from_the_deadline()
    {
        var plan = Henan.Plan(Instance, Day("2026-09-01"));
        plan.Stages.Select(s => (s.Stage.Id, s.LatestStart, s.LatestEnd)).Should().Equal(
            ("apply", Day("2026-09-24"), Day("2026-10-08")),
            ("class", Day("2026-10-09"), Day("2026-10-14")),
            ("department", Day("2026-10-15"), Day("2026-10-19")),
            ("office", Day("2026-10-20"), Day("2026-10-21")),
            ("leaders", Day("2026-10-22"), Day("2026-10-22")),
            ("publicity", Day("2026-10-23"), Day("2026-10-30")));
        plan.Fits.Should().BeTrue();
        plan.Stages[^1].IsMissed(Day("2026-10-24")).Should().BeTrue();
    }

    [Fact]
    public void Each_stage_ends_before_the_next_begins_and_the_last_one_in_time()
    {
        for (var start = new DateOnly(2019, 8, 20); start.Year < 2026; start = start.AddDays(11))
        {
            var plan = Henan.Plan(Instance, start);
            plan.Stages[^1].LatestEnd.Should().BeOnOrBefore(plan.Clock.Deadline);
            foreach (var (earlier, later) in plan.Stages.Zip(plan.Stages.Skip(1)))
                earlier.LatestEnd.Should().BeBefore(later.LatestStart);
        }
    }

    [Fact]
    public void A_plan_that_needs_more_days_than_there_are_does_not_fit()
    {
        var stages = new[] { new PlannedStage("long", "很长", 60, DayUnit.WorkingDays, true) };
        RoundPlan.Of(Instance, Henan.Clock(Day("2026-09-01")), stages).Fits.Should().BeFalse();
    }

    [Theory]
    [InlineData("""{ "months": 1 }""", "2026-09-01", "2026-10-01", 30)]
    [InlineData("""{ "months": 1 }""", "2026-01-31", "2026-02-28", 28)]
    [InlineData("""{ "months": 2, "countTermStart": true }""", "2026-09-01", "2026-11-01", 62)]
    [InlineData("""{ "until": "10-31" }""", "2026-09-01", "2026-10-31", 60)]
    [InlineData("""{ "until": "01-10" }""", "2026-09-01", "2027-01-10", 131)]
    public void A_round_may_have_months_or_a_day_of_the_year(string member, string termStart, string deadline, int days)
    {
        var plan = ((RecordValue)Value.Parse(member)).With("kind", "round-plan").With("id", "xx").With("stages", Value.EmptyList);
        var clock = RoundPlanRules.Kind.Read(plan).Good().Clock(Day(termStart));
        (clock.Deadline, clock.Days).Should().Be((Day(deadline), days));
    }

    [Fact]
    public void A_plan_into_a_year_without_calendar_is_provisional() =>
        Henan.Plan(Instance, Day("2026-12-01")).Stages[^1].Provisional.Should().BeTrue();

    [Theory]
    [InlineData("""{ "kind": "round-plan", "id": "xx" }""", "/")]
    [InlineData("""{ "kind": "round-plan", "id": "xx", "days": 60, "months": 2, "stages": [] }""", "/")]
    [InlineData("""{ "kind": "round-plan", "id": "xx", "until": "31-10", "stages": [] }""", "/until")]
    [InlineData("""{ "kind": "round-plan", "id": "xx", "days": 60, "stages": [ { "id": "aa", "name": "甲", "days": 1, "unit": "weeks" } ] }""", "/stages/0/unit")]
    public void A_faulty_plan_names_the_place(string json, string at) =>
        RoundPlanRules.Kind.Read(Value.Parse(json)).Diagnostics.Should().ContainSingle().Which.Arguments["at"].Should().Be(at);
}
