using FluentAssertions;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Tests.Applications;

/// <summary>Until when an application may be taken back names something that is to come.</summary>
public sealed class WithdrawUntilTests
{
    private static readonly ActivityTypes Types = new([.. GeneralActivities.All, .. CaseworkActivities.All]);

    [Theory]
    [InlineData("match", true)]
    [InlineData("verify", true)]
    [InlineData("inside", true)]
    [InlineData("review", true)]
    [InlineData("chain/office", true)]
    [InlineData("chain/nobody", false)]
    [InlineData("apply", false)]
    [InlineData("announce", false)]
    [InlineData("done", false)]
    [InlineData("beside", false)]
    [InlineData("verfy", false)]
    public void Only_an_activity_that_the_application_leads_to_and_that_ends_nothing_can_be_named(string until, bool fits)
    {
        var found = Lint(until).Where(d => d.Code == LintCodes.NotLater).ToList();
        if (fits)
            found.Should().BeEmpty();
        else
            found.Should().ContainSingle().Which.Severity.Should().Be(Severity.Error);
    }

    [Fact]
    public void A_place_inside_another_activity_is_behind_the_case_where_what_stands_around_it_is()
    {
        var definition = new ExecutableDefinition(Read("inside").Definition!);
        Withdrawal.Refuse(Fold(), definition).Should().BeNull();
        Withdrawal.Refuse(Fold("match"), definition).Should().BeNull();
        Withdrawal.Refuse(Fold("match", "review"), definition)!.Code.Should().Be(CaseCommandCodes.TooLateToWithdraw);
        Withdrawal.Refuse(Fold("match", "review"), new ExecutableDefinition(Read("chain/office").Definition!)).Should().BeNull();
        Withdrawal.Refuse(Fold("chain"), new ExecutableDefinition(Read("chain/office").Definition!))!.Code.Should().Be(CaseCommandCodes.TooLateToWithdraw);
        Withdrawal.Refuse(Fold("match", "review", "chain"), new ExecutableDefinition(Read("").Definition!)).Should().BeNull("nobody has decided");
    }

    [Fact]
    public void An_older_case_says_for_each_activity_that_somebody_decided_there()
    {
        var older = Fold();
        older.Apply([new InstanceEvent.VariableSet(1, "acted.verify", true)]);

        Withdrawal.Refuse(older, new ExecutableDefinition(Read("").Definition!))!.Code.Should().Be(CaseCommandCodes.AlreadyDecided);
        Withdrawal.Refuse(older, new ExecutableDefinition(Read("verify").Definition!))!.Code.Should().Be(CaseCommandCodes.AlreadyDecided);
        Withdrawal.Refuse(older, new ExecutableDefinition(Read("match").Definition!)).Should().BeNull("it is not there that it ends");
    }

    /// <summary>A case in whose flow these have ended.</summary>
    private static InstanceState Fold(params string[] ran) => InstanceState.Fold(
    [
        [
            new InstanceEvent.Started("p", Value.Null, "", "", "", 0), new InstanceEvent.Entered(2, 1, "root", 0, false, "", "", Value.Null),
            .. ran.Select(r => new InstanceEvent.Ran(2, r, 0, [], false)),
        ],
    ]);

    private static IEnumerable<Diagnostic> Lint(string until) =>
        DefinitionLint.Check(Read(until), LintContext.Of(Types, DefinitionReader.Read(Chain, Types).Definition!) with { ForPublish = true });

    private static DefinitionDocument Read(string until) => DefinitionReader.Read($$"""
        {
          "$schema": "../schema/workflow-definition.schema.json", "definitionId": "small", "outcomes": ["Determined"],
          "root": {
            "type": "Elsa.Flowchart",
            "activities": [
              { "id": "announce", "type": "StudentAid.Announcement" },
              { "id": "both", "type": "Elsa.FlowFork", "branches": ["One", "Other"] },
              { "id": "apply", "type": "StudentAid.Application", "form": "f", "withdrawUntil": "{{until}}" },
              { "id": "beside", "type": "StudentAid.DataMatch" },
              { "id": "match", "type": "StudentAid.DataMatch" },
              { "id": "verify", "type": "StudentAid.Verification" },
              { "id": "review", "type": "Elsa.Sequence", "activities": [{ "id": "inside", "type": "StudentAid.Verification" }] },
              { "id": "chain", "type": "office-chain" },
              { "id": "done", "type": "Elsa.Complete", "outcomes": ["Determined"] }
            ],
            "connections": ["announce -> both", "both.One -> apply -> match -> verify -> review -> chain -> done", "both.Other -> beside -> done"]
          }
        }
        """, Types);

    private const string Chain = """
        {
          "$schema": "../schema/workflow-definition.schema.json", "definitionId": "office-chain", "usableAsActivity": true,
          "root": { "type": "Elsa.Flowchart", "activities": [{ "id": "office", "type": "StudentAid.DataMatch" }], "connections": [] }
        }
        """;
}
