using FluentAssertions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
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
        var more = WebApplication.CreateSlimBuilder().Build();
        more.MapGet("/api/secrets", () => "1");
        var check = () => PolicyTable.Check(more);
        check.Should().Throw<InvalidOperationException>().WithMessage("*no row for /api/secrets*GET /api/me*");
    }

    [Fact]
    public void Each_operation_of_a_group_is_given_its_own_row_whatever_its_parameters_ask_and_then_the_check_is_content()
    {
        var app = WebApplication.CreateSlimBuilder().Build();
        var group = app.MapGroup("").WithPolicy();
        foreach (var row in PolicyTable.Rows)
            group.MapMethods($"{row.Path.Replace("{id}", "{id:minlength(1)}", StringComparison.Ordinal)}/", [row.Method], () => "");

        FluentActions.Invoking(() => PolicyTable.Check(app)).Should().NotThrow();
        var mapped = ((IEndpointRouteBuilder)app).DataSources.SelectMany(d => d.Endpoints).OfType<RouteEndpoint>().ToList();
        mapped.Select(e => e.Metadata.GetMetadata<PolicyRow>()).Should().Equal(PolicyTable.Rows);

        app.MapGet("/api/secrets", () => "");
        app.MapGet("/api/riddles", () => "");
        app.MapGet("/elsewhere", () => "");
        FluentActions.Invoking(() => PolicyTable.Check(app)).Should().Throw<InvalidOperationException>().WithMessage("policy.csv: no row for /api/secrets, /api/riddles; no operation for .");
    }

    [Fact]
    public void Rows_without_operations_are_told_one_by_one_and_a_school_s_own_sign_in_may_be_missing()
    {
        var empty = WebApplication.CreateSlimBuilder().Build();
        FluentActions.Invoking(() => PolicyTable.Check(empty)).Should().Throw<InvalidOperationException>()
            .WithMessage($"policy.csv: no row for ; no operation for {string.Join(", ", PolicyTable.Rows.Where(r => !r.Path.StartsWith("/api/session/school", StringComparison.Ordinal)).Select(r => r.Operation))}.");
    }

    [Fact]
    public void A_row_that_cannot_be_read_is_told_with_its_words()
    {
        FluentActions.Invoking(() => PolicyTable.RowFrom("GET,/api/me")).Should().Throw<InvalidDataException>().WithMessage("policy.csv: eight columns*'GET,/api/me'*");
        FluentActions.Invoking(() => PolicyTable.RowFrom("GET,/api/me,own,-,404,404,me:maybe,-")).Should().Throw<InvalidDataException>().WithMessage("policy.csv: eight columns*");
        FluentActions.Invoking(() => PolicyTable.RowFrom("GET,/api/me,own|everybody,-,404,404,me:read,-")).Should().Throw<InvalidDataException>().WithMessage("policy.csv: 'everybody' is neither*");
        FluentActions.Invoking(() => PolicyTable.RowFrom("POST,/api/rounds,keep-rounds,own,403,404,rounds:write,OpenRound|OpenDoor")).Should().Throw<InvalidDataException>().WithMessage("policy.csv: 'OpenDoor' is no command.");
    }
}
