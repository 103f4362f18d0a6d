using System.Globalization;
using FluentAssertions;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Tests.Definitions;
using Xunit;

namespace StudentAid.Workflow.Engine.Tests.Analysis;

public sealed class DefinitionLintTests
{
    private const string Task = "\"type\": \"Elsa.RunTask\", \"taskName\": \"x\"";

    private static IEnumerable<Diagnostic> Check(string text, bool forPublish = false, params Definition[] others) =>
        DefinitionLint.Check(Documents.Read(text), LintContext.Of(Documents.Types, others) with { ForPublish = forPublish });

    private static IEnumerable<string> Errors(string text, bool forPublish = false) =>
        Check(text, forPublish).Where(d => d.Severity == Severity.Error).Select(d => d.Code.Id);

    private static IEnumerable<string> Strict(string activities, string connections, string more = "") =>
        Errors(Documents.Strict(activities, connections, more));

    [Fact]
    public void A_strict_definition_whose_ways_all_end_is_clean() => Check(Documents.Strict(
        $$"""{ "id": "ask", {{Task}} }, { "id": "check", "type": "Elsa.FlowDecision", "condition": "= variables.count > 1" }, { "id": "end", "type": "Elsa.End" }""",
        "\"ask -> check.True -> end\", \"check.False => ask\"",
        """ "variables": [ { "name": "count", "type": "Int32" } ],""")).Should().BeEmpty();

    [Theory]
    [InlineData("\"type\": \"Elsa.WriteLin\"", "unknown-type-near")]
    [InlineData("\"type\": \"Anything\"", "unknown-type")]
    [InlineData("\"type\": \"Elsa.RunPython\"", "elsa-type-does-not-run")]
    [InlineData("\"type\": \"Elsa.RunTask\"", "missing-option")]
    [InlineData("\"type\": \"Elsa.FlowJoin\", \"mode\": \"WaitSome\"", "not-a-choice")]
    [InlineData("\"type\": \"Elsa.WriteHttpResponse\", \"statusCode\": 99", "out-of-range")]
    [InlineData("\"type\": \"Elsa.WriteHttpResponse\", \"statusCode\": 200.5", "unfit-option")]
    [InlineData("\"type\": \"Elsa.Delay\", \"timeSpan\": \"-PT1H\"", "negative-duration")]
    [InlineData("\"type\": \"Elsa.Delay\", \"timeSpan\": \"soon\"", "unfit-option")]
    [InlineData("\"type\": \"Elsa.Cron\", \"cronExpression\": \"often\"", "bad-cron")]
    [InlineData("\"type\": \"Elsa.WriteLine\", \"text\": \"= 1 +\"", "expression-value-expected")]
    [InlineData("\"type\": \"Elsa.WriteLine\", \"text\": \"= variables.coun\"", "unknown-read-near")]
    [InlineData("\"type\": \"Elsa.WriteLine\", \"text\": { \"expression\": { \"type\": \"Liquid\", \"value\": \"x\" } }", "expression-type-does-not-run")]
    [InlineData("\"type\": \"Elsa.SetVariable\", \"variable\": \"nothing\", \"value\": 1", "unknown-output-target")]
    [InlineData("\"type\": \"Elsa.Event\", \"eventName\": \"x\", \"result\": { \"to\": \"nothing\" }", "unknown-output-target")]
    [InlineData("\"type\": \"Elsa.FlowSwitch\", \"cases\": [ { \"label\": \"Default\", \"condition\": \"= getThat()\" } ]", "unknown-read")]
    public void What_is_wrong_with_an_activity_has_a_code(string activity, string code) => Strict(
        $$"""{ "id": "act", {{activity}} }, { "id": "end", "type": "Elsa.End" }""",
        activity.Contains("FlowSwitch", StringComparison.Ordinal) ? "\"act.Default -> end\"" : "\"act -> end\"",
        """ "variables": [ { "name": "count" } ],""").Should().Equal(code);

    [Fact]
    public void A_fault_in_an_expression_points_at_its_character()
    {
        var document = Documents.Read(Documents.Strict("""{ "id": "a1", "type": "Elsa.WriteLine", "text": "= 1 + \"\u0041\" + missing" }"""));
        var finding = DefinitionLint.Check(document, LintContext.Of(Documents.Types)).First(d => d.Code.Id.StartsWith("expression-", StringComparison.Ordinal));

        document.Tree.Text[finding.Position!.Value.Offset..].Should().StartWith("missing");
    }

    [Fact]
    public void An_unknown_type_points_at_the_type_and_names_the_nearest()
    {
        var text = Documents.Strict("""{ "id": "a1", "type": "Elsa.WriteLin" }""");
        var finding = Check(text).First(d => d.Code == DefinitionCodes.UnknownTypeNear);

        text.Substring(finding.Position!.Value.Offset, finding.Position.Value.Length).Should().Be("\"Elsa.WriteLin\"");
        finding.Arguments["nearest"].Should().Be("Elsa.WriteLine");
    }

    [Theory]
    [InlineData("\"aa -> bb -> cc\", \"aa.Gone -> cc\"", "")]
    [InlineData("\"aa -> bb -> cc\", \"bb => aa\"", "mixed-port")]
    [InlineData("\"aa -> bb -> cc\", \"bb.Back => cc\"", "rewind-not-earlier")]
    [InlineData("\"aa -> bb -> cc\", \"bb.Back => ab\"", "unknown-rewind-target-near")]
    [InlineData("\"aa -> bb -> cc\", \"bb.Back => aa/xx\"", "unknown-rewind-target")]
    [InlineData("\"aa -> bb\"", "no-way-out")]
    [InlineData("\"aa -> bb\", \"aa -> cc\", \"bb.Back => aa\"", "end-in-parallel")]
    [InlineData("\"aa -> bb\", \"aa -> cc\", \"bb -> cc\"", "")]
    public void Connections_of_a_strict_definition_are_checked(string connections, string code) => Strict(
        $$"""{ "id": "aa", {{Task}} }, { "id": "bb", {{Task}} }, { "id": "cc", "type": "Elsa.End" }""", connections)
        .Should().Equal(code.Length == 0 ? [] : [code]);

    [Fact]
    public void Every_outcome_of_a_strict_definition_is_connected() => Strict(
        """{ "id": "aa", "type": "Elsa.FlowDecision", "condition": true }, { "id": "cc", "type": "Elsa.End" }""", "\"aa.True -> cc\"")
        .Should().Equal("outcome-not-connected");

    [Fact]
    public void An_outcome_that_is_not_there_is_named_with_the_nearest()
    {
        const string activities = """{ "id": "aa", "type": "Elsa.FlowDecision", "condition": true }, { "id": "cc", "type": "Elsa.End" }""";

        Strict(activities, "\"aa.True -> cc\", \"aa.False -> cc\", \"aa.Fals -> cc\"").Should().Contain("unknown-port-near");
    }

    [Fact]
    public void A_loop_that_can_be_entered_past_its_head_is_invalid()
    {
        var activities = string.Join(", ", "abcd".Select(c => $$"""{ "id": "{{c}}{{c}}", {{Task}} }"""));

        Strict(activities, "\"aa.One -> bb -> cc\", \"aa.Two -> cc\", \"cc.Again -> bb\", \"cc -> dd\"").Should().Contain("loop-by-passed");
        Strict(activities, "\"aa -> bb -> cc\", \"cc.Again -> bb\", \"cc -> dd\"").Should().NotContain("loop-by-passed");
    }

    [Fact]
    public void A_loop_in_which_nothing_waits_is_a_warning()
    {
        var text = Documents.Strict(
            """{ "id": "aa", "type": "Elsa.FlowNode" }, { "id": "bb", "type": "Elsa.FlowDecision", "condition": true }, { "id": "cc", "type": "Elsa.End" }""",
            "\"aa -> bb.True -> cc\", \"bb.False -> aa\"");

        Check(text).Select(d => (d.Code.Id, d.Severity)).Should().Equal(("loop-without-waiting", Severity.Warning));
    }

    [Fact]
    public void An_activity_that_no_way_leads_to_is_named() => Check(Documents.Elsa(
        """{ "id": "A", "type": "Elsa.Start" }, { "id": "B", "type": "Elsa.FlowNode" }, { "id": "C", "type": "Elsa.FlowNode" }""",
        """{ "source": "A", "target": "B" }""")).Where(d => d.Severity == Severity.Warning).Select(d => (d.Code.Id, d.Arguments["activity"]))
        .Should().Equal(("unreachable-activity", "C"));

    [Theory]
    [InlineData("= variables.secret")]
    [InlineData("= getVariable(variables.which)")]
    [InlineData("= `x ${getSecret()}`")]
    [InlineData("= getKept()")]
    public void Personal_content_is_not_stored_in_a_plain_variable(string value)
    {
        var more = """
             "variables": [ { "name": "secret", "personal": true }, { "name": "plain" }, { "name": "which" } ],
             "inputs": [ { "name": "kept", "personal": true } ], "outputs": [ { "name": "out" } ],
            """;
        string Set(string target) => $$"""{ "id": "set", "type": "Elsa.SetVariable", "variable": "{{target}}", "value": "{{value}}" }, { "id": "end", "type": "Elsa.End" }""";

        Strict(Set("plain"), "\"set -> end\"", more).Should().Equal("personal-in-plain");
        Strict(Set("secret"), "\"set -> end\"", more).Should().BeEmpty();
        Strict($$"""{ "id": "set", "type": "Elsa.SetOutput", "outputName": "out", "outputValue": "{{value}}" }, { "id": "end", "type": "Elsa.End" }""", "\"set -> end\"", more)
            .Should().Equal("personal-in-plain");
        Strict($$"""{ "id": "tie", "type": "Elsa.Correlate", "correlationId": "{{value}}" }, { "id": "end", "type": "Elsa.End" }""", "\"tie -> end\"", more)
            .Should().Equal("personal-kept-plain");
    }

    [Fact]
    public void What_an_Elsa_document_may_keep_is_refused_at_publish()
    {
        var text = Documents.Elsa(
            """{ "id": "A", "type": "Elsa.RunPython" }, { "id": "B", "type": "Elsa.WriteLine", "text": { "typeName": "String", "expression": { "type": "Liquid", "value": "x" } } }""",
            """{ "source": "A", "target": "B" }, { "source": "A", "target": "Z" }""");

        Errors(text).Should().BeEmpty();
        Errors(text, forPublish: true).Should().BeEquivalentTo("elsa-type-does-not-run", "expression-type-does-not-run", "dangling-connection-near");
    }

    [Fact]
    public void A_definition_that_is_known_is_an_activity_type()
    {
        var child = Documents.Read("""{ "definitionId": "c-1", "name": "my child", "outcomes": ["Good"], "root": { "type": "Elsa.Sequence" } }""").Definition!;
        var text = Documents.Strict("""{ "id": "aa", "type": "MyChild" }, { "id": "end", "type": "Elsa.End" }""", "\"aa.Good -> end\"");

        Check(text, others: child).Should().BeEmpty();
        Errors(text).Should().Equal("unknown-type");
    }

    [Fact]
    public void More_than_two_thousand_activities_are_refused()
    {
        var activities = string.Join(",\n", Enumerable.Range(0, 2001).Select(i => $$"""{ "id": "n{{i}}", "type": "Elsa.FlowNode" }"""));

        Strict(activities, "").Should().Equal("too-many-activities");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_work_grows_in_proportion_to_the_definition(int shape)
    {
        var small = Operations(shape, 250);
        var large = Operations(shape, 1990);

        ((double)large / small).Should().BeLessThan(1990.0 / 250 * 1.6);
    }

    private static long Operations(int shape, int count)
    {
        var activities = string.Join(",", Enumerable.Range(0, count).Select(i => $$"""{ "id": "n{{i}}", "type": "Elsa.WriteLine", "text": "= variables.x + {{i.ToString(CultureInfo.InvariantCulture).PadLeft(5, '1')}}" }"""));
        var connections = string.Join(",", Enumerable.Range(1, count - 1).Select(i => shape switch
        {
            // a chain; a ladder; a chain whose every step may leave to a last one; a chain with a rewind at every step
            0 => $"\"n{i - 1} -> n{i}\"",
            1 => $"\"n{i - 1} -> n{i}\", \"n{Math.Max(0, i - 2)}.Skip -> n{i}\"",
            2 => $"\"n{i - 1} -> n{i}\", \"n{i - 1}.Leave -> n{count - 1}\"",
            _ => $"\"n{i - 1} -> n{i}\", \"n{i}.Back => n{i - 1}\"",
        }));
        var document = Documents.Read(Documents.Strict(activities, connections, """ "variables": [ { "name": "x" } ],"""));
        return DefinitionLint.Run(document, LintContext.Of(Documents.Types)).Operations;
    }

    [CorpusFact]
    public void Only_the_bad_cron_of_the_corpus_has_an_error()
    {
        var documents = Documents.CorpusFiles.Select(f => (File: Path.GetFileName(f), Document: Documents.Read(File.ReadAllText(f)))).ToArray();
        var context = LintContext.Of(Documents.Types, documents.Select(d => d.Document.Definition!));

        documents.Where(d => DefinitionLint.Check(d.Document, context).Any(f => f.Severity == Severity.Error))
            .Select(d => d.File).Should().Equal("integration__ImportAndPublish__bad-cron-expression.json");
    }

    [Fact]
    public void A_request_with_activities_inside_its_status_codes_is_refused_rather_than_sent_without_them()
    {
        static string Request(string codes) => $$"""
            { "definitionId": "send", "name": "send", "root": { "type": "Elsa.Flowchart", "id": "f", "activities": [ { "id": "a1", "type": "Elsa.SendHttpRequest", "url": "http://x/", "expectedStatusCodes": [{{codes}}] } ], "connections": [] } }
            """;
        Errors(Request("""{ "statusCode": 200, "activity": { "id": "w", "type": "Elsa.WriteLine", "text": "ok" } }"""), forPublish: true).Should().Contain("http-child-per-status");
        Errors(Request("200"), forPublish: true).Should().NotContain("http-child-per-status");
    }
}
