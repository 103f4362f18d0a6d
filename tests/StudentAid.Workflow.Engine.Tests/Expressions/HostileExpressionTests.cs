using FluentAssertions;
using StudentAid.Workflow.Engine.Expressions;
using Xunit;

namespace StudentAid.Workflow.Engine.Tests.Expressions;

public class HostileExpressionTests
{
    private static string Times(string text, int n) => string.Concat(Enumerable.Repeat(text, n));

    public static TheoryData<string, string> Hostile => new()
    {
        { Times("(", 9_000), "expression-too-deep" },
        { Times("!", 9_000), "expression-too-deep" },
        { Times("-", 1) + Times(" -", 4_000) + "1", "expression-too-deep" },
        { Times("[", 9_000), "expression-too-deep" },
        { "(" + Times("{a:", 3_000), "expression-too-deep" },
        { Times("`${", 3_000), "expression-too-deep" },
        { Times("1**", 3_000) + "1", "expression-too-deep" },
        { Times("1?1:", 2_000) + "1", "expression-too-deep" },
        { Times("1?", 4_000), "expression-too-deep" },
        { Times("1+", 1_500) + "1", "expression-too-deep" },
        { "''" + Times(".trim()", 1_000), "expression-too-deep" },
        { "variables.a" + Times(".a", 2_000), "expression-too-deep" },
        { "[" + Times("1,", 3_000) + "]", "expression-too-large" },
        { Times("Math.max(", 1_000), "expression-too-deep" },
        { Times("variables[", 900), "expression-too-deep" },
        { Times(" ", 10_001), "expression-too-long" },
        { "'" + Times("\\", 9_001), "expression-bad-escape" },
        { Times("9", 9_000), "expression-bad-number" },
        { "1 + \uD83D", "expression-value-expected" },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public void A_hostile_text_is_refused_without_harm(string text, string code) => OnASmallStack(() =>
    {
        foreach (var language in Enum.GetValues<ExpressionLanguage>())
            Expression.Parse(text, language).Error.Should().NotBeNull();
        Expression.Parse(text).Error!.Code.Id.Should().BeOneOf(code, "expression-bad-escape");
    });

    [Fact]
    public void The_deepest_and_longest_allowed_expressions_run_on_a_small_stack() => OnASmallStack(() =>
    {
        Run.Shown(Times("(", 60) + "1" + Times(")", 60)).Should().Be("1");
        Run.Shown(Times("[", 60) + "1" + Times("]", 60)).Should().StartWith("[[");
        Run.Shown(Times("1+", 250) + "1").Should().Be("251");
        Run.Shown("'a'" + Times(".trim()", 250)).Should().Be("\"a\"");
    });

    [Theory]
    [InlineData("'a'.repeat(900000) + 'a'.repeat(900000)", "expression-result-too-large")]
    [InlineData("`${'a'.repeat(900000)}${'a'.repeat(900000)}`", "expression-result-too-large")]
    [InlineData("'a'.repeat(1000).replaceAll('a', 'a'.repeat(2000))", "expression-result-too-large")]
    [InlineData("'a'.repeat(900000).split('').concat('a'.repeat(900000).split(''))", "expression-result-too-large")]
    [InlineData("[1, 2, 3].join('a'.repeat(900000))", "expression-result-too-large")]
    public void No_text_or_list_grows_past_the_limit(string text, string code) => Run.Shown(text).Should().Be(code);

    [Fact]
    public void Searching_takes_time_in_proportion_to_the_texts() =>
        Run.Shown("('a'.repeat(900000) + 'c').indexOf('a'.repeat(200000) + 'b' + 'a'.repeat(200000))").Should().Be("-1");

    [Fact]
    public void Repeating_large_work_runs_out_of_fuel() =>
        Run.Shown("[" + Times("'a'.repeat(900000).length,", 300) + "]").Should().Be("expression-too-much-work");

    [Fact]
    public void A_value_that_doubles_itself_is_stopped_at_the_limit()
    {
        var doubling = Run.Parsed("[variables.x, variables.x]");
        var value = Value.EmptyList as Value;
        Evaluation evaluation;
        var rounds = 0;
        do
        {
            evaluation = doubling.Evaluate(new TestScope(Value.Record(("x", value)), Value.EmptyRecord, Value.EmptyRecord));
            value = evaluation.Value;
        }
        while (!evaluation.IsFault && ++rounds < 100);

        rounds.Should().BeLessThan(25);
        evaluation.Fault!.Code.Should().Be(ExpressionCodes.ResultTooLarge);
    }

    [Fact]
    public void A_value_that_nests_itself_is_stopped_at_the_limit()
    {
        var nesting = Run.Parsed("[variables.x]");
        var value = Value.Null;
        var evaluation = default(Evaluation);
        for (var i = 0; i < 100 && !evaluation.IsFault; i++)
        {
            evaluation = nesting.Evaluate(new TestScope(Value.Record(("x", value)), Value.EmptyRecord, Value.EmptyRecord));
            value = evaluation.Value;
        }

        evaluation.Fault!.Code.Should().Be(ExpressionCodes.ResultTooDeep);
    }

    [Fact]
    public void One_expression_may_be_evaluated_by_many_threads()
    {
        var expression = Run.Parsed("`${variables.o?.a.b ?? 0}` + variables.list.map");

        Enumerable.Range(0, 500).AsParallel().Select(_ => expression.Evaluate(Run.Scope()).Value.AsText()).Distinct(StringComparer.Ordinal).Should().Equal("7null");
    }

    private static void OnASmallStack(Action action)
    {
        Exception? thrown = null;
        var thread = new Thread(() => thrown = Record.Exception(action), 512 * 1024);
        thread.Start();
        thread.Join();
        thrown.Should().BeNull();
    }
}
