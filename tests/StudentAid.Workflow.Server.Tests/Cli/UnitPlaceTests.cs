using FluentAssertions;

namespace StudentAid.Workflow.Server.Tests.Cli;

/// <summary>A unit that is written wrongly is wrong usage, whichever verb it is given to.</summary>
public sealed class UnitPlaceTests
{
    [Theory]
    [InlineData("keys due college --data none.db", "UNIT")]
    [InlineData("import . --unit college --data none.db", "--unit")]
    public async Task A_place_without_its_slashes_is_told_by_the_name_of_what_holds_it(string line, string option)
    {
        var called = await Called.With([.. line.Split(' '), "--lang", "en"]);

        called.ExitCode.Should().Be(2);
        called.Error.Should().StartWith("bad-unit-place").And.Contain(option);
    }
}
