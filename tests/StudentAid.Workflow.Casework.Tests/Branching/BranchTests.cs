using FluentAssertions;
using StudentAid.Workflow.Casework.Tests.Cases;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using static StudentAid.Workflow.Casework.Tests.Cases.CaseWorld;

namespace StudentAid.Workflow.Casework.Tests.Branching;

/// <summary>Which way a case goes by register, form, match, level and track.</summary>
public sealed class BranchTests
{
    private static ActivityNode Branch(string when) => Node("which", "StudentAid.Branch", ("when", Value.Parse(when)));

    private static ActivityNode Stay(string id) => Node(id, "Elsa.RunTask", ("taskName", id));

    /// <summary>Application, match, branch; by True to the step <c>yes</c>, by False to <c>no</c>.</summary>
    private static CaseWorld World(string when, string state = "none", params string[] categories)
    {
        var world = Of(
            [
                Node("apply", "StudentAid.Application", ("form", "determination-form"), ("commitment", "not-asked")), Node("match", "StudentAid.DataMatch"), Branch(when),
                Stay("yes"), Stay("no"),
            ],
            "apply.Waived -> end", "which.False -> no").Window().Matched(state, categories)
            .Know("applicant", Person.ToString(), Value.Record(("status", "enrolled"), ("grade", "2024"))).Know("held", $"{Person}/s/d/c/", Value.Record(("level", "ordinary")));
        world.Start().Do("submit", Value.Record(("answers", Answers()))).Should().BeNull();
        return world;
    }

    [Theory]
    [InlineData("""{ "of": "applicant.grade", "equals": "2024" }""", "yes")]
    [InlineData("""{ "of": "applicant.grade", "equals": "2022" }""", "no")]
    [InlineData("""{ "of": "applicant.major", "equals": "软件技术" }""", "no")]
    [InlineData("""{ "of": "answers.family.singleParent" }""", "yes")]
    [InlineData("""{ "of": "answers.family.members.health", "has": ["disabled"] }""", "yes")]
    [InlineData("""{ "of": "answers.family.members.health", "in": ["serious-illness"] }""", "no")]
    [InlineData("""{ "of": "match.categories", "has": ["subsistence-allowance"] }""", "yes")]
    [InlineData("""{ "of": "match.categories", "has": ["orphan"] }""", "no")]
    [InlineData("""{ "of": "match.state", "equals": "matched" }""", "yes")]
    [InlineData("""{ "of": "held.level", "answered": true }""", "yes")]
    [InlineData("""{ "of": "track", "in": ["freshmen"] }""", "no")]
    [InlineData("""{ "all": [{ "of": "track", "equals": "enrolled" }, { "of": "held.level", "in": ["ordinary"] }] }""", "yes")]
    public void A_case_goes_where_the_condition_says(string when, string at)
    {
        var world = World(when, "matched", "subsistence-allowance");
        world.Case.State.Incidents.Should().BeEmpty();
        world.At.Should().Be(at);
    }

    [Fact]
    public void What_it_read_stays_sealed() =>
        World("""{ "of": "answers.family.members.health", "has": ["disabled"] }""", "matched", "subsistence-allowance").Plain
            .Should().NotContain("disabled").And.NotContain("singleParent").And.NotContain("subsistence-allowance");

    [Fact]
    public void A_field_that_the_form_does_not_have_is_an_incident_and_no_silent_False()
    {
        var world = World("""{ "of": "answers.family.singleParrent" }""");
        world.Case.State.Incidents.Values.Single().Code.Should().Be("branch-field-unknown");
        world.At.Should().NotContain("no");
    }

    [Theory]
    [InlineData("""{ "of": "answers.family.singleParent" }""", "answers")]
    [InlineData("""{ "of": "match.categories", "has": ["orphan"] }""", "match")]
    public void A_fact_that_cannot_be_there_yet_is_an_incident(string when, string fact)
    {
        var world = Of([Branch(when), Stay("yes"), Stay("no")], "which.False -> no").Start();
        var incident = world.Case.State.Incidents.Values.Single();
        incident.Code.Should().Be("branch-too-early");
        incident.Arguments["fact"].AsText().Should().Be(fact);
    }

    [Theory]
    [InlineData("""{ "of": "applicant.grad", "equals": "2024" }""", "branch-fact-unknown")]
    [InlineData("""{ "of": "held.levl", "equals": "special" }""", "branch-fact-unknown")]
    [InlineData("""{ "of": "answers", "answered": true }""", "branch-fact-unknown")]
    [InlineData("""{ "off": "applicant.grade" }""", "branch-unreadable")]
    [InlineData("""{ "of": "track", "equalls": "freshmen" }""", "branch-unreadable")]
    [InlineData("""{ "of": "track", "equals": "freshmen" }""", null)]
    public void What_it_cannot_read_is_refused_where_it_is_written(string when, string? code) =>
        Types.Find("StudentAid.Branch")!.Check(Branch(when)).Select(r => r.Code.Id).Should().BeEquivalentTo(code is null ? [] : [code]);

    [Theory]
    [InlineData("getOutputFrom('apply', 'answers').family.singleParent", true)]
    [InlineData("getOutputFrom('match', 'categories').includes('orphan')", true)]
    [InlineData("getOutputFrom('match', 'matchState') === 'matched'", false)]
    [InlineData("variables.match === 'matched'", false)]
    public void An_expression_that_would_compare_the_address_of_sealed_content_is_refused(string expression, bool refused)
    {
        var text = $$"""
            { "$schema": "../schema/workflow-definition.schema.json", "definitionId": "by-expression", "name": "x", "article": "x", "outcomes": ["Done"], "root": { "type": "Elsa.Flowchart",
              "activities": [
                { "id": "apply", "type": "StudentAid.Application", "form": "determination-form" }, { "id": "match", "type": "StudentAid.DataMatch" },
                { "id": "which", "type": "Elsa.FlowDecision", "condition": "= {{expression}}" }, { "id": "end", "type": "Elsa.End" }],
              "connections": ["apply -> match -> which.True -> end", "which.False -> end", "apply.Waived -> end"] } }
            """;
        var codes = DefinitionLint.Check(DefinitionReader.Read(text, Types), LintContext.Of(Types)).Where(d => d.Severity == Severity.Error).Select(d => d.Code.Id);
        codes.Should().BeEquivalentTo(refused ? ["sealed-output-read"] : Array.Empty<string>());
    }
}
