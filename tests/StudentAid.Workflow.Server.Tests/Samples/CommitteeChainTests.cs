using FluentAssertions;
using StudentAid.Workflow.Server.Tests.Cli;

namespace StudentAid.Workflow.Server.Tests.Samples;

/// <summary>The chain of committees as an activity of another definition.</summary>
public sealed class CommitteeChainTests
{
    private const string User = """
        {
          "$schema": "workflow-definition.schema.json",
          "definitionId": "short-determination",
          "outcomes": ["Determined", "NotDetermined"],
          "root": {
            "type": "Elsa.Flowchart",
            "activities": [
              { "id": "apply", "type": "StudentAid.Application", "form": "determination-form" },
              { "id": "chain", "type": "committee-chain", "title": "逐级认定" },
              { "id": "determined", "type": "Elsa.Complete", "outcomes": ["Determined"] },
              { "id": "not-determined", "type": "Elsa.Complete", "outcomes": ["NotDetermined"] }
            ],
            "connections": ["apply -> chain", "apply.Waived -> not-determined", "chain.Approved -> determined", "chain.NotDetermined -> not-determined", "chain.Returned => apply"]
          }
        }
        """;

    private static readonly string Chain = Path.Combine(Repository.Root, "workflows", "national", "committee-chain", "definition.json");

    [Fact]
    public async Task It_is_without_a_finding() =>
        (await Called.With("lint", Chain, "--strict")).Lines.Should().BeEmpty();

    [Fact]
    public async Task A_definition_that_uses_it_as_an_activity_is_checked_against_its_outcomes()
    {
        using var scratch = new Scratch();
        var user = scratch.Write("user.json", User);
        var wrong = scratch.Write("wrong.json", User.Replace("chain.Approved", "chain.Aproved", StringComparison.Ordinal));
        var forgotten = scratch.Write("forgotten.json", User.Replace(", \"chain.Returned => apply\"", "", StringComparison.Ordinal));

        (await Called.With("lint", user, Chain, "--strict")).Lines.Should().BeEmpty();
        (await Called.With("lint", wrong, Chain, "--lang", "en")).Out.Should().Contain("Did you mean 'Approved'?");
        (await Called.With("lint", forgotten, Chain)).Out.Should().Contain("forgotten.json").And.Contain("Returned");
        (await Called.With("lint", user)).Out.Should().Contain("unknown-type");
        (await Called.With("diagram", user)).Out.Should().Contain("逐级认定");
    }
}
