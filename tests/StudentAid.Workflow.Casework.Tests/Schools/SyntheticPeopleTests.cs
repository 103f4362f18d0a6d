using FluentAssertions;
using StudentAid.Workflow.Casework.Schools;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Tests.Schools;

public sealed class SyntheticPeopleTests
{
    private static IEnumerable<string> Names(int count, string names) => new SyntheticPeople("seed", Value.Parse(names))
        .Rows([new PeopleGroup("/school/", count, 2009, ["赵一"], Value.Null, Value.Null, Value.Null)]).Select(r => r.Sealed["name"].AsText()!);

    [Fact]
    public void When_the_names_run_out_numbers_tell_people_apart()
    {
        var names = Names(10, """{ "surnames": ["赵", "钱"], "given": ["一", "二"] }""").ToList();
        names.Should().HaveCount(10).And.OnlyHaveUniqueItems();
        names.Take(4).Should().BeEquivalentTo("赵一", "赵二", "钱一", "钱二");
        names.Skip(4).Should().OnlyContain(n => char.IsAsciiDigit(n.Last()));
    }

    [Fact]
    public void Without_any_names_they_are_made_up() =>
        Names(5, "{}").Should().HaveCount(5).And.OnlyHaveUniqueItems();
}
