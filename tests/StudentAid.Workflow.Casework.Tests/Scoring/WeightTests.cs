using FluentAssertions;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Scoring;

namespace StudentAid.Workflow.Casework.Tests.Scoring;

/// <summary>Factors' weights are shares of the sum that the table says they have.</summary>
public sealed class WeightTests
{
    private static ScoreTable Table(string weights, string rest = "")
    {
        var each = weights.Split('/');
        var factors = string.Join(',', each.Select((w, i) => $"{{ \"id\": \"factor-{i}\", \"name\": \"f\", \"weight\": {w} }}"));
        var items = string.Join(',', each.Select((_, i) => $"{{ \"id\": \"item-{i}\", \"name\": \"i\", \"factor\": \"factor-{i}\", \"type\": \"yes-no\", \"of\": \"f{i}\", \"points\": 100 }}"));
        var reading = PackReader.Read($$"""
            { "kind": "score-table", "id": "weighted", "article": "第十四条", "from": "2025-09-01", "name": "加权", "scale": "levels",
              "factors": [{{factors}}], "items": [{{items}}],
              "thresholds": [{ "level": "special", "minimum": 80 }, { "level": "hard", "minimum": 50 }, { "level": "ordinary", "minimum": 30 }], "otherwise": "not-determined" {{rest}} }
            """);
        return ScoreTable.Kind.Read(reading.Document!).Document!;
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
