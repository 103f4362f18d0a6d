using FluentAssertions;
using StudentAid.Workflow.Benchmarks;
using Xunit;

namespace StudentAid.Workflow.Storage.Tests.Goals;

/// <summary>The benchmark fails below what was asked for.</summary>
public sealed class GoalTests
{
    [Theory]
    [InlineData(0.39999, 1)]
    [InlineData(0.4, 0)]
    [InlineData(0.61, 0)]
    [InlineData(double.NaN, 1)]
    public void A_ratio_below_the_goal_fails(double ratio, int exitCode) => Of("0.4")!.ExitCode(ratio).Should().Be(exitCode);

    [Fact]
    public void Where_nothing_is_asked_for_nothing_fails() => Goal.Of(new Dictionary<string, string>(StringComparer.Ordinal)).Should().Be(new Goal(default(double?))).And.Match<Goal>(g => g.ExitCode(0) == 0);

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("-0.4")]
    [InlineData("0,4")]
    [InlineData("forty")]
    [InlineData("NaN")]
    public void What_is_no_ratio_is_none(string text) => Of(text).Should().BeNull();

    private static Goal? Of(string text) => Goal.Of(new Dictionary<string, string>(StringComparer.Ordinal) { ["at-least"] = text });
}
