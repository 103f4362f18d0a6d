using FluentAssertions;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Server.Policy;

namespace StudentAid.Workflow.Server.Tests.Policy;

public sealed class PolicyTableTests
{
    [Fact]
    public void Every_operation_of_the_description_has_one_row_and_every_row_an_operation()
    {
        var described = Operation.All.Select(o => o.Name).ToList();
        described.Should().HaveCountGreaterThan(150);
        PolicyTable.Rows.Select(r => r.Operation).Should().OnlyHaveUniqueItems();
        PolicyTable.Rows.Select(r => r.Operation).Where(o => o != "GET /api/session/school").Should().BeEquivalentTo(described, "school sign-in is a way of the browser, no operation of the API");
    }

    [Fact]
    public void A_row_says_what_those_without_the_right_are_told()
    {
        foreach (var row in PolicyTable.Rows)
        {
            var expected = row.Needs.Contains(Need.Nobody) ? "-" : row.Needs.Contains(Need.SignedIn) ? "401" : row.Duties.Any() ? "403" : "404";
            row.Without.Should().Be(expected, row.Operation);
            row.Foreign.Should().BeOneOf("-", "404", "403", "empty");
        }
    }

    [Fact]
    public void An_operation_without_a_row_and_a_row_without_an_operation_break_the_check_of_the_start()
    {
        var more = Microsoft.AspNetCore.Builder.WebApplication.CreateSlimBuilder().Build();
        Microsoft.AspNetCore.Builder.EndpointRouteBuilderExtensions.MapGet(more, "/api/secrets", () => "1");
        var check = () => PolicyTable.Check(more);
        check.Should().Throw<InvalidOperationException>().WithMessage("*no row for /api/secrets*GET /api/me*");
    }
}
