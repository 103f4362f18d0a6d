using FluentAssertions;
using StudentAid.Workflow.Engine.Analysis;
using Xunit;

namespace StudentAid.Workflow.Engine.Tests.Analysis;

public class NearestTests
{
    [Theory]
    [InlineData("startWith", "startsWith")]
    [InlineData("Indexof", "indexOf")]
    [InlineData("trin", "trim")]
    [InlineData("trimmmm", null)]
    [InlineData("x", null)]
    [InlineData("", null)]
    [InlineData("something else", null)]
    public void The_nearest_name_is_found_where_one_is_near(string name, string? expected) =>
        Nearest.To(name, ["trim", "startsWith", "indexOf", "endsWith"]).Should().Be(expected);

    [Fact]
    public void Of_equally_near_names_the_first_in_order_is_given() => Nearest.To("bat", ["cat", "bad", "bar"]).Should().Be("bad");
}
