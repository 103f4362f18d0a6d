using FluentAssertions;
using FsCheck;
using FsCheck.Fluent;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Scoring;
using StudentAid.Workflow.Engine.Expressions;
using Xunit;

namespace StudentAid.Workflow.Casework.Tests.Scoring;

/// <summary>What holds for every set of answers and every set of bands.</summary>
public sealed class ScoringPropertyTests
{
    private static readonly (ScoreTable Table, Scale Scale) Shipped = Tables.Shipped("guangdong");

    private static readonly ScoreTable Guangdong = Shipped.Table;
    private static readonly string[] Ids = [.. Guangdong.Items.Where(i => i.Rule is YesNo).Select(i => i.Id)];

    private static readonly Gen<string[]> Ticks =
        Gen.Choose(0, 1).ListOf(Ids.Length).Select(bits => Ids.Where((_, i) => bits[i] == 1).ToArray());

    [Fact]
    public void The_order_of_answers_does_not_matter()
    {
        Check.QuickThrowOnFailure(Prop.ForAll(Ticks.ToArbitrary(), ticked =>
            Tables.Ticked(Guangdong, Shipped.Scale, ticked).Total == Tables.Ticked(Guangdong, Shipped.Scale, [.. ticked.Reverse()]).Total));
    }

    [Fact]
    public void One_more_tick_never_lowers_the_total_although_items_exclude_each_other()
    {
        var more = Ticks.SelectMany(ticked => Gen.Elements(Ids).Select(extra => (Ticked: ticked, Extra: extra)));

        Check.QuickThrowOnFailure(Prop.ForAll(more.ToArbitrary(), t =>
            Tables.Ticked(Guangdong, Shipped.Scale, [.. t.Ticked.Append(t.Extra).Distinct()]).Total >= Tables.Ticked(Guangdong, Shipped.Scale, t.Ticked).Total));
    }

    [Fact]
    public void Every_total_lies_within_the_proven_bounds_of_its_level()
    {
        var proof = ScoreTableCheck.Prove(Guangdong, Tables.Scale(), Tables.NoReferences);

        Check.QuickThrowOnFailure(Prop.ForAll(Ticks.ToArbitrary(), ticked =>
        {
            var result = Tables.Ticked(Guangdong, Shipped.Scale, ticked);
            var bounds = proof.Levels.Single(l => l.Level == result.Suggested!.Level);
            return result.Total >= bounds.Least && result.Total <= bounds.Most;
        }));
    }

    [Fact]
    public void Tenths_and_weights_add_up_exactly()
    {
        var items = string.Join(',', Enumerable.Range(10, 10).Select(i => $$"""{ "id": "item-{{i}}", "name": "甲", "factor": "economic", "type": "yes-no", "of": "f{{i}}", "points": 0.1 }"""));
        var table = Tables.Small($"[{items}]");
        table = table with { Factors = [table.Factors[0] with { Weight = 0.3m }] };

        var result = Tables.Score(table, "{ " + string.Join(',', Enumerable.Range(10, 10).Select(i => $"\"f{i}\": true")) + " }");

        result.Total.Should().Be(0.3m, "ten tenths are one, in decimals");
    }

    [Fact]
    public void The_bounds_of_a_table_are_those_found_by_trying_every_answer()
    {
        var shape = Gen.Choose(-3, 9).ListOf(5).SelectMany(p => Gen.Choose(0, 12).Select(cap => (Points: p.ToArray(), Cap: cap)));

        Check.QuickThrowOnFailure(Prop.ForAll(shape.ToArbitrary(), s =>
        {
            var table = Built(s.Points, s.Cap);
            var totals = Enumerable.Range(0, 1 << 5)
                .Select(bits => Tables.Score(table, "{ " + string.Join(',', Enumerable.Range(0, 5).Select(i => $"\"f{i}\": {((bits >> i & 1) == 1 ? "true" : "false")}")) + " }").Total)
                .ToList();
            var proof = ScoreTableCheck.Prove(table, Tables.Scale(), Tables.NoReferences);
            return proof.Exact && proof.Least == totals.Min() && proof.Most == totals.Max();
        }));
    }

    [Fact]
    public void Bands_are_called_good_exactly_when_every_number_lies_in_one_of_them()
    {
        var edge = Gen.Choose(0, 6).SelectMany(at => Gen.Elements(true, false).Select(inclusive => (At: at, Inclusive: inclusive)));
        var band = edge.SelectMany(low => edge.Select(high => (Low: low, High: high)));

        Check.QuickThrowOnFailure(Prop.ForAll(band.ListOf().ToArbitrary(), bands => Agrees([.. bands], whole: false) && Agrees([.. bands], whole: true)));
    }

    private static bool Agrees(((int At, bool Inclusive) Low, (int At, bool Inclusive) High)[] bands, bool whole)
    {
        var rule = new BandRule(new FactPath("x"), whole, 0, 6,
            [.. bands.Select(b => new Band(new BandEdge(b.Low.At, null, b.Low.Inclusive), new BandEdge(b.High.At, null, b.High.Inclusive), 1))], Monotone.Undeclared);
        var findings = new Findings();
        rule.Prove("x", "/items/0", Tables.NoReferences, findings);

        // Between two whole edges every number behaves like the half between them.
        var numbers = Enumerable.Range(0, 13).Select(i => i / 2m).Where(n => !whole || n == decimal.Truncate(n)).ToList();
        bool In(((int At, bool Inclusive) Low, (int At, bool Inclusive) High) b, decimal n) =>
            (b.Low.Inclusive ? n >= b.Low.At : n > b.Low.At) && (b.High.Inclusive ? n <= b.High.At : n < b.High.At);
        bool Found(string code) => findings.All.Any(d => d.Code.Id == code);
        return Found("score-band-gap") == numbers.Any(n => !bands.Any(b => In(b, n)))
            && Found("score-band-overlap") == numbers.Any(n => bands.Count(b => In(b, n)) > 1)
            && Found("score-band-empty") == bands.Any(b => !numbers.Any(n => In(b, n)));
    }

    private static ScoreTable Built(int[] points, int cap)
    {
        var items = string.Join(',', points.Select((p, i) =>
            $$"""{ "id": "item-{{i}}", "name": "甲", "factor": "economic"{{(i is 2 or 3 ? ", \"group\": \"pair\"" : "")}}, "type": "yes-no", "of": "f{{i}}", "points": {{(i < 2 ? Math.Abs(p) : p)}} }"""));
        return Tables.Small($"[{items}]", $$"""
            "exclusive": [{ "id": "first-two", "items": ["item-0", "item-1"] }], "groups": [{ "id": "pair", "name": "乙", "factor": "economic", "cap": {{cap}} }], "floor": -1
            """);
    }
}
