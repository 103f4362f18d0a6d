using FluentAssertions;
using StudentAid.Workflow.Casework.Committees;
using StudentAid.Workflow.Casework.Scoring;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Tests.Committees;

/// <summary>How far a step may change the level that a case came with, at the bound itself and one beyond it.</summary>
public sealed class LevelLimitsTests
{
    private static readonly Scale Scale = new("levels", [Level("grave"), Level("hard"), Level("light")], new NotDetermined("none", "不予认定", []));
    private static readonly LevelLimits Free = new(null, "any", NotBelowSuggested: false);

    [Theory]
    [InlineData(0, "hard", "hard", null)]
    [InlineData(0, "hard", "grave", "review-too-many-steps from=名hard most=0 to=名grave")]
    [InlineData(1, "light", "hard", null)]
    [InlineData(1, "hard", "light", null)]
    [InlineData(1, "light", "grave", "review-too-many-steps from=名light most=1 to=名grave")]
    [InlineData(1, "grave", "light", "review-too-many-steps from=名grave most=1 to=名light")]
    [InlineData(2, "none", "hard", null)]
    [InlineData(2, "none", "grave", "review-too-many-steps from=不予认定 most=2 to=名grave")]
    public void A_level_is_changed_by_so_many_steps_and_by_no_more(int steps, string from, string to, string? refusal) =>
        Told((Free with { Steps = steps }).Refuse(Scale, from, "none", to)).Should().Be(refusal);

    [Theory]
    [InlineData("up", "hard", "grave", null)]
    [InlineData("up", "hard", "hard", null)]
    [InlineData("up", "hard", "light", "review-only-up from=名hard to=名light")]
    [InlineData("down", "hard", "light", null)]
    [InlineData("down", "hard", "hard", null)]
    [InlineData("down", "hard", "grave", "review-only-down from=名hard to=名grave")]
    [InlineData("any", "hard", "grave", null)]
    [InlineData("any", "hard", "light", null)]
    public void A_level_is_changed_one_way_only_where_the_step_says_so(string direction, string from, string to, string? refusal) =>
        Told((Free with { Direction = direction }).Refuse(Scale, from, "none", to)).Should().Be(refusal);

    [Fact]
    public void A_level_is_not_put_below_the_suggested_one_and_may_be_that_one_itself()
    {
        var limits = Free with { NotBelowSuggested = true };
        Told(limits.Refuse(Scale, "light", "hard", "light")).Should().Be("review-below-suggested level=名light suggested=名hard", "though nothing is changed");
        Told(limits.Refuse(Scale, "grave", "hard", "hard")).Should().BeNull();
        Told(limits.Refuse(Scale, "light", "hard", "grave")).Should().BeNull();
        Told(limits.Refuse(Scale, "grave", "unknown", "none")).Should().BeNull("nothing known was suggested");
        Told(Free.Refuse(Scale, "light", "hard", "light")).Should().BeNull();
    }

    [Theory]
    [InlineData("hard", "hard", null)]
    [InlineData("hard", "none", null)]
    [InlineData("light", "hard", "review-above-asked asked=名light level=名hard")]
    [InlineData("", "grave", null)]
    [InlineData("unheard-of", "grave", null)]
    public void No_level_goes_above_the_one_asked_for_and_who_asked_for_none_is_not_bound(string asked, string to, string? refusal) =>
        Told(Free.Refuse(Scale, "light", "grave", to, asked)).Should().Be(refusal);

    [Theory]
    [InlineData("light", "light", null)]
    [InlineData("light", "none", "review-below-suggested level=不予认定 suggested=名grave")]
    [InlineData("light", "hard", "review-above-asked asked=名light level=名hard")]
    [InlineData("", "light", "review-below-suggested level=名light suggested=名grave")]
    public void Who_asks_for_less_than_is_suggested_gets_what_he_asks_for(string asked, string to, string? refusal) =>
        Told((Free with { NotBelowSuggested = true }).Refuse(Scale, "light", "grave", to, asked)).Should().Be(refusal);

    [Fact]
    public void Whatever_is_suggested_and_asked_for_some_level_is_within_both_bounds()
    {
        string[] levels = ["grave", "hard", "light", "none", ""];
        var limits = Free with { NotBelowSuggested = true };
        foreach (var (suggested, asked) in levels.SelectMany(s => levels.Select(a => (s, a))))
            levels.Should().Contain(to => to.Length > 0 && limits.Refuse(Scale, "", suggested, to, asked) == null, $"{suggested} is suggested and {asked} asked for");
    }

    [Fact]
    public void Where_no_level_stood_before_or_none_is_given_nothing_is_bounded()
    {
        var strict = new LevelLimits(0, "up", NotBelowSuggested: true);
        Told(strict.Refuse(Scale, "", "", "light")).Should().BeNull();
        Told(strict.Refuse(Scale, "grave", "grave", "")).Should().BeNull();
    }

    [Fact]
    public void The_limits_are_read_from_the_step_s_options_and_from_those_that_a_list_has_frozen()
    {
        LevelLimits.Of(new OfficeOptions { Steps = 1, Direction = "down", NotBelowSuggested = true }).Should().Be(new LevelLimits(1, "down", NotBelowSuggested: true));
        LevelLimits.Of(Value.Record(("steps", 1), ("direction", "down"), ("notBelowSuggested", Value.Of(true)))).Should().Be(new LevelLimits(1, "down", NotBelowSuggested: true));
        LevelLimits.Of(Value.EmptyRecord).Should().Be(Free);
    }

    private static Level Level(string id) => new(id, $"名{id}", null);

    private static string? Told(Rejection? refused) =>
        refused is null ? null : $"{refused.Code.Id} {string.Join(' ', refused.Arguments.OrderBy(a => a.Key, StringComparer.Ordinal).Select(a => $"{a.Key}={a.Value}"))}";

    private sealed record OfficeOptions : ReviewOptions;
}
