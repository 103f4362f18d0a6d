using FluentAssertions;
using FsCheck;
using FsCheck.Fluent;
using StudentAid.Workflow.Engine.Expressions;
using Xunit;

namespace StudentAid.Workflow.Engine.Tests.Expressions;

public class ExpressionPropertyTests
{
    private static void ForSeeds(int count, Func<int, bool> holds) => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(count),
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), holds));

    private static Expression? Random(int seed) => Expression.Parse(new RandomExpression(seed).Text(1 + (seed % 5))).Expression;

    [Fact]
    public void What_is_printed_is_read_as_the_same_tree() => ForSeeds(5_000, seed =>
    {
        if (Random(seed) is not { } expression)
            return true;
        var printed = NodePrinter.Print(expression.Root);
        return NodePrinter.Print(Run.Parsed(printed).Root) == printed;
    });

    [Fact]
    public void Brackets_that_change_nothing_change_nothing() => ForSeeds(5_000, seed =>
    {
        if (Random(seed) is not { } expression)
            return true;
        var bracketed = Run.Parsed(NodePrinter.Print(expression.Root));
        var (with, without) = (bracketed.Evaluate(new RandomExpression(seed).Scope()), expression.Evaluate(new RandomExpression(seed).Scope()));
        return with.Value == without.Value && with.Fault?.ToString() == without.Fault?.ToString();
    });

    [Fact]
    public void Evaluation_ends_without_an_exception_and_reads_only_what_it_announced()
    {
        var parsed = 0;
        ForSeeds(10_000, seed =>
        {
            if (Random(seed) is not { } expression)
                return true;
            parsed++;
            var scope = new RandomExpression(seed ^ 0x5555).Scope();
            var evaluation = expression.Evaluate(scope);
            return evaluation.IsFault == evaluation.Fault is not null
                && scope.Seen.TrueForAll(seen => expression.Reads.Any(r => r.Kind == seen.Kind && (r.Name is null || r.Name == seen.Name)));
        });

        parsed.Should().BeGreaterThan(7_000, "most random texts must be expressions, else nothing is tried");
    }

    [Fact]
    public void A_good_part_of_random_expressions_has_a_value() =>
        Enumerable.Range(0, 2_000).Count(seed => Random(seed)?.Evaluate(new RandomExpression(seed).Scope()).IsFault == false).Should().BeGreaterThan(400);

    [Fact]
    public void Parsing_any_text_never_throws() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(2_000),
        Prop.ForAll<string>(ArbMap.Default.ArbFor<string>(), text =>
        {
            foreach (var language in Enum.GetValues<ExpressionLanguage>())
            {
                var result = Expression.Parse(text ?? "", language);
                (result.Expression is null).Should().Be(result.Error is not null);
                result.Offset.Should().BeInRange(0, (text ?? "").Length);
            }
        }));

    [Fact]
    public void Cutting_or_changing_an_expression_anywhere_never_throws() => ForSeeds(3_000, seed =>
    {
        var text = new RandomExpression(seed).Text(4);
        var at = seed % text.Length;
        foreach (var changed in (string[])[text[..at], text[at..], text.Remove(at, 1), text.Insert(at, "\""), text.Insert(at, "$\"{"), text.Insert(at, "<")])
        {
            foreach (var language in Enum.GetValues<ExpressionLanguage>())
                Expression.Parse(changed, language).Expression?.Evaluate(new RandomExpression(seed).Scope());
        }

        return true;
    });

    [Fact]
    public void Arithmetic_gives_what_a_plain_calculation_gives() => ForSeeds(3_000, seed =>
    {
        var (text, _, amount) = new RandomExpression(seed).Arithmetic(1 + (seed % 5));
        var evaluation = Run.Evaluated(text);
        return amount is { } expected
            ? evaluation.Value.AsNumber() == expected
            : evaluation.Fault?.Code == ExpressionCodes.DivisionByZero || evaluation.Fault?.Code == ExpressionCodes.NumberOutOfRange;
    });
}
