using FluentAssertions;
using StudentAid.Workflow.Casework.Scoring;

namespace StudentAid.Workflow.Casework.Tests.Scoring;

/// <summary>A veto with the effect "down" lowers the suggestion by one level and leaves the total as it is.</summary>
public sealed class LoweringVetoTests
{
    private static readonly ScoreTable Table = Tables.Small(
        """[{ "id": "points", "name": "分", "factor": "economic", "type": "count", "of": "n", "bands": [{ "maximum": 0, "points": 0 }, { "minimum": 1, "maximum": 1, "points": 15 }, { "minimum": 2, "maximum": 2, "points": 40 }, { "minimum": 3, "points": 95 }] }]""",
        """
        "vetoes": [{ "id": "luxury", "name": "高消费", "of": "luxury", "effect": "down", "reason": "other" }, { "id": "untrue", "name": "不真实", "of": "untrue", "effect": "not-determined", "reason": "other" },
          { "id": "cleared", "name": "清零", "of": "cleared", "effect": "clear", "reason": "other" }],
        "direct": [{ "id": "group", "name": "特殊群体", "level": "special", "of": "group" }]
        """);

    [Theory]
    [InlineData("""{ "n": 3, "luxury": true }""", 95, "hard", null)]
    [InlineData("""{ "n": 2, "luxury": true }""", 40, "ordinary", null)]
    [InlineData("""{ "n": 1, "luxury": true }""", 15, "not-determined", "other")]
    [InlineData("""{ "n": 0, "luxury": true }""", 0, "not-determined", null)]
    [InlineData("""{ "n": 1, "luxury": true, "group": true }""", 15, "hard", null)]
    [InlineData("""{ "n": 3, "luxury": true, "untrue": true }""", 95, "not-determined", "other")]
    [InlineData("""{ "n": 3, "luxury": true, "cleared": true }""", 0, "not-determined", "other")]
    [InlineData("""{ "n": 3 }""", 95, "special", null)]
    public void The_suggestion_is_one_level_lower_unless_a_graver_veto_holds(string facts, int total, string level, string? reason)
    {
        var result = Tables.Score(Table, facts);

        result.Total.Should().Be(total);
        (result.Suggested!.Level, result.Suggested.Reason).Should().Be((level, reason));
    }
}
