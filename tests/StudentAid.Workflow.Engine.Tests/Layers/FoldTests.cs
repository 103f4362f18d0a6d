using FluentAssertions;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Layers;
using Xunit;

namespace StudentAid.Workflow.Engine.Tests.Layers;

public sealed class FoldTests
{
    [Theory]
    [InlineData("days", "7", true)]
    [InlineData("days", "3", false)]
    [InlineData("unit", "\"days\"", false)]
    [InlineData("where", "[\"board\"]", true)]
    [InlineData("where", "[\"board\", \"web\"]", false)]
    [InlineData("where", "[]", false)]
    [InlineData("sent", "[\"head\", \"all\"]", true)]
    [InlineData("sent", "[]", false)]
    [InlineData("most", "2", true)]
    [InlineData("most", "4", false)]
    [InlineData("remark", "\"x\"", true)]
    [InlineData("days", "\"= 1 + 6\"", false)]
    public void A_lower_layer_may_only_tighten(string option, string value, bool isAllowed)
    {
        var folded = Sample.Fold(("u1", $$"""{ "do": "set", "activity": "notice", "option": "{{option}}", "value": {{value}} }"""));

        folded.Fits.Should().Be(isAllowed);
    }

    [Theory]
    [InlineData("items/a/points", "1", true)]
    [InlineData("items/a/points", "2", true)]
    [InlineData("items/a/points", "0", false)]
    [InlineData("items/b", "", false)]
    [InlineData("items/c", "{ \"id\": \"c\", \"points\": 3 }", true)]
    [InlineData("bands/100/points", "6", false)]
    [InlineData("bands/#0/points", "1", false)]
    [InlineData("words/one", "", true)]
    [InlineData("entries/2026-01-01", "{ \"from\": \"2026-01-01\", \"value\": 1 }", true)]
    public void A_lower_layer_may_only_tighten_a_table_as_the_one_above_says(string row, string value, bool isAllowed)
    {
        var table = (RecordValue)Sample.Documents["table/points"];
        var top = new Layer("", Sample.Definition, [])
        {
            Documents = [new LayerDocument("table/points", table.With("tightens", Value.Parse("""{ "items": "superset", "items/*/points": "min", "bands/*/points": "fixed", "words": "subset" }""")), Sample.By)],
        };
        var change = $$"""{ "do": "patch", "document": "table/points", "row": "{{row}}"{{(value.Length == 0 ? "" : $", \"value\": {value}")}} }""";

        var folded = Fold.Of([top, new Layer("u2", null, [Sample.Overlay(change, "u2")])], Sample.Types);

        folded.Fits.Should().Be(isAllowed);
        folded.Rows.Should().ContainSingle().Which.By.Unit.Should().Be("u2");
        if (!isAllowed)
            folded.Findings.Should().OnlyContain(f => f.Diagnostic.Code == LayerCodes.TableLoosened && f.Origin.Unit == "u2" && f.Diagnostic.Position != null);
    }

    [Fact]
    public void A_table_of_a_lower_layer_takes_the_rows_set_above_with_it_and_must_tighten_all_the_same()
    {
        var table = (RecordValue)Sample.Documents["table/points"];
        var top = new Layer("", Sample.Definition, [Sample.Overlay("""{ "do": "patch", "document": "table/points", "row": "items/a/points", "value": 5 }""", "")])
        {
            Documents = [new LayerDocument("table/points", table.With("tightens", Value.Parse("""{ "items/*/points": "min" }""")), Sample.By)],
        };
        Folded With(int points) => Fold.Of(
            [top, new Layer("u2", null, []) { Documents = [new LayerDocument("table/points", Value.Parse($$"""{ "items": [ { "id": "a", "points": {{points}} }, { "id": "b", "points": 2 } ] }"""), Sample.By with { Unit = "u2" })] }],
            Sample.Types);

        With(6).Fits.Should().BeTrue();
        With(6).Rows.Should().BeEmpty("the unit's own table stands in the place of what was patched above");
        With(4).Findings.Should().ContainSingle().Which.Diagnostic.Arguments.Should().Contain("above", "5").And.Contain("below", "4");
    }

    [Fact]
    public void A_loosening_is_refused_with_both_values_and_the_article_of_the_layer_above()
    {
        var folded = Sample.Fold(
            ("u1", """{ "do": "set", "activity": "notice", "option": "days", "value": 8 }"""), ("u2", """{ "do": "set", "activity": "notice", "option": "days", "value": 7 }"""));

        var finding = folded.Findings.Should().ContainSingle().Subject;
        finding.Origin.Unit.Should().Be("u2");
        finding.Diagnostic.Code.Should().Be(LayerCodes.Loosened);
        finding.Diagnostic.Arguments.Should().Contain("above", "8").And.Contain("below", "7").And.Contain("article", "u1办法 第三条");
        finding.Diagnostic.Position.Should().NotBeNull();
        finding.Diagnostic.In("zh-CN").Should().Contain("8").And.Contain("7").And.Contain("第三条");
    }

    [Fact]
    public void A_whole_definition_of_a_lower_layer_may_not_loosen_either()
    {
        var lower = Sample.Definition with { Root = Sample.Definition.Root with { Children = [.. Sample.Definition.Root.Children.Where(c => c.Node.Id != "notice")] } };
        var top = new Layer("", Sample.Definition, [Sample.Overlay("""{ "do": "require", "activity": "notice" }""", "")]);

        Fold.Of([top, new Layer("u1", lower, [])], Sample.Types).Findings.Should().Contain(f => f.Diagnostic.Code == LayerCodes.RequiredGone && f.Origin.Unit == "u1");
    }

    [Fact]
    public void A_way_round_a_required_activity_is_named()
    {
        const string require = """{ "do": "require", "activity": "ask" }, { "do": "require", "activity": "notice" }, { "do": "not-approving", "outcome": "Refused" }""";

        Folded(require, "").Should().BeNull();
        Folded(require, """{ "do": "connect", "connection": "check.Known -> decide" }""")!.Arguments["path"].Should().Be("ask → check → decide → approved");
        Folded(require, """{ "do": "connect", "connection": "ask.Known -> refused" }""").Should().BeNull("it does not approve");
    }

    [Fact]
    public void A_drawn_return_may_not_leave_a_required_activity_undone()
    {
        const string require = """{ "do": "require", "activity": "check" }, { "do": "require", "activity": "notice" }, { "do": "not-approving", "outcome": "Refused" }""";
        string Back(string to, string redo) => $$"""{ "do": "connect", "connection": { "from": "decide", "port": "Mend", "to": "{{to}}", "rewind": true, "redo": "{{redo}}" } }""";

        Folded(require, Back("ask", "none"))!.Arguments.Should().Contain("activity", "check").And.Contain("to", "ask").And.Contain("from", "decide.Mend");
        Folded(require, Back("notice", "none")).Should().BeNull("nothing lies between");
        Folded(require, Back("ask", "between")).Should().BeNull();
    }

    [Fact]
    public void A_loop_that_leads_back_behind_a_required_activity_does_not_hide_a_way_round()
    {
        const string around = """
            { "do": "connect", "connection": "ask.Far -> decide" }, { "do": "connect", "connection": "decide.Again -> notice" },
            { "do": "disconnect", "connection": "decide.Yes -> approved" }, { "do": "connect", "connection": "notice.Over -> approved" }
            """;

        Folded("""{ "do": "require", "activity": "check" }, { "do": "not-approving", "outcome": "Refused" }""", around)!.Arguments["path"]
            .Should().Be("ask → decide → notice → approved");
    }

    [Theory]
    [InlineData("""{ "id": "late", "type": "Elsa.Sequence", "activities": [ { "id": "end", "type": "Elsa.Complete", "outcomes": ["Approved"] } ] }""", true)]
    [InlineData("""{ "id": "late", "type": "Elsa.Sequence", "activities": [ { "id": "end", "type": "Elsa.Finish" } ] }""", true)]
    [InlineData("""{ "id": "late", "type": "Elsa.Sequence", "activities": [ { "id": "end", "type": "Elsa.Complete", "outcomes": ["Refused"] } ] }""", false)]
    [InlineData("""{ "id": "late", "type": "Elsa.Flowchart", "activities": [ { "id": "end", "type": "Elsa.End" } ], "connections": [] }""", false)]
    [InlineData("""{ "id": "late", "type": "Outer" }""", true)]
    public void An_end_that_is_hidden_in_a_container_or_a_used_definition_is_no_way_round(string added, bool isWayRound)
    {
        const string require = """{ "do": "require", "activity": "notice" }, { "do": "not-approving", "outcome": "Refused" }""";
        var layer = new Layer("u1", null, [Sample.Overlay($$"""{ "do": "add", "after": "ask", "activity": {{added}} }""")]);

        var folded = Fold.Of([new("", Sample.Definition, [Sample.Overlay(require, "")]), layer], Sample.Types, [Used("Outer", "Inner"), Used("Inner", "Elsa.Finish")]);

        folded.Findings.Select(f => f.Diagnostic.Code).Should().Equal(isWayRound ? [LayerCodes.WayRound] : []);
    }

    [Theory]
    [InlineData("WaitAll", null)]
    [InlineData("WaitAny", "ask → fork → wall → over → approved")]
    [InlineData("WaitAllActive", "ask → fork → wall → over → approved")]
    public void A_required_activity_may_lie_in_a_branch_where_the_join_waits_for_all_of_them(string mode, string? wayRound)
    {
        var both = Sample.Read($$"""
            { "$schema": "workflow-definition.schema.json", "definitionId": "leave", "name": "请假", "article": "总办法 第一条", "outcomes": ["Approved"],
              "root": { "type": "Elsa.Flowchart", "activities": [
                { "id": "ask", "type": "Elsa.RunTask", "taskName": "ask" }, { "id": "fork", "type": "Elsa.FlowFork", "branches": ["Here", "There"] },
                { "id": "wall", "type": "Test.Notice", "days": 3 }, { "id": "notice", "type": "Test.Notice", "days": 5 },
                { "id": "over", "type": "Elsa.FlowJoin", "mode": "{{mode}}" }, { "id": "approved", "type": "Elsa.Complete", "outcomes": ["Approved"] } ],
              "connections": [ "ask -> fork", "fork.Here -> wall -> over", "fork.There -> notice -> over", "over -> approved" ] } }
            """);

        var folded = Fold.Of([new Layer("", both, [Sample.Overlay("""{ "do": "require", "activity": "ask" }, { "do": "require", "activity": "notice" }""", "")])], Sample.Types);

        folded.Findings.FirstOrDefault()?.Diagnostic.Arguments["path"].Should().Be(wayRound);
        folded.Fits.Should().Be(wayRound is null);
    }

    [Fact]
    public void Required_activities_keep_their_order()
    {
        const string require = """{ "do": "require", "activity": "check" }, { "do": "require", "activity": "notice" }, { "do": "not-approving", "outcome": "Refused" }""";

        Folded(require, """{ "do": "move", "activity": "notice", "after": "ask" }""")!.Code.Should().Be(LayerCodes.OutOfOrder);
    }

    [Fact]
    public void Only_the_topmost_layer_says_what_does_not_approve_and_only_its_own_marks_are_taken_back()
    {
        Folded("""{ "do": "require", "activity": "check" }""", """{ "do": "release", "activity": "check" }""")!.Code.Should().Be(LayerCodes.RequiredReleased);
        Sample.Fold(("u1", """{ "do": "not-approving", "outcome": "Approved" }""")).Findings[0].Diagnostic.Code.Should().Be(LayerCodes.TopmostOnly);
    }

    [Fact]
    public void Each_value_knows_who_set_it()
    {
        var folded = Sample.Fold(
            ("u1", """{ "do": "set", "activity": "notice", "option": "days", "value": 8 }"""),
            ("u2", """{ "do": "add", "after": "ask", "activity": { "id": "talk", "type": "Elsa.RunTask", "article": "第九条", "taskName": "t" } }"""));

        folded.Origins.Of("notice", "days")!.Unit.Should().Be("u1");
        folded.Origins.Of("notice", "unit")!.Article.Should().Be("总办法 第二条");
        folded.Origins.Of("talk", "taskName").Should().BeEquivalentTo(new { Unit = "u2", Article = "u2办法 第九条" });
        folded.Origins.Of("ask -> talk")!.Unit.Should().Be("u2");
    }

    private static Definition Used(string name, string activity) => Sample.Read(
        $$"""{ "$schema": "workflow-definition.schema.json", "definitionId": "{{name}}-1", "name": "{{name}}", "root": { "type": "Elsa.Flowchart", "activities": [ { "id": "a", "type": "{{activity}}" } ] } }""");

    private static Diagnostic? Folded(string top, string below)
    {
        var layers = new List<Layer> { new("", Sample.Definition, [Sample.Overlay(top, "")]) };
        if (below.Length > 0)
            layers.Add(new Layer("u1", null, [Sample.Overlay(below)]));
        return Fold.Of([.. layers], Sample.Types).Findings.FirstOrDefault()?.Diagnostic;
    }
}
