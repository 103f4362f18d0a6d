using FluentAssertions;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Rounds;
using static StudentAid.Workflow.Casework.Tests.Calendars.ChinaCalendar;

namespace StudentAid.Workflow.Casework.Tests.Rosters;

public sealed class FreezeDeadlineTests
{
    private static readonly RoundState Round = RoundState.Empty with
    {
        TermStart = Day("2026-09-01"),
        Windows = [new TrackWindow("freshmen", Instance.StartOf(Day("2026-09-01")), Instance.StartOf(Day("2026-09-12"))), new TrackWindow("enrolled", Instance.StartOf(Day("2026-09-01")), Instance.StartOf(Day("2026-09-09")) + TimeSpan.FromHours(12))],
    };

    [Theory]
    [InlineData(12, "days", "term", "2026-09-12", "第 12 天")]
    [InlineData(15, "working-days", "term", "2026-09-20", "开学后第 15 个工作日")]
    [InlineData(1, "months", "term", "2026-10-01", "开学后 1 个月")]
    [InlineData(3, "days", "window", "2026-09-14", "申请截止后第 3 天")]
    [InlineData(3, "working-days", "window", "2026-09-16", "申请截止后第 3 个工作日")]
    [InlineData(1, "months", "window", "2026-10-11", "申请截止后 1 个月")]
    public void A_list_is_due_at_the_end_of_its_day(int number, string unit, string from, string last, string said)
    {
        var deadline = new FreezeDeadline(null, number, unit, from);
        deadline.Due(Round, Instance).Should().Be(Instance.EndOf(Day(last)));
        deadline.Said.Trim().Should().Be(said);
    }

    [Theory]
    [InlineData(2, "days", "arrival", "2026-09-12", "最后一份申请到达后第 2 天")]
    [InlineData(2, "working-days", "complete", "2026-09-14", "全部到齐后第 2 个工作日")]
    public void A_list_is_due_so_many_days_after_what_came_to_it(int number, string unit, string from, string last, string said)
    {
        var deadline = new FreezeDeadline(null, number, unit, from);
        deadline.Due(Round, Instance, Day("2026-09-10")).Should().Be(Instance.EndOf(Day(last)));
        deadline.Due(Round, Instance).Should().BeNull("nothing has come yet");
        deadline.Said.Trim().Should().Be(said);
    }

    [Fact]
    public void Without_a_window_nothing_is_counted_from_its_end() =>
        new FreezeDeadline(null, 3, "days", "window").Due(Round with { Windows = [] }, Instance).Should().BeNull();
}
