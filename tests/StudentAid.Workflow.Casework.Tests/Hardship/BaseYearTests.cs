using System.Globalization;
using FluentAssertions;
using StudentAid.Workflow.Casework.Adjustments;
using StudentAid.Workflow.Casework.Hardship;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Tests.Hardship;

/// <summary>What a school year of the base of students in hardship tells of levels that earlier ones gave.</summary>
public sealed class BaseYearTests
{
    private const string Before = "2025—2026";
    private const string Year = "2026—2027";
    private static readonly (Id, RoundState) Autumn = Round(Before, new(2025, 9, 1));
    private static readonly (Id, RoundState) Spring = Round(Before, new(2026, 2, 20));

    [Fact]
    public void A_year_begins_with_its_first_term_and_before_it_has_a_round_on_the_day_on_which_anothers_did()
    {
        BaseYear.Of(Year, [Autumn, Spring]).First.Should().Be(new DateOnly(2026, 9, 1));
        BaseYear.Of(Year, [Autumn, Round(Year, new(2027, 2, 22)), Round(Year, new(2026, 8, 28))]).First.Should().Be(new DateOnly(2026, 8, 28));
        BaseYear.Of("某学年", [Autumn]).First.Should().BeNull();
        BaseYear.Of(Year, []).First.Should().BeNull();
        BaseYear.Of("0000", [Autumn]).First.Should().BeNull();
        BaseYear.Of("9999", [Autumn]).First.Should().BeNull();
    }

    [Fact]
    public void A_year_with_a_round_in_spring_alone_begins_in_autumn_as_other_years_did()
    {
        var year = BaseYear.Of(Year, [Autumn, Spring, Round(Year, new(2027, 2, 22))]);
        year.First.Should().Be(new DateOnly(2026, 9, 1));
        year.Tells(Level(Before, "2025-09-23", "2026-09-22")).Should().BeTrue("it ran out in this year's autumn");
        BaseYear.Of(Year, [Round(Year, new(2027, 2, 22))]).First.Should().Be(new DateOnly(2027, 2, 22), "nothing tells of an earlier day");
        BaseYear.Of("某学年", [Autumn, Round("某学年", new(2027, 2, 22))]).First.Should().Be(new DateOnly(2027, 2, 22));
    }

    [Fact]
    public void Only_rounds_of_earlier_years_may_last_into_it() =>
        BaseYear.Of(Before, [Autumn, Spring, Round(Year, new(2026, 9, 1))]).Earlier.Should().BeEmpty();

    [Theory]
    [InlineData("2025-09-23", "9999-12-31", true)]
    [InlineData("2025-09-23", "2026-09-22", true)]
    [InlineData("2025-09-23", "2026-08-31", false)]
    [InlineData("2026-09-01", "2027-08-31", true)]
    [InlineData("2027-09-01", "2028-08-31", false)]
    [InlineData("2026-10-01", "2026-09-10", false)]
    public void A_level_of_an_earlier_year_is_told_where_it_holds_in_this_one(string from, string until, bool told) =>
        BaseYear.Of(Year, [Autumn, Spring]).Tells(Level(Before, from, until)).Should().Be(told);

    [Fact]
    public void What_is_held_for_its_own_year_is_told_in_no_other_though_the_terms_touch()
    {
        var year = BaseYear.Of(Year, [Autumn, Round(Year, new(2026, 8, 28))]);
        year.Tells(Level(Before, "2025-09-23", "2026-08-31") with { IsOfItsYear = true }).Should().BeFalse();
        year.Tells(Level(Before, "2025-09-23", "2026-08-31")).Should().BeTrue();
        year.Tells(Level(Year, "2026-09-23", "2026-09-20")).Should().BeTrue("what was decided for the year is told however it ended");
        year.Tells(Level("2027—2028", "2026-09-23", "9999-12-31")).Should().BeFalse();
    }

    private static (Id, RoundState) Round(string year, DateOnly termStart) => (Id.Of(year, $"{termStart:O}"), RoundState.Empty with { SchoolYear = year, TermStart = termStart });

    private static HeldLevel Level(string year, string from, string until) => new(
        "special", new Text("特别困难", "Special hardship"), Day(from), Day(until), "determination", "", default, "", year);

    private static DateOnly Day(string written) => DateOnly.ParseExact(written, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
