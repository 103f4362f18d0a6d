using Xunit;
using FluentAssertions;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Engine.Tests.Definitions;

public sealed class DefinitionReaderTests
{
    [Fact]
    public void A_schema_of_ours_makes_a_document_strict_and_anything_else_Elsas()
    {
        Documents.Read(Documents.Strict("")).Dialect.Should().Be(Dialect.Strict);
        Documents.Read(Documents.Elsa("")).Dialect.Should().Be(Dialect.Elsa);
        Documents.Read("""{ "$schema": "https://elsaworkflows.io/schemas/workflow-definition.schema.json", "definitionId": "a", "root": { "type": "Elsa.Sequence" } }""")
            .Dialect.Should().Be(Dialect.Elsa);
    }

    [Fact]
    public void Chains_ports_and_rewinds_become_connections()
    {
        var document = Documents.Read(Documents.Strict(
            """{ "id": "aa", "type": "Elsa.Start" }, { "id": "bb", "type": "Elsa.FlowNode" }, { "id": "cc", "type": "Elsa.RunTask", "taskName": "x" }""",
            "\"aa -> bb -> cc\", \"cc.Returned => bb\", { \"from\": \"cc\", \"port\": \"a b\", \"to\": \"aa\", \"rewind\": true, \"redo\": \"none\" }"));

        document.Diagnostics.Should().BeEmpty();
        document.Definition!.Root.Connections.Should().Equal(
            new Connection("aa", "Done", "bb"), new Connection("bb", "Done", "cc"),
            new Connection("cc", "Returned", "bb", true), new Connection("cc", "a b", "aa", true, Redo.None));
        var at = document.Places.Connection("root", 1)!.Value;
        document.Tree.Text.Substring(at.Offset, at.Length).Should().Be("bb -> cc");
    }

    [Theory]
    [InlineData("aa -> bb => cc")]
    [InlineData("aa")]
    [InlineData("aa -> ")]
    [InlineData("aa -> bb.Done")]
    [InlineData("aa b -> bb")]
    public void A_connection_that_is_neither_arrow_is_refused(string text) =>
        Documents.Read(Documents.Strict("""{ "id": "aa", "type": "Elsa.FlowNode" }, { "id": "bb", "type": "Elsa.FlowNode" }""", $"\"{text}\""))
            .Codes(Severity.Error).Should().Equal("bad-connection");

    [Fact]
    public void An_option_is_plain_JSON_an_expression_an_escaped_literal_or_a_wrapper()
    {
        var node = Documents.Read(Documents.Strict("""
            { "id": "a1", "type": "Elsa.WriteLine", "text": "hi" }, { "id": "a2", "type": "Elsa.WriteLine", "text": "= 1 + 1" },
            { "id": "a3", "type": "Elsa.WriteLine", "text": "== x" },
            { "id": "a4", "type": "Elsa.WriteLine", "text": { "typeName": "Text", "expression": { "type": "CSharp", "value": "Variables.A" } } }
            """)).Definition!.Root;

        node.Children.Select(c => c.Node.Input("text")).Should().Equal(
            new ActivityInput("text", InputKind.Literal, "hi"), new ActivityInput("text", InputKind.JavaScript, "1 + 1"),
            new ActivityInput("text", InputKind.Literal, "= x"),
            new ActivityInput("text", InputKind.CSharp, "Variables.A", Value.Record(("typeName", "Text"))));
    }

    [Fact]
    public void Elsas_inputs_outputs_and_flat_connections_are_read()
    {
        var document = Documents.Read(Documents.Elsa("""
            { "id": "A", "type": "Elsa.WriteLine", "text": "= not an expression", "canStartWorkflow": true, "line": null },
            { "id": "B", "type": "Elsa.Event", "eventName": { "typeName": "String", "expression": { "type": "Literal", "value": "go" } },
              "result": { "typeName": "Object", "memoryReference": { "id": "v1" } } }
            """, """{ "source": "A", "target": "B", "sourcePort": "Done", "targetPort": "In" }"""));

        var (a, b) = (document.Definition!.Root.Children[0].Node, document.Definition.Root.Children[1].Node);
        document.Diagnostics.Should().BeEmpty();
        a.CanStartWorkflow.Should().BeTrue();
        a.Input("text").Should().Be(new ActivityInput("text", InputKind.Literal, "= not an expression"));
        b.Input("eventName").Should().Be(new ActivityInput("eventName", InputKind.Literal, "go"));
        b.Outputs.Should().Equal(new ActivityOutput("result", "v1"));
        document.Definition.Root.Connections.Should().Equal(new Connection("A", "Done", "B"));
    }

    [Fact]
    public void Lists_may_be_spelled_as_values()
    {
        var document = Documents.Read("""
            { "definitionId": "d", "root": { "id": "s", "type": "Elsa.Flowchart", "activities": { "$values": [ { "id": "A", "type": "Elsa.End" } ] }, "connections": { "$values": [] } } }
            """);

        document.Definition!.Root.Children.Should().ContainSingle();
    }

    [Fact]
    public void An_object_without_typeName_is_kept_and_read_as_absent()
    {
        var document = Documents.Read(Documents.Elsa("""{ "id": "A", "type": "Elsa.WriteLine", "text": { "expression": { "type": "Literal", "value": "x" } } }"""));

        document.Codes(Severity.Warning).Should().Equal("not-an-input");
        document.Definition!.Root.Children[0].Node.Inputs.Should().BeEmpty();
        document.Definition.Root.Children[0].Node.Elsa.Has("text").Should().BeTrue();
    }

    [Fact]
    public void A_dangling_connection_is_set_aside_and_names_what_was_meant()
    {
        const string activities = """{ "id": "first", "type": "Elsa.FlowNode" }, { "id": "second", "type": "Elsa.FlowNode" }""";
        const string connection = """{ "source": { "activity": "first", "port": "Done" }, "target": { "activity": "secand", "port": "In" } }""";

        var elsa = Documents.Read(Documents.Elsa(activities, connection));
        elsa.Codes(Severity.Warning).Should().Equal("dangling-connection-near");
        elsa.Definition!.Root.Connections.Should().BeEmpty();
        elsa.Definition.Root.CustomProperties["notFoundConnections"].Items.Should().ContainSingle();
        var strict = Documents.Read(Documents.Strict(activities, "\"first -> secand\""));
        strict.Diagnostics.Should().ContainSingle().Which.Arguments["nearest"].Should().Be("second");
    }

    [Fact]
    public void A_definition_used_as_an_activity_keeps_its_own_members()
    {
        var node = Documents.Read(Documents.Elsa("""
            { "id": "C", "type": "Child", "workflowDefinitionId": "c1", "version": 5,
              "input1": { "typeName": "Object", "expression": { "type": "JavaScript", "value": "1" } }, "flag": true,
              "output1": { "typeName": "Object", "memoryReference": { "id": "Output1" } } }
            """)).Definition!.Root.Children[0].Node;

        node.Elsa["workflowDefinitionId"].AsText().Should().Be("c1");
        node.Elsa["flag"].AsBool().Should().BeTrue();
        node.Input("input1").Should().Be(new ActivityInput("input1", InputKind.JavaScript, "1"));
        node.Outputs.Should().Equal(new ActivityOutput("output1", "Output1"));
    }

    [Fact]
    public void A_root_may_be_a_bare_activity()
    {
        var definition = Documents.Read("""{ "id": "w", "type": "Elsa.WriteLine", "text": "hi" }""").Definition!;

        definition.DefinitionId.Should().Be("w");
        definition.Root.Type.Should().Be("Elsa.WriteLine");
    }

    [Theory]
    [InlineData("""{ "activities": [ { "activityId": "1", "type": "WriteLine" } ] }""")]
    [InlineData("""{ "name": "x", "connections": [ { "sourceActivityId": "1", "targetActivityId": "2", "outcome": "Done" } ] }""")]
    public void An_Elsa_2_document_is_recognised_and_refused(string text)
    {
        var document = Documents.Read(text);

        document.Definition.Should().BeNull();
        document.Codes(Severity.Error).Should().Equal("elsa-2-document");
    }

    [Theory]
    [InlineData("{ \"a\": 1,\n  \"b\": ] }", 2, 8)]
    [InlineData("{}\n{}", 2, 1)]
    [InlineData("{ \"名\": 1,\n \"称\": tru }", 2, 10)]
    public void Malformed_JSON_is_reported_with_line_and_column(string text, int line, int column)
    {
        var fault = Documents.Read(text).Diagnostics.Should().ContainSingle().Subject;

        fault.Code.Id.Should().Be("not-json");
        (fault.Position!.Value.Line, fault.Position.Value.Column).Should().Be((line, column));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("5")]
    [InlineData("{\"root\":{\"type\":\"x\",\"n\":1e999}}")]
    [InlineData("{\"root\":{\"type\":\"\\ud800\"}}")]
    [InlineData("{\"definitionId\":1,\"root\":5}")]
    [InlineData("{\"definitionId\":\"a\",\"root\":{\"type\":\"Elsa.Flowchart\",\"activities\":[1,null,{}],\"connections\":[1,{},\"x\"]},\"variables\":[3]}")]
    public void Whatever_the_text_is_reading_answers_a_finding_and_no_exception(string text) =>
        Documents.Read(text).Diagnostics.Should().NotBeEmpty();

    [Theory]
    [InlineData("5")]
    [InlineData("{ \"inputs\": { \"text\": 1, \"x\": {} }, \"rewinds\": [1, { \"from\": \"A\", \"to\": \"A\", \"at\": -9e20 }], \"title\": [], \"personal\": {}, \"defaults\": 3 }")]
    public void Our_own_part_of_an_Elsa_document_may_hold_anything(string own)
    {
        var document = Documents.Read($$"""
            { "definitionId": "d", "customProperties": { "StudentAid": {{own}} }, "root": { "id": "r", "type": "Elsa.Flowchart", "customProperties": { "StudentAid": {{own}} },
              "activities": [ { "id": "A", "type": "Elsa.WriteLine", "customProperties": { "StudentAid": {{own}} }, "metadata": { "displayText": { "zh-CN": "x" } } } ] } }
            """);

        document.Definition!.Root.Children.Should().ContainSingle();
        Documents.Read(DefinitionWriter.Elsa(document.Definition)).HasErrors.Should().BeFalse();
    }

    [Fact]
    public void A_byte_order_mark_is_tolerated_and_offsets_count_it()
    {
        var document = Documents.Read("\uFEFF" + Documents.Elsa("""{ "id": "甲", "type": "Elsa.End" }"""));
        var at = document.Places.Activity("甲")!.Value;

        document.Tree.Text.Substring(at.Offset, at.Length).Should().Be("""{ "id": "甲", "type": "Elsa.End" }""");
    }

    [Fact]
    public void Depth_64_is_read_and_65_is_refused()
    {
        static string Nested(int depth) => string.Concat("{\"type\":\"x\",\"a\":", new string('[', depth - 1), new string(']', depth - 1), "}");

        Documents.Read(Nested(64)).Codes(Severity.Error).Should().BeEmpty();
        Documents.Read(Nested(65)).Codes(Severity.Error).Should().Equal("definition-too-deep");
        Documents.Read(Nested(200_000)).Codes(Severity.Error).Should().Equal("definition-too-deep");
    }

    [Fact]
    public void More_than_a_megabyte_is_refused_before_it_is_parsed() =>
        Documents.Read("{\"a\":\"" + new string('名', 350_000)).Codes(Severity.Error).Should().Equal("definition-too-large");

    [Fact]
    public void Strict_documents_refuse_unknown_properties_repeated_keys_and_bad_ids()
    {
        var document = Documents.Read(Documents.Strict(
            """{ "id": "a1", "type": "Elsa.WriteLine", "txt": "x" }, { "id": "Bad_Id", "type": "Elsa.End" }, { "id": "a1", "id": "a1", "type": "Elsa.End" }""",
            more: "\"nam\": 1,"));

        document.Codes(Severity.Error).Should().BeEquivalentTo("unknown-property-near", "bad-id", "repeated-key", "duplicate-activity-id", "unknown-property-near");
        var typo = document.Diagnostics.First(d => d.Arguments["name"] == "txt");
        typo.Arguments["nearest"].Should().Be("text");
        document.Tree.Text.Substring(typo.Position!.Value.Offset, typo.Position.Value.Length).Should().Be("\"txt\"");
    }

    [Fact]
    public void Elsa_documents_keep_unknown_properties_as_infos()
    {
        var document = Documents.Read(Documents.Elsa("""{ "id": "A", "type": "Elsa.WriteLine", "colour": { "is": "red" } }"""));

        document.Diagnostics.Should().ContainSingle().Which.Severity.Should().Be(Severity.Info);
        document.Definition!.Root.Children[0].Node.Elsa["colour"]["is"].AsText().Should().Be("red");
    }

    [Fact]
    public void A_character_of_an_expression_has_its_place_in_the_text()
    {
        var document = Documents.Read(Documents.Strict("""{ "id": "a1", "type": "Elsa.WriteLine", "text": "=  \"\u0041\" + xyz" }"""));

        var at = document.Places.Option("a1", "text", 6)!.Value;
        document.Tree.Text[at.Offset..].Should().StartWith("xyz");
    }

    [CorpusFact]
    public void Every_document_of_the_corpus_is_read_without_errors()
    {
        foreach (var file in Documents.CorpusFiles)
        {
            var document = Documents.Read(File.ReadAllText(file));
            document.Diagnostics.Where(d => d.Severity > Severity.Info).Should().BeEmpty(file);
            document.Definition.Should().NotBeNull(file);
        }
    }
}
