using System.Collections.Immutable;
using System.Numerics;
using FluentAssertions;
using FsCheck;
using FsCheck.Fluent;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Scoring;
using StudentAid.Workflow.Engine.Expressions;
using Xunit;

namespace StudentAid.Workflow.Casework.Tests.Scoring;

/// <summary>What holds for every score table under <c>workflows/</c>, in files of its own or in a case file, and for the college rule of 2019 as it was published, with its gaps.</summary>
public sealed class EveryTableTests
{
    private const string CollegeRule = "t4.json";
    private static readonly DateOnly Day = new(2025, 9, 1);
    private static readonly BigInteger Scale = BigInteger.Pow(10, 6);
    private static readonly ImmutableArray<Written> Tables = [.. Find()];

    public static TheoryData<string> Names => [.. Tables.Select(t => t.Name)];

    /// <summary>A table with where it stands, the scale that it suggests levels of, and the answers that it asks for.</summary>
    private sealed record Written(string Name, ScoreTable Table, Scale Scale, TableAnswers Answers)
    {
        public ReferenceValues References => new(Table.Values.ToImmutableDictionary(v => v.Id, StringComparer.Ordinal), Day);

        public ScoreResult Score(Value facts) => Scorer.Score(Table, Scale, facts, References);
    }

    [Fact]
    public void No_table_is_left_out() => Tables.Select(t => t.Name.Split('/')[0]).Distinct().Should().Contain(["national", "provinces", CollegeRule]);

    [Theory]
    [MemberData(nameof(Names))]
    public void The_order_of_answers_does_not_matter(string name)
    {
        var table = Of(name);
        Check.QuickThrowOnFailure(Prop.ForAll(table.Answers.Facts.ToArbitrary(), facts =>
        {
            var (one, other) = (table.Score(facts), table.Score(Reversed(facts)));
            return one.Total == other.Total && one.Suggested == other.Suggested && one.Items.Select(i => (i.Item, i.Points)).SequenceEqual(other.Items.Select(i => (i.Item, i.Points)));
        }));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Points_add_up_exactly(string name)
    {
        var table = Of(name);
        Check.QuickThrowOnFailure(Prop.ForAll(table.Answers.Facts.ToArbitrary(), facts => table.Score(facts) is var result && result.Total == (result.Veto is { } veto
            && table.Table.Vetoes.Single(v => v.Id == veto).Effect == VetoEffect.Clear ? 0 : InWholeNumbers(table.Table, result))));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_answer_worth_more_points_never_lowers_the_total(string name)
    {
        var table = Of(name);
        var read = table.Table.Items.SelectMany(i => i.Rule.Reads.Select(PlaceOf).Distinct()).GroupBy(p => p).Where(g => g.Count() == 1).Select(g => g.Key).ToHashSet(StringComparer.Ordinal);
        var first = table.Table.Exclusive.Where(e => e.Take == ExclusiveTake.First).SelectMany(e => e.Items).ToHashSet(StringComparer.Ordinal);
        var items = table.Table.Items.Where(i => !first.Contains(i.Id) && i.Rule.Reads.Select(PlaceOf).All(read.Contains) && table.Answers.Places.Contains(PlaceOf(i.Rule.Reads.First()))).ToArray();
        items.Should().NotBeEmpty();

        var changed = table.Answers.Facts.SelectMany(f => Gen.Elements(items).SelectMany(i =>
            table.Answers.At(PlaceOf(i.Rule.Reads.First())).Select(v => (Before: f, After: new FactPath(PlaceOf(i.Rule.Reads.First())).Write(f, v), Item: i))));
        Check.QuickThrowOnFailure(Prop.ForAll(changed.ToArbitrary(), t =>
        {
            var (before, after) = (table.Score(t.Before), table.Score(t.After));
            var more = t.Item.Rule.Score(t.After, table.References).Points - t.Item.Rule.Score(t.Before, table.References).Points;
            return before.Veto is not null || after.Veto is not null || (after.Total - before.Total) * Math.Sign(more) >= 0 && (more != 0 || after.Total == before.Total);
        }));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Where_the_table_says_that_points_rise_or_fall_they_do(string name)
    {
        var table = Of(name);
        foreach (var rule in table.Table.Items.Select(i => i.Rule).OfType<BandRule>().Where(r => r.Monotone != Monotone.Undeclared))
        {
            var pair = table.Answers.At(rule.Of.Text).SelectMany(a => table.Answers.At(rule.Of.Text).Select(b => (A: a, B: b)));
            Check.QuickThrowOnFailure(Prop.ForAll(pair.ToArbitrary(), p =>
            {
                var (a, b) = (ScoredAt(rule, p.A, table), ScoredAt(rule, p.B, table));
                if (a.IsMissing || b.IsMissing)
                    return true;
                var step = (b.Points - a.Points) * (p.B.AsNumber()!.Value - p.A.AsNumber()!.Value);
                return rule.Monotone == Monotone.Rising ? step >= 0 : step <= 0;
            }));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_higher_total_never_suggests_a_lower_level(string name)
    {
        var table = Of(name);
        var totals = Gen.Choose(-500, 4_000).Select(n => n / 10m).Two();
        Check.QuickThrowOnFailure(Prop.ForAll(totals.ToArbitrary(), t =>
        {
            var (low, high) = (Math.Min(t.Item1, t.Item2), Math.Max(t.Item1, t.Item2));
            return Rank(table, low) <= Rank(table, high);
        }));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_number_lies_in_exactly_one_band_or_the_gap_is_reported(string name)
    {
        var table = Of(name);
        var reported = ScoreTableCheck.Prove(table.Table, table.Scale, table.References).Diagnostics
            .Where(d => d.Code == ScoringCodes.BandGap || d.Code == ScoringCodes.BandOverlap).Select(d => (string)d.Arguments["item"]!).ToHashSet(StringComparer.Ordinal);
        (reported.Count > 0).Should().Be(name == CollegeRule, "only the rule as it was published has gaps");
        foreach (var item in table.Table.Items.Where(i => i.Rule is BandRule && !reported.Contains(i.Id)))
        {
            var rule = (BandRule)item.Rule;
            Check.QuickThrowOnFailure(Prop.ForAll(table.Answers.At(rule.Of.Text).ToArbitrary(), v =>
                v.AsNumber() is not { } n || n < rule.Minimum || n > rule.Maximum || rule.Whole && n != decimal.Truncate(n) || rule.Bands.Count(b => Holds(b, n, table.References)) == 1));
        }
    }

    [Fact]
    public void The_published_college_rule_leaves_numbers_without_points_only_where_its_gap_is_reported()
    {
        var table = Of(CollegeRule);
        var rule = (BandRule)table.Table.Items.Single(i => i.Id == "income").Rule;
        ScoredAt(rule, 10_000, table).Reason.Should().Be(ScoreReason.OutOfRange);
        ScoredAt(rule, 9_999, table).Reason.Should().Be(ScoreReason.Band);
    }

    /// <summary>The total in millionths of millionths, from the points of the items: groups and their caps, factors, their caps and weights, then bounds and rounding of the table.</summary>
    private static decimal InWholeNumbers(ScoreTable table, ScoreResult result)
    {
        var points = result.Items.ToDictionary(i => i.Item, i => Whole(i.Points), StringComparer.Ordinal);
        BigInteger Group(ItemGroup group) => Capped(
            table.Items.Where(i => i.Group == group.Id).Aggregate(BigInteger.Zero, (s, i) => s + points[i.Id])
            + table.Groups.Where(g => g.Within == group.Id).Aggregate(BigInteger.Zero, (s, g) => s + Group(g)), group.Cap);
        var sum = table.Factors.Aggregate(BigInteger.Zero, (all, factor) => all + Whole(factor.Weight) * Capped(
            table.Items.Where(i => i.Factor == factor.Id && i.Group is null).Aggregate(BigInteger.Zero, (s, i) => s + points[i.Id])
            + table.Groups.Where(g => g.Factor == factor.Id && g.Within is null).Aggregate(BigInteger.Zero, (s, g) => s + Group(g)), factor.Cap));
        sum = table.Floor is { } floor ? BigInteger.Max(sum, Whole(floor) * Scale) : sum;
        sum = table.Cap is { } cap ? BigInteger.Min(sum, Whole(cap) * Scale) : sum;
        var total = (decimal)sum / (decimal)(Scale * Scale);
        return table.Rounding?.Apply(total) ?? total;
    }

    private static BigInteger Capped(BigInteger sum, decimal? cap) => cap is { } most ? BigInteger.Min(sum, Whole(most)) : sum;

    private static BigInteger Whole(decimal number) => new(number * (decimal)Scale);

    private static Scored ScoredAt(BandRule rule, Value answer, Written table) => rule.Score(rule.Of.Write(Value.EmptyRecord, answer), table.References);

    private static bool Holds(Band band, decimal number, ReferenceValues references) =>
        band.Cuts(references) is var (low, high) && Cut.Before(number) >= low && Cut.Behind(number) <= high;

    private static int Rank(Written table, decimal total) => Scorer.LevelOf(table.Table, total) is { } level ? table.Scale.RankOf(level) ?? -1 : -1;

    /// <summary>What rows read is named by their list: <c>answers.parents[…].work</c> stands at <c>answers.parents</c>.</summary>
    private static string PlaceOf(string read) => read.Split('[')[0];

    private static Value Reversed(Value value) => value switch
    {
        RecordValue record => RecordValue.From(record.Members.Reverse().Select(m => KeyValuePair.Create(m.Key, Reversed(m.Value)))),
        ListValue list => Value.List(list.Values.Reverse().Select(Reversed)),
        _ => value,
    };

    private static Written Of(string name) => Tables.Single(t => t.Name == name);

    private static IEnumerable<Written> Find()
    {
        var root = Repository.PathOf("workflows");
        var documents = Repository.Files("workflows", "*.json").Order(StringComparer.Ordinal)
            .SelectMany(f => Value.Parse(File.ReadAllBytes(f)) is var read && read["kind"].IsNull ? read["documents"].Items.Select(d => (File: f, Content: d)) : [(File: f, Content: read)])
            .ToList();
        var scales = documents.Where(d => d.Content["kind"].AsText() == "scale").Select(d => Read(Casework.Scoring.Scale.Kind, d.Content)).ToList();
        foreach (var (file, content) in documents.Where(d => d.Content["kind"].AsText() == "score-table"))
            yield return Take(Path.GetRelativePath(root, file).Replace('\\', '/'), content, scales);
        yield return Take(CollegeRule, Repository.Json("tests/StudentAid.Workflow.Casework.Tests/Scoring/tables/t4.json"), [Scoring.Tables.Scale("t4-scale.json")]);
    }

    /// <summary>With the first scale on which all its levels stand.</summary>
    private static Written Take(string name, Value content, List<Scale> scales)
    {
        var table = Read(ScoreTable.Kind, content);
        return new Written(name, table, scales.First(s => s.Id == table.Scale && table.Thresholds.All(t => s.RankOf(t.Level) is not null)), new TableAnswers(content));
    }

    private static T Read<T>(DocumentKind<T> kind, Value content)
        where T : class =>
        kind.Read(PackReader.Read(content.ToJson()).Document!).Document ?? throw new InvalidOperationException($"{content["id"]} cannot be read");
}
