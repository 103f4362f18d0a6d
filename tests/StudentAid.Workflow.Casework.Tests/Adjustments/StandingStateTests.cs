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
}
