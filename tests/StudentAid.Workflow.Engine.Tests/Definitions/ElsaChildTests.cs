using FluentAssertions;
using StudentAid.Workflow.Engine.Definitions;
using Xunit;

namespace StudentAid.Workflow.Engine.Tests.Definitions;

/// <summary>Definitions that Elsa documents use as activities: which version runs, and how inputs and outputs are called and typed.</summary>
public sealed class ElsaChildTests
{
    [Theory]
    [InlineData("\"workflowDefinitionId\": \"clock\", \"workflowDefinitionVersionId\": \"clock-a\", \"version\": 1", "ticks")]
    [InlineData("\"workflowDefinitionId\": \"clock\", \"workflowDefinitionVersionId\": \"clock-c\", \"version\": 1", "strikes")]
    [InlineData("\"workflowDefinitionId\": \"clock\", \"workflowDefinitionVersionId\": \"gone\", \"version\": 3", "strikes")]
    [InlineData("\"workflowDefinitionId\": \"clock\", \"workflowDefinitionVersionId\": \"gone\", \"version\": 9", "chimes")]
    [InlineData("\"workflowDefinitionId\": \"another\", \"version\": 9", "chimes")]
    [InlineData("\"version\": 9", "chimes")]
    public void The_version_that_an_activity_names_runs_and_else_the_published_one(string named, string line) =>
        ElsaRun.Lines(
            $$"""{ "definitionId": "house", "root": { "id": "all", "type": "Elsa.Sequence", "activities": [{ "id": "c", "type": "Clock", {{named}} }] } }""",
            Clock("clock-b", 2, true, "chimes"), Clock("clock-c", 3, false, "strikes"), Clock("clock-a", 1, false, "ticks")).Should().Equal(line);

    [Fact]
    public void Of_versions_that_are_all_drafts_the_highest_is_started_by_the_definitions_id() =>
        ElsaRun.Lines(
            """{ "definitionId": "house", "root": { "id": "all", "type": "Elsa.Sequence", "activities": [{ "id": "c", "type": "Elsa.ExecuteWorkflow", "workflowDefinitionId": "clock" }] } }""",
            Clock("clock-c", 3, false, "strikes"), Clock("clock-a", 1, false, "ticks")).Should().Equal("strikes");

    [Fact]
    public void Inputs_and_outputs_are_found_under_the_names_that_Elsa_makes_of_theirs_and_typed_as_declared() =>
        ElsaRun.Lines(
            """
            { "definitionId": "till", "variables": [{ "id": "v1", "name": "Total", "typeName": "Int32" }],
              "root": { "id": "all", "type": "Elsa.Sequence", "activities": [
                { "id": "sum", "type": "Sum",
                  "firstPrice": { "typeName": "Int32", "expression": { "type": "Literal", "value": "4" } },
                  "secondPrice": "5", "finalSum": { "typeName": "Int32", "memoryReference": { "id": "v1" } } },
                { "id": "say", "type": "Elsa.WriteLine", "text": { "typeName": "String", "expression": { "type": "JavaScript", "value": "getTotal() + 1" } } }] } }
            """,
            """
            { "definitionId": "sum", "name": "Sum", "inputs": [{ "name": "First Price", "type": "Int32" }, { "name": "second_price", "type": "Int32" }],
              "outputs": [{ "name": "Final-Sum", "type": "Int32" }],
              "root": { "id": "set", "type": "Elsa.SetOutput", "outputName": "Final-Sum",
                "outputValue": { "typeName": "Object", "expression": { "type": "JavaScript", "value": "getInput('First Price') + getInput('second_price')" } } } }
            """).Should().Equal("10");

    [Theory]
    [InlineData("Night Watch 2 - Bell")]
    [InlineData("NightWatch2-Bell")]
    [InlineData("NightWatch2Bell")]
    public void A_definition_is_called_by_its_name_or_by_what_any_version_of_Elsa_makes_of_it(string type) =>
        ElsaRun.Lines(
            $$"""{ "definitionId": "house", "root": { "id": "c", "type": "{{type}}" } }""",
            """{ "definitionId": "bell", "name": "Night Watch 2 - Bell", "root": { "id": "say", "type": "Elsa.WriteLine", "text": "rings" } }""").Should().Equal("rings");

    private static string Clock(string id, int version, bool isPublished, string line) => $$"""
        { "id": "{{id}}", "definitionId": "clock", "name": "Clock", "version": {{version}}, "isPublished": {{(isPublished ? "true" : "false")}}, "options": { "usableAsActivity": true },
          "root": { "id": "say", "type": "Elsa.WriteLine", "text": "{{line}}" } }
        """;
}
