using FluentAssertions;
using FsCheck;
using FsCheck.Fluent;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;
using Xunit;

namespace StudentAid.Workflow.Engine.Tests.Definitions;

public sealed class DefinitionWriterTests
{
    private static readonly Config Rounds = Config.QuickThrowOnFailure.WithMaxTest(1000);

    [Fact]
    public void What_the_long_writer_writes_is_read_as_the_same_model() => Check.One(Rounds, Prop.ForAll<int>(seed =>
    {
        var definition = new RandomDefinition(seed).Create();
        ShouldComeBack(definition, DefinitionWriter.Elsa(definition));
    }));

    [Fact]
    public void What_the_short_writer_writes_is_read_as_the_same_model() => Check.One(Rounds, Prop.ForAll<int>(seed =>
    {
        var definition = new RandomDefinition(seed).Create();
        ShouldComeBack(definition, DefinitionWriter.Short(definition));
    }));

    private static void ShouldComeBack(Definition definition, string text)
    {
        var read = Documents.Read(text);
        if (read.Definition is null)
            throw new InvalidOperationException(string.Join('\n', read.Diagnostics) + text);
        if (!DefinitionValue.AreEqual(read.Definition, definition))
            throw new InvalidOperationException($"{Difference("", DefinitionValue.Of(definition), DefinitionValue.Of(read.Definition))}\n{text}");
    }

    /// <summary>The first place where two values differ.</summary>
    internal static string? Difference(string path, Value expected, Value found)
    {
        if (expected == found)
            return null;
        if (expected is RecordValue one && found is RecordValue two)
        {
            return one.Members.Select(m => m.Key).Union(two.Members.Select(m => m.Key), StringComparer.Ordinal)
                .Select(name => one.Has(name) && two.Has(name) ? Difference($"{path}/{name}", one[name], two[name])
                    : $"{path}/{name}: {(one.Has(name) ? "missing " : "added ")}{(one.Has(name) ? one : two)[name]}").First(d => d is not null);
        }

        return expected is ListValue { Values: var left } && found is ListValue { Values: var right } && left.Length == right.Length
            ? left.Select((item, i) => Difference($"{path}/{i}", item, right[i])).First(d => d is not null)
            : $"{path}: expected {expected.ToJson()}, found {found.ToJson()}";
    }

    [Fact]
    public void The_short_style_is_one_activity_per_line_with_chains_in_one_string()
    {
        const string text = """
            {
              "$schema": "../../schema/workflow-definition.schema.json",
              "definitionId": "leave",
              "name": { "zh-CN": "请假", "en": "Leave" },
              "article": "第一条",
              "outcomes": ["Approved", "Refused"],
              "variables": [
                { "name": "count", "type": "Int32", "default": 0 },
                { "name": "reason", "type": "String", "personal": true }
              ],
              "root": {
                "type": "Elsa.Flowchart",
                "activities": [
                  { "id": "ask", "type": "Elsa.RunTask", "title": "申请", "taskName": "student", "payload": { "form": "leave" }, "result": { "to": "reason" } },
                  { "id": "check", "type": "Elsa.FlowDecision", "condition": "= variables.count > 1" },
                  { "id": "approved", "type": "Elsa.Complete", "outcomes": ["Approved"] }
                ],
                "connections": [
                  "ask -> check.True -> approved",
                  "check.False => ask",
                  { "from": "ask", "port": "Sent back", "to": "ask", "rewind": true, "redo": "none" }
                ]
              }
            }

            """;

        var document = Documents.Read(text);

        document.Codes(Severity.Error).Should().BeEmpty();
        DefinitionWriter.Short(document.Definition!, "../../schema/workflow-definition.schema.json").Should().Be(text);
    }

    [Fact]
    public void A_rewind_is_an_Elsa_loop_where_Elsas_rule_allows_one_and_is_reported_elsewhere()
    {
        var definition = Documents.Read(Documents.Strict(
            """{ "id": "aa", "type": "Elsa.FlowNode" }, { "id": "bb", "type": "Elsa.RunTask", "taskName": "x" }, { "id": "cc", "type": "Elsa.End" }""",
            "\"aa -> bb -> cc\", \"bb.Returned => aa\", { \"from\": \"bb\", \"port\": \"Asked\", \"to\": \"aa\", \"rewind\": true, \"redo\": \"none\" }")).Definition!;

        var elsa = Value.Parse(DefinitionWriter.Elsa(definition));

        elsa["root"]["connections"].Items.Select(c => c["source"]["port"].AsText()).Should().Equal("Done", "Done", "Returned");
        DefinitionWriter.NotInElsa(definition).Select(n => n.Rewind.Port).Should().Equal("Asked");
    }

    [Fact]
    public void Where_Elsa_looks_for_a_loops_start_and_a_sequences_variables_there_they_are_written()
    {
        var written = Value.Parse(DefinitionWriter.Elsa(Documents.Read("""
            { "definitionId": "count", "root": { "id": "all", "type": "Elsa.Sequence", "activities": [
              { "id": "loop", "type": "Elsa.For", "start": { "typeName": "Int32", "expression": { "type": "Literal", "value": "2" } }, "end": 3 }] } }
            """).Definition!));

        written["root"]["variables"].Should().Be(Value.EmptyList);
        written["root"]["activities"].Items[0]["start"].Should().Be(Value.Parse("""{ "typeName": "Int32", "expression": { "type": "Literal", "value": "2" } }"""));
        written["root"]["activities"].Items[0]["customProperties"]["StudentAid"].Should().Be(Value.Null);
    }

    [CorpusFact]
    public void Every_document_of_the_corpus_is_written_as_it_was_up_to_the_written_list()
    {
        foreach (var file in Documents.CorpusFiles)
        {
            var text = File.ReadAllText(file).TrimStart('\uFEFF');
            var written = Value.Parse(DefinitionWriter.Elsa(Documents.Read(text).Definition!));
            Difference("", ListedDifferences.Applied(Value.Parse(text)), ListedDifferences.Applied(written)).Should().BeNull(Path.GetFileName(file));
        }
    }

    [CorpusFact]
    public void Every_document_of_the_corpus_comes_back_from_both_spellings()
    {
        foreach (var file in Documents.CorpusFiles)
        {
            var definition = Documents.Read(File.ReadAllText(file)).Definition!;
            ShouldComeBack(definition, DefinitionWriter.Short(definition));
            ShouldComeBack(definition, DefinitionWriter.Elsa(definition));
        }
    }
}
