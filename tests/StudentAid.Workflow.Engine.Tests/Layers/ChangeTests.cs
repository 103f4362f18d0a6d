using System.Collections.Immutable;
using FluentAssertions;
using FsCheck;
using FsCheck.Fluent;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Layers;
using Xunit;

namespace StudentAid.Workflow.Engine.Tests.Layers;

public sealed class ChangeTests
{
    private static readonly Config Rounds = Config.QuickThrowOnFailure.WithMaxTest(500);

    [Fact]
    public void An_added_activity_stands_in_the_chain()
    {
        var folded = Sample.Fold(("u1", """{ "do": "add", "after": "check", "activity": { "id": "talk", "type": "Elsa.RunTask", "taskName": "talk" } }"""));

        folded.Findings.Should().BeEmpty();
        Connections(folded).Should().ContainInOrder("ask -> check", "check -> talk", "talk -> notice").And.NotContain("check -> notice");
        folded.Definition!.Root.Children.Select(c => c.Node.Id).Should().ContainInOrder("check", "talk", "notice");
    }

    [Fact]
    public void An_activity_added_before_another_takes_all_ways_into_it()
    {
        var folded = Sample.Fold(("u1", """{ "do": "add", "before": "ask", "activity": { "id": "tell", "type": "Elsa.RunTask", "taskName": "tell" } }"""));

        Connections(folded).Should().Contain("tell -> ask");
        Workflow.Engine.Execution.FlowGraph.StartOf(folded.Definition!.Root).Should().Be("tell");
    }

    [Fact]
    public void A_removed_activity_leaves_no_gap()
    {
        var folded = Sample.Fold(("u1", """{ "do": "remove", "activity": "notice" }"""));

        folded.Findings.Should().BeEmpty();
        Connections(folded).Should().Contain("check -> decide").And.NotContain(c => c.Contains("notice"));
    }

    [Fact]
    public void An_activity_with_two_ways_out_or_with_returns_to_it_is_not_removed_by_guess()
    {
        Code("""{ "do": "remove", "activity": "decide" }""").Should().Be(LayerCodes.WhichWayOut.Id);
        Code("""{ "do": "remove", "activity": "check" }""").Should().Be(LayerCodes.ReturnsLeadHere.Id);
        Code("""{ "do": "disconnect", "connection": "decide.Back => check" }, { "do": "remove", "activity": "check" }""").Should().BeNull();
    }

    [Fact]
    public void A_moved_activity_leaves_one_chain_and_enters_another()
    {
        var folded = Sample.Fold(("u1", """{ "do": "move", "activity": "notice", "after": "decide.Yes" }"""));

        folded.Findings.Should().BeEmpty();
        Connections(folded).Should().Contain(["check -> decide", "decide.Yes -> notice", "notice -> approved"]);
    }

    [Theory]
    [InlineData("""{ "do": "ad", "activity": "x" }""", "overlay-verb-unknown-near", 1)]
    [InlineData("""{ "do": "set", "activity": "notise", "option": "days", "value": 7 }""", "overlay-activity-unknown-near", 1)]
    [InlineData("""{ "do": "set", "activity": "notice", "option": "day", "value": 7 }""", "overlay-option-unknown-near", 1)]
    [InlineData("""{ "do": "set", "activity": "notice", "option": "days", "valuee": 7 }""", "unknown-property-near", 1)]
    [InlineData("""{ "do": "connect", "connection": "ask -> check" }""", "overlay-connection-exists", 1)]
    [InlineData("""{ "do": "disconnect", "connection": "ask -> decide" }""", "overlay-connection-unknown", 1)]
    [InlineData("""{ "do": "add", "activity": { "id": "ask", "type": "Elsa.RunTask", "taskName": "x" } }""", "overlay-activity-exists", 1)]
    public void What_is_wrong_is_found_at_its_place(string changes, string code, int line)
    {
        var document = Sample.Document(changes);
        var found = document.Overlay is null ? document.Diagnostics : [.. Fold.Of(Sample.Definition, [document.Overlay], Sample.Types).Findings.Select(f => f.Diagnostic)];

        found.Should().Contain(d => d.Code.Id == code && d.Position!.Value.Line == line && d.Position!.Value.Offset > 0);
    }

    [Fact]
    public void Every_verb_has_a_sentence_in_both_languages()
    {
        var overlay = Sample.Overlay(string.Join(",\n", Every));

        overlay.Changes.Select(c => c.Verb).Distinct().Should().HaveCount(12, "and never more");
        overlay.Changes.Should().OnlyContain(c => c.Sentence.ZhCn.Length > 3 && c.Sentence.En!.Length > 3 && c.Sentence.En != c.Sentence.ZhCn);
    }

    [Fact]
    public void What_a_change_did_its_inverse_takes_back() => Check.One(Rounds, Prop.ForAll<int>(seed =>
    {
        var start = Draft.Of(Sample.Definition) with { Documents = Sample.Documents };
        var (draft, back) = (start, new Stack<Change>());
        foreach (var change in RandomChanges(new Random(seed)))
        {
            if (change.Apply(draft, Top, Sample.Types) is not { Draft: { } changed } applied)
                continue;
            draft = changed;
            foreach (var inverse in applied.Inverse.Reverse())
                back.Push(inverse);
        }

        foreach (var inverse in back)
        {
            var undone = inverse.Apply(draft, Top, Sample.Types);
            undone.Refused.Should().BeNull($"{inverse.Sentence.En} takes back");
            draft = undone.Draft!;
        }

        DefinitionValue.AreEqual(draft.Definition, start.Definition).Should().BeTrue();
        DefinitionHash.Of(draft.Definition).Should().Be(DefinitionHash.Of(start.Definition));
        draft.Required.Should().Equal(start.Required);
        draft.NotApproving.Should().Equal(start.NotApproving);
        draft.Documents["table/points"].Should().Be(start.Documents["table/points"]);
    }));

    [Fact]
    public void Changes_of_different_activities_come_to_the_same_in_any_order() => Check.One(Rounds, Prop.ForAll<int>(seed =>
    {
        var random = new Random(seed);
        string[] changes =
        [
            """{ "do": "set", "activity": "notice", "option": "days", "value": 7 }""", """{ "do": "set", "activity": "ask", "option": "taskName", "value": "x" }""",
            """{ "do": "set", "option": "article", "value": "甲" }""", """{ "do": "disconnect", "connection": "check.Back => ask" }""",
            """{ "do": "add", "after": "decide.Yes", "activity": { "id": "talk", "type": "Elsa.RunTask", "taskName": "t" } }""",
            """{ "do": "replace", "activity": { "id": "check", "type": "Elsa.RunTask", "taskName": "y" } }""",
        ];
        var (one, other) = (changes.OrderBy(_ => random.Next()).ToArray(), changes.OrderBy(_ => random.Next()).ToArray());

        DefinitionHash.Of(Sample.Fold(("u1", string.Join(",", one))).Definition!)
            .Should().Be(DefinitionHash.Of(Sample.Fold(("u1", string.Join(",", other))).Definition!));
    }));

    [Theory]
    [InlineData("""{ "do": "patch", "document": "table/points", "row": "items/a/points", "value": 7 }""", "items/a/points", "7")]
    [InlineData("""{ "do": "patch", "document": "table/points", "row": "items/c", "value": { "id": "c", "points": 3 }, "index": 0 }""", "items/#0/id", "\"c\"")]
    [InlineData("""{ "do": "patch", "document": "table/points", "row": "bands/100", "value": { "minimum": 100, "points": 9 } }""", "bands/#1/points", "9")]
    [InlineData("""{ "do": "patch", "document": "table/points", "row": "bands/#0/points", "value": 4 }""", "bands/#0/points", "4")]
    [InlineData("""{ "do": "patch", "document": "table/points", "row": "entries/2025-01-01/value", "value": 200 }""", "entries/#0/value", "200")]
    [InlineData("""{ "do": "patch", "document": "table/points", "row": "words/one" }""", "words/#0", "\"two\"")]
    public void A_row_is_changed_put_in_or_taken_away_and_the_rest_stays(string change, string way, string value)
    {
        var applied = Sample.Overlay(change).Changes.Single().Apply(Draft.Of(Sample.Definition) with { Documents = Sample.Documents }, Top, Sample.Types);

        applied.Refused.Should().BeNull();
        TableRow.Find(applied.Draft!.Documents["table/points"], way)!.ToJson().Should().Be(value);
        TableRow.Find(applied.Draft.Documents["table/points"], "items/b/points")!.AsNumber().Should().Be(2);
    }

    [Theory]
    [InlineData("""{ "do": "patch", "document": "table/point", "row": "items/a", "value": 1 }""", "overlay-document-unknown-near")]
    [InlineData("""{ "do": "patch", "document": "table/points", "row": "items/z/points", "value": 1 }""", "overlay-row-unknown")]
    [InlineData("""{ "do": "patch", "document": "table/points", "row": "items/z" }""", "overlay-row-unknown")]
    [InlineData("""{ "do": "patch", "document": "table/points", "row": "items/z", "value": { "id": "y" } }""", "overlay-row-unknown")]
    [InlineData("""{ "do": "patch", "document": "table/points", "row": "items/#9/points", "value": 1 }""", "overlay-row-unknown")]
    [InlineData("""{ "do": "patch", "document": "table/points", "row": "", "value": 1 }""", "overlay-row-unknown")]
    public void A_row_that_is_not_there_is_named(string change, string code) =>
        Sample.Overlay(change).Changes.Single().Apply(Draft.Of(Sample.Definition) with { Documents = Sample.Documents }, Top, Sample.Types).Refused!.Code.Id.Should().Be(code);

    private static readonly Origin Top = new("", "top", "顶层", "总办法");

    private static readonly string[] Every =
    [
        """{ "do": "add", "after": "check", "activity": { "id": "talk", "type": "Elsa.RunTask", "title": "谈话", "taskName": "talk" } }""",
        """{ "do": "add", "before": "decide", "activity": { "id": "hear", "type": "Elsa.RunTask", "taskName": "hear" } }""",
        """{ "do": "add", "activity": { "id": "alone", "type": "Elsa.RunTask", "taskName": "alone" } }""",
        """{ "do": "replace", "activity": { "id": "check", "type": "Elsa.RunTask", "title": "复查", "taskName": "other" } }""",
        """{ "do": "move", "activity": "notice", "after": "ask" }""", """{ "do": "move", "activity": "notice", "before": "approved" }""",
        """{ "do": "move", "activity": "check", "after": "decide.Yes" }""", """{ "do": "move", "activity": "decide", "before": "notice", "by": "Yes" }""",
        """{ "do": "remove", "activity": "notice" }""", """{ "do": "remove", "activity": "decide", "by": "Yes" }""", """{ "do": "remove", "activity": "talk" }""",
        """{ "do": "set", "activity": "notice", "option": "days", "value": 7 }""", """{ "do": "set", "activity": "notice", "option": "where" }""",
        """{ "do": "set", "activity": "notice", "option": "title", "value": "公告" }""", """{ "do": "set", "option": "outcomes", "value": ["Approved"] }""",
        """{ "do": "connect", "connection": "notice.Odd -> decide" }""", """{ "do": "connect", "connection": "check.Far => ask" }""",
        """{ "do": "disconnect", "connection": "check.Back => ask" }""", """{ "do": "disconnect", "connection": "notice -> decide" }""",
        """{ "do": "require", "activity": "check" }""", """{ "do": "require", "activity": "notice", "index": 0 }""", """{ "do": "release", "activity": "check" }""",
        """{ "do": "patch", "document": "table/points", "row": "items/a/points", "value": 9 }""", """{ "do": "patch", "document": "table/points", "row": "items/b" }""",
        """{ "do": "patch", "document": "table/points", "row": "items/c", "value": { "id": "c", "points": 3 } }""", """{ "do": "patch", "document": "table/points", "row": "cap", "value": 50 }""",
        """{ "do": "patch", "document": "table/points", "row": "bands/#0" }""",
        """{ "do": "not-approving", "outcome": "Refused" }""", """{ "do": "approving", "outcome": "Refused" }""",
    ];

    private static IEnumerable<Change> RandomChanges(Random random) =>
        Enumerable.Range(0, random.Next(1, 8)).SelectMany(_ => Sample.Overlay(Every[random.Next(Every.Length)]).Changes);

    private static string? Code(string changes) => Sample.Fold(("u1", changes)).Findings.FirstOrDefault()?.Diagnostic.Code.Id;

    private static ImmutableArray<string> Connections(Folded folded) =>
        [.. folded.Definition!.Root.Connections.Select(c => $"{c.From}{(c.Port == "Done" ? "" : "." + c.Port)} {(c.Rewind ? "=>" : "->")} {c.To}")];
}
