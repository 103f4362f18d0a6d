using FluentAssertions;
using StudentAid.Workflow.Casework.Adjustments;

namespace StudentAid.Workflow.Casework.Tests.Adjustments;

/// <summary>What rests and ends a level, and what does not outlast it.</summary>
public sealed class StandingStateTests
{
    private static readonly DateOnly Rested = new(2025, 10, 1);
    private static readonly DateOnly Gone = new(2025, 11, 1);

    public static TheoryData<StandingEvent> Ends => [new StandingEvent.Left(Gone), new StandingEvent.Exited(Gone, "", ""), new StandingEvent.HandedOver(Gone, "", "")];

    [Theory]
    [MemberData(nameof(Ends))]
    public void Who_goes_while_his_level_rests_is_not_held_to_rest_when_he_comes_back(StandingEvent end)
    {
        var gone = StandingState.Empty.After([new StandingEvent.Suspended(Rested, "illness"), end]);

        gone.Suspensions.Should().Equal(new SuspendedDays(Rested, Gone));
        gone.Suspensions.Should().NotContain(s => s.Covers(Gone.AddDays(300)));
    }

    [Fact]
    public void Who_is_enrolled_again_after_the_register_said_that_he_left_was_away_in_between_and_may_leave_again()
    {
        var back = StandingState.Empty.After([new StandingEvent.Left(Gone)]).After([new StandingEvent.Resumed(Gone.AddDays(3))]);

        (back.Status, back.EndOf(Rested)).Should().Be((StandingState.Held, (StandingEnd?)null));
        back.Suspensions.Should().Equal(new SuspendedDays(Gone, Gone.AddDays(3)));
        back.After([new StandingEvent.Left(Gone.AddDays(9))]).EndOf(Rested).Should().Be(new StandingEnd(Gone.AddDays(9), StandingState.Left));
    }
}
