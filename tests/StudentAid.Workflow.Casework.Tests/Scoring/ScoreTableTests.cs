using System.Collections.Immutable;
using FluentAssertions;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Scoring;
using StudentAid.Workflow.Engine.Expressions;
using Xunit;

namespace StudentAid.Workflow.Casework.Tests.Scoring;

/// <summary>Features of tables that no published one has.</summary>
public sealed class ScoreTableTests
{
    private const string AgainstLine = """
        [{ "id": "income", "name": "人均收入", "factor": "economic", "type": "number", "of": "income", "bands": [
           { "exclusiveMaximum": { "value": "line" }, "points": 20 },
           { "minimum": { "value": "line" }, "exclusiveMaximum": { "value": "line", "times": 1.5 }, "points": 10 },
           { "minimum": { "value": "line", "times": 1.5 }, "points": 0 }] }]
        """;

    private static readonly ImmutableDictionary<string, DatedValue> Line = ImmutableDictionary<string, DatedValue>.Empty.Add("line", new DatedValue("line",
        [new DatedEntry(new DateOnly(2024, 1, 1), 800, "甲"), new DatedEntry(new DateOnly(2025, 7, 1), 1000, "乙")]));

    [Theory]
    [InlineData("2025-06-30", 900, 10)]
    [InlineData("2025-07-01", 900, 20)]
    [InlineData("2025-07-01", 1000, 10)]
    [InlineData("2025-07-01", 1499.99, 10)]
    [InlineData("2025-07-01", 1500, 0)]
    public void Bands_follow_the_local_line_of_the_reference_date(string day, double income, int points)
    {
        var references = new ReferenceValues(Line, DateOnly.Parse(day, null));

        Scorer.Score(Tables.Small(AgainstLine), Tables.Scale(), Value.Record(("income", (decimal)income)), references).Total.Should().Be(points);
    }

    [Fact]
    public void A_line_without_a_value_is_found_at_publish_and_leaves_the_item_missing()
    {
        var table = Tables.Small(AgainstLine);
        var early = new ReferenceValues(Line, new DateOnly(2023, 1, 1));

        ScoreTableCheck.Prove(table, Tables.Scale(), early).Diagnostics.Select(d => d.Code.Id).Should().Contain("score-reference-missing");
        Scorer.Score(table, Tables.Scale(), Value.Parse("""{ "income": 1 }"""), early).Missing.Single().Reason.Should().Be(ScoreReason.ReferenceMissing);
    }

    [Theory]
    [InlineData("zero", "not-determined")]
    [InlineData("not-scored", null)]
    public void A_missing_answer_counts_nothing_or_suggests_nothing_as_the_table_says(string rule, string? level)
    {
        var table = Tables.Small("""[{ "id": "orphan", "name": "孤儿", "factor": "economic", "type": "yes-no", "of": "orphan", "points": 90 }]""", $"\"missing\": \"{rule}\"");

        var result = Tables.Score(table, "{}");

        (result.Suggested?.Level).Should().Be(level);
        result.Missing.Select(m => m.Item).Should().Equal("orphan");
    }

    [Fact]
    public void Of_several_direct_levels_the_gravest_holds_and_a_graver_score_stays()
    {
        var table = Tables.Small(
            """[{ "id": "points", "name": "分", "factor": "economic", "type": "count", "of": "n", "bands": [{ "maximum": 0, "points": 0 }, { "minimum": 1, "points": 95 }] }]""",
            """
            "direct": [{ "id": "low", "name": "低保", "level": "hard", "of": "categories", "has": ["low"] },
                       { "id": "orphan", "name": "孤儿", "level": "special", "of": "categories", "has": ["orphan"] }]
            """);

        Tables.Score(table, """{ "n": 0, "categories": ["low", "orphan"] }""").Suggested.Should().Be(new SuggestedLevel("special", SuggestionSource.Direct, "orphan", null));
        Tables.Score(table, """{ "n": 0, "categories": ["low"] }""").Suggested!.Level.Should().Be("hard");
        Tables.Score(table, """{ "n": 2, "categories": ["low"] }""").Suggested.Should().Be(new SuggestedLevel("special", SuggestionSource.Score, null, null));
    }

    [Theory]
    [InlineData("""{ "n": "three" }""", ScoreReason.Unreadable)]
    [InlineData("""{ "n": 1.5 }""", ScoreReason.Unreadable)]
    [InlineData("""{ "n": -1 }""", ScoreReason.OutOfRange)]
    [InlineData("""{ "n": { "deep": [] } }""", ScoreReason.Unreadable)]
    [InlineData("{}", ScoreReason.Missing)]
    public void An_answer_that_cannot_be_used_is_named_with_its_reason(string facts, ScoreReason reason)
    {
        var table = Tables.Small("""[{ "id": "points", "name": "分", "factor": "economic", "type": "count", "of": "n", "bands": [{ "maximum": 0, "points": 0 }, { "minimum": 1, "points": 95 }] }]""");

        Tables.Score(table, facts).Missing.Single().Reason.Should().Be(reason);
    }

    [Fact]
    public void A_table_that_contradicts_itself_is_refused_with_every_reason()
    {
        var table = Tables.Small(
            """
            [{ "id": "item-a", "name": "甲", "factor": "economic", "group": "inner", "type": "yes-no", "of": "a", "points": -2 },
             { "id": "item-b", "name": "乙", "factor": "economic", "type": "yes-no", "of": "b", "points": 20 },
             { "id": "item-c", "name": "丙", "factor": "economic", "type": "number", "of": "c", "monotone": "falling", "bands": [{ "maximum": 5, "points": 1 }, { "minimum": 3, "points": 2 }] }]
            """,
            """
            "exclusive": [{ "id": "odd-pair", "items": ["item-a", "item-b"] }],
            "groups": [{ "id": "inner", "name": "内", "factor": "economic", "within": "outer" }, { "id": "outer", "name": "外", "factor": "economic", "within": "inner" }]
            """);
        table = table with { Thresholds = [.. table.Thresholds.Reverse()], Otherwise = null };

        ScoreTableCheck.Prove(table, Tables.Scale(), Tables.NoReferences).Diagnostics.Select(d => d.Code.Id).Should().Contain(
            ["score-exclusive-across", "score-exclusive-negative", "score-group-cycle", "score-band-overlap", "score-not-monotone", "score-thresholds-unordered", "score-otherwise-missing"]);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public void A_scale_may_have_two_or_five_levels_and_ranks_them_above_no_determination(int count)
    {
        var levels = string.Join(',', Enumerable.Range(1, count).Select(i => $$"""{ "id": "level-{{i}}", "name": "第{{i}}档" }"""));
        var document = PackReader.Read($$"""
            { "kind": "scale", "id": "levels", "article": "x", "from": "2025-01-01", "name": "x", "levels": [{{levels}}],
              "notDetermined": { "id": "not-determined", "name": "不予认定", "reasons": [{ "id": "other", "name": "其他", "article": "第十八条(三)" }] } }
            """).Document!;

        var scale = Scale.Kind.Read(document).Document!;

        scale.RankOf("level-1").Should().Be(count);
        scale.RankOf("not-determined").Should().Be(0);
        scale.RankOf("level-9").Should().BeNull();
        scale.Higher("level-2", "level-1").Should().Be("level-1");
    }
}
