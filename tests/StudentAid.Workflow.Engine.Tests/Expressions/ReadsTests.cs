using FluentAssertions;
using StudentAid.Workflow.Engine.Expressions;
using Xunit;

namespace StudentAid.Workflow.Engine.Tests.Expressions;

public class ReadsTests
{
    [Fact]
    public void Reads_are_listed_in_the_order_of_the_text() => Run.Parsed("input.b + variables.a + getOutputFrom('x', 'y') + getCorrelationId()").Reads.Should().Equal(
        new ExpressionRead(ReadKind.Input, "b", null, 0),
        new ExpressionRead(ReadKind.Variable, "a", null, 10),
        new ExpressionRead(ReadKind.Output, "x", "y", 24),
        new ExpressionRead(ReadKind.WorkflowProperty, "correlationId", null, 50));

    [Theory]
    [InlineData("variables[variables.x]", ReadKind.Variable)]
    [InlineData("getVariable(getX())", ReadKind.Variable)]
    [InlineData("input['a' + 'b']", ReadKind.Input)]
    [InlineData("getOutputFrom(getX(), 'y')", ReadKind.Output)]
    public void A_computed_name_reads_everything_of_its_kind(string text, ReadKind kind) =>
        Run.Parsed(text).Reads.Should().Contain(r => r.Kind == kind && r.Name == null);

    [Fact]
    public void The_candidates_of_a_getter_share_its_offset_and_come_in_the_order_in_which_they_are_tried() =>
        Run.Parsed("getCounter()").Reads.Select(r => (r.Kind, r.Name, r.Offset)).Should().Equal(
            (ReadKind.Input, "Counter", 0), (ReadKind.Input, "counter", 0), (ReadKind.Variable, "Counter", 0), (ReadKind.Variable, "counter", 0));

    [Fact]
    public void The_cost_counts_every_part() => Run.Parsed("1 + variables.s.trim().length").Cost.Should().Be(1 + 1 + 1 + 8 + 1);
}
