using FluentAssertions;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Api;
using StudentAid.Workflow.Server.Pages;

namespace StudentAid.Workflow.Server.Tests.Pages;

/// <summary>What the plain page of a list proposes for a row.</summary>
public sealed class RosterPageTests
{
    private static readonly Id Case = Id.Of("case");

    [Theory]
    [InlineData("special", null, "agree:special")]
    [InlineData("", null, "hold")]
    [InlineData("not-determined", "untrue-material", "not-determined:untrue-material")]
    [InlineData("not-determined", "", "not-determined:")]
    public void A_row_is_proposed_as_it_came_with_its_level_or_as_not_determined_by_its_reason(string level, string? refusal, string chosen) =>
        RosterPage.ChosenOf(Entry(level, refusal), null).Should().Be(chosen);

    [Theory]
    [InlineData("agree", "ordinary", "", "agree:ordinary")]
    [InlineData("not-determined", "", "other", "not-determined:other")]
    [InlineData("return", "", "", "return")]
    [InlineData("", "", "", "not-determined:untrue-material")]
    public void What_was_kept_of_it_goes_before(string verdict, string level, string reason, string chosen) =>
        RosterPage.ChosenOf(Entry("not-determined", "untrue-material"), new WorksheetRowView("k", 1, Case, "", default, verdict, level, reason, "", "")).Should().Be(chosen);

    private static EntryView Entry(string level, string? refusal) => new(Case, Case, "周雨禾", "/s/c/", level, level, 24, "matched", "open", 0, 0) { Refusal = refusal };
}
