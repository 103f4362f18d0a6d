using FluentAssertions;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;
using Xunit;

namespace StudentAid.Workflow.Engine.Tests.Definitions;

/// <summary>Elsa documents as older versions and other tools have spelled them.</summary>
public sealed class ElsaSpellingTests
{
    [Fact]
    public void Members_in_PascalCase_are_read_as_Elsa_reads_them()
    {
        var document = Documents.Read("""
            { "DefinitionId": "greet", "Name": "Greet", "Variables": [{ "Id": "v1", "Name": "Word", "TypeName": "Int32", "Value": "41" }],
              "Options": { "UsableAsActivity": true },
              "Root": { "Type": "Elsa.Flowchart", "Id": "flow", "Activities": [
                { "Id": "late", "Type": "Elsa.WriteLine", "Text": { "typeName": "String", "expression": { "type": "JavaScript", "value": "getWord() + 1" } } },
                { "Id": "first", "Type": "Elsa.FlowDecision", "Condition": true, "CustomProperties": { "CanStartWorkflow": true, "Own": 1 } } ],
                "Connections": [{ "Source": { "Activity": "first", "Port": "True" }, "Target": { "Activity": "late" } }] } }
            """);

        document.Diagnostics.Should().BeEmpty();
        document.Definition!.UsableAsActivity.Should().BeTrue();
        document.Definition.Root.Children[1].Node.CustomProperties["Own"].Should().Be(Value.Of(1), "the names of a free dictionary stay");
        ElsaRun.Lines(document.Tree.Text).Should().Equal("42");
    }

    [Theory]
    [InlineData("\"$values\"", "\"$id\": \"3\"")]
    [InlineData("\"items\"", "\"_type\": \"List\"")]
    [InlineData("\"values\"", "\"_type\": \"List\"")]
    [InlineData("\"_items\"", "\"_type\": \"List\"")]
    public void A_list_may_be_an_object_that_names_its_type(string items, string beside)
    {
        var document = Documents.Read($$"""
            { "definitionId": "list", "root": { "id": "flow", "type": "Elsa.Flowchart",
              "activities": { {{beside}}, {{items}}: [
                { "id": "a1", "type": "Elsa.WriteLine", "text": "one" }, { "id": "a2", "type": "Elsa.WriteLine", "text": "two" }] },
              "connections": { {{beside}}, {{items}}: [{ "source": "a1", "target": "a2" }] } } }
            """);

        document.Diagnostics.Should().BeEmpty();
        ElsaRun.Lines(document.Tree.Text).Should().Equal("one", "two");
    }

    [Theory]
    [InlineData("""{ "typeName": "String", "expression": { "value": "said" } }""")]
    [InlineData("""{ "typeName": "String", "expression": { "type": null, "value": "said" } }""")]
    public void An_expression_that_names_no_type_is_a_literal(string text) =>
        ElsaRun.Lines(Documents.Elsa($$"""{ "id": "a1", "type": "Elsa.WriteLine", "text": {{text}} }""")).Should().Equal("said");

    [Fact]
    public void An_activity_that_Elsa_had_set_aside_is_itself_again_with_its_connections()
    {
        var document = Documents.Read("""
            { "definitionId": "aside", "root": { "id": "flow", "type": "Elsa.Flowchart",
              "customProperties": { "notFoundConnections": [
                { "source": { "activity": "a1", "port": "Done" }, "target": { "activity": "back", "port": "In" } },
                { "source": { "activity": "back", "port": "Done" }, "target": { "activity": "gone", "port": "In" } }] },
              "activities": [
                { "id": "a1", "type": "Elsa.WriteLine", "text": "before" },
                { "id": "back", "type": "Elsa.NotFoundActivity", "missingTypeName": "Elsa.WriteLine",
                  "originalActivityJson": "{\"id\":\"back\",\"type\":\"Elsa.WriteLine\",\"text\":\"found again\"}" },
                { "id": "gone", "type": "Elsa.NotFoundActivity", "originalActivityJson": "{\"id\":\"gone\",\"type\":\"Other.Thing\",\"size\":3}" },
                { "id": "torn", "type": "Elsa.NotFoundActivity", "originalActivityJson": "{" }] } }
            """);

        document.HasErrors.Should().BeFalse();
        var nodes = document.Definition!.Root.Children.Select(c => c.Node).ToList();
        nodes.Select(n => n.Type).Should().Equal("Elsa.WriteLine", "Elsa.WriteLine", "Other.Thing", "Elsa.NotFoundActivity");
        nodes[2].Elsa["size"].Should().Be(Value.Of(3));
        document.Definition.Root.Connections.Select(c => c.To).Should().Equal("back", "gone");
        document.Places.Activity("back")!.Value.Line.Should().Be(7, "it stands where it was set aside");
    }

    [Fact]
    public void Elsa_2_is_known_by_activities_without_a_root_however_they_are_listed() =>
        Documents.Read("""{ "$id": "1", "version": 1, "activities": { "$values": [{ "id": "a", "type": "WriteLine" }] }, "connections": { "$values": [] } }""")
            .Codes(Severity.Error).Should().Equal("elsa-2-document");
}
