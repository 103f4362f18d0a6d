using FluentAssertions;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Scoring;

namespace StudentAid.Workflow.Casework.Tests.Scoring;

/// <summary>Factors' weights are shares of the sum that the table says they have.</summary>
public sealed class WeightTests
{
    private static ScoreTable Table(string weights, string rest = "") => ScoreTable.Kind.Read(Read(weights, rest).Document!).Document!;

    private static DocumentReading<PackDocument> Read(string weights, string rest)
    {
        var each = weights.Split('/');
        var factors = string.Join(',', each.Select((w, i) => $"{{ \"id\": \"factor-{i}\", \"name\": \"f\", \"weight\": {w} }}"));
        var items = string.Join(',', each.Select((_, i) => $"{{ \"id\": \"item-{i}\", \"name\": \"i\", \"factor\": \"factor-{i}\", \"type\": \"yes-no\", \"of\": \"f{i}\", \"points\": 100 }}"));
        return PackReader.Read($$"""
            { "kind": "score-table", "id": "weighted", "article": "第十四条", "from": "2025-09-01", "name": "加权", "scale": "levels",
              "factors": [{{factors}}], "items": [{{items}}],
              "thresholds": [{ "level": "special", "minimum": 80 }, { "level": "hard", "minimum": 50 }, { "level": "ordinary", "minimum": 30 }], "otherwise": "not-determined" {{rest}} }
            """);
    }

    [Theory]
    [InlineData("50/30/20", """, "weightsSum": 100""", 80)]
    [InlineData("0.5/0.3/0.2", """, "weightsSum": 1""", 80)]
    [InlineData("0.5/0.3/0.2", "", 80)]
    [InlineData("1/1/1", "", 200)]
    public void A_total_is_in_the_points_of_the_factors(string weights, string rest, int total)
    {
        var table = Table(weights, rest);

        var result = Tables.Score(table, """{ "f0": true, "f1": true, "f2": false }""");

        result.Total.Should().Be(total);
        result.Factors.Sum(f => f.Weighted).Should().Be(total);
        ScoreTableCheck.Prove(table, Tables.Scale(), Tables.NoReferences).Most.Should().Be(total == 200 ? 300 : 100);
    }

    [Theory]
    [InlineData("50/30/30", "100", "score-weights-sum")]
    [InlineData("0.5/0.5", "0.99", "score-weights-sum")]
    [InlineData("0/0", "0", "pack-bad-number")]
    [InlineData("1/1", "-2", "pack-bad-number")]
    public void A_sum_that_the_weights_have_not_or_that_divides_nothing_is_refused_where_the_table_is_read(string weights, string sum, string code)
    {
        var reading = Read(weights, $", \"weightsSum\": {sum}");

        reading.Document.Should().BeNull();
        reading.Diagnostics.Select(d => d.Code.Id).Should().Contain(code);
    }

    [Fact]
    public void Thirds_make_a_whole_again()
    {
        var table = Table("1/1/1", """, "weightsSum": 3""");

        Tables.Score(table, """{ "f0": true, "f1": true, "f2": true }""").Total.Should().Be(100);
        ScoreTableCheck.Prove(table, Tables.Scale(), Tables.NoReferences).Most.Should().Be(100);
    }

    [Theory]
    [InlineData("50/30/20", "", true)]
    [InlineData("50/30/20", """, "weightsSum": 100""", false)]
    [InlineData("1/1/1", "", false)]
    public void Percentages_without_their_sum_are_pointed_out(string weights, string rest, bool found) =>
        ScoreTableCheck.Prove(Table(weights, rest), Tables.Scale(), Tables.NoReferences).Diagnostics.Any(d => d.Code.Id == "score-weights-without-sum").Should().Be(found);
}
