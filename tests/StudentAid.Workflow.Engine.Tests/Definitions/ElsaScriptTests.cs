using FluentAssertions;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;
using Xunit;

namespace StudentAid.Workflow.Engine.Tests.Definitions;

/// <summary>Activities that run a script: one expression, which Elsa writes as a literal.</summary>
public sealed class ElsaScriptTests
{
    [Theory]
    [InlineData("Elsa.RunJavaScript", "return `${getCount() * 2} lamps`;")]
    [InlineData("Elsa.RunCSharp", "return $\\\"{Variables.Count * 2} lamps\\\";")]
    public void A_scripts_value_is_its_result(string type, string script)
    {
        var world = ElsaRun.Of(Lamps($$"""
            { "id": "work", "type": "{{type}}", "script": { "typeName": "String", "expression": { "type": "Literal", "value": "{{script}}" } }, "possibleOutcomes": null,
              "result": { "typeName": "Object", "memoryReference": { "id": "Lamps" } } },
            { "id": "say", "type": "Elsa.WriteLine", "text": { "typeName": "String", "expression": { "type": "JavaScript", "value": "getOutputFrom('work', 'Result')" } } }
            """));

        world.Incidents().Should().BeEmpty();
        world.Output("Lamps").Should().Be(Value.Of("6 lamps"));
        world.Lines.Should().Equal("6 lamps");
    }

    [Fact]
    public void A_script_that_is_blank_or_not_there_does_nothing() =>
        ElsaRun.Lines(Lamps("""
            { "id": "none", "type": "Elsa.RunJavaScript" }, { "id": "null", "type": "Elsa.RunCSharp", "script": null },
            { "id": "blank", "type": "Elsa.RunJavaScript", "script": { "typeName": "String", "expression": { "type": "Literal", "value": " " } } },
            { "id": "say", "type": "Elsa.WriteLine", "text": "after" }
            """)).Should().Equal("after");

    [Fact]
    public void A_script_of_statements_is_an_error_of_the_lint_at_its_place_and_an_incident_of_the_run()
    {
        var text = Lamps("""{ "id": "work", "type": "Elsa.RunJavaScript", "script": "setCount(4); return 1;" }""");

        var finding = Lint(text).Should().ContainSingle(d => d.Severity == Severity.Error).Subject;
        finding.Code.Id.Should().Be("expression-not-allowed");
        text.Substring(finding.Position!.Value.Offset).Should().StartWith("setCount");
        ElsaRun.Of(text).Incidents().Should().Equal("expression-not-allowed");
    }

    [Fact]
    public void A_script_reads_what_is_declared_and_is_told_of_what_is_not() =>
        Lint(Lamps("""{ "id": "work", "type": "Elsa.RunJavaScript", "script": "getCounts() + getCount()" }""")).Select(d => d.Code.Id).Should().Equal("unknown-read-near");

    [Fact]
    public void Outcomes_that_a_script_says_it_may_have_are_known_to_the_lint() =>
        Lint(Documents.Elsa(
            """
            { "id": "work", "type": "Elsa.RunJavaScript", "script": "1", "possibleOutcomes": { "typeName": "ICollection<String>", "expression": { "type": "Object", "value": "[\"Big\"]" } } },
            { "id": "a1", "type": "Elsa.FlowNode" }, { "id": "a2", "type": "Elsa.FlowNode" }
            """,
            """{ "source": "work", "sourcePort": "Big", "target": "a1" }, { "source": "work", "sourcePort": "Small", "target": "a2" }"""))
            .Where(d => d.Severity == Severity.Warning).Select(d => d.Code.Id).Should().Equal("unknown-port");

    [Fact]
    public void What_a_script_makes_of_personal_content_may_not_go_where_it_would_be_plain()
    {
        var text = Documents.Strict(
            """{ "id": "work", "type": "Elsa.RunJavaScript", "script": "getSecret() + '!'", "result": "open" }, { "id": "done", "type": "Elsa.End" }""", "\"work -> done\"",
            """
            "variables": [{ "name": "secret", "type": "String", "personal": true }, { "name": "open", "type": "String" }],
            """);

        Lint(text).Where(d => d.Severity == Severity.Error).Select(d => d.Code.Id).Should().Equal("personal-in-plain");
    }

    [Fact]
    public void A_script_is_written_back_as_the_literal_that_it_was()
    {
        var text = Lamps("""{ "id": "work", "type": "Elsa.RunJavaScript", "script": { "typeName": "String", "expression": { "type": "Literal", "value": "1 + 1" } } }""");

        var written = Value.Parse(DefinitionWriter.Elsa(Documents.Read(text).Definition!));

        written["root"]["activities"].Items[0]["script"].Should().Be(Value.Parse("""{ "typeName": "String", "expression": { "type": "Literal", "value": "1 + 1" } }"""));
    }

    private static IEnumerable<Diagnostic> Lint(string text) => DefinitionLint.Check(Documents.Read(text), LintContext.Of(Documents.Types));

    private static string Lamps(string activities) => $$"""
        { "definitionId": "lamps", "variables": [{ "id": "v1", "name": "Count", "typeName": "Int32", "value": "3" }], "outputs": [{ "name": "Lamps", "type": "Object" }],
          "root": { "id": "all", "type": "Elsa.Sequence", "activities": [{{activities}}] } }
        """;
}
