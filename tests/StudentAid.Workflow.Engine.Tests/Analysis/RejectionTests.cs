using System.Globalization;
using FluentAssertions;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;

namespace StudentAid.Workflow.Engine.Tests.Analysis;

/// <summary>What a refusal says with its arguments filled in.</summary>
public class RejectionTests
{
    private static readonly Code Over = Code.Input("over", "“{day}”已过，原因：{reason}，{number}。", "Expected a day after {day}, but {reason} ({number}).");
    private static readonly Code Inner = Code.Input("inner", "已截止。", "It is over.");

    [Fact]
    public void A_day_is_written_as_year_month_and_day_in_every_language_and_culture()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("en-US");
            var refused = Over.With(("day", new DateOnly(2026, 6, 2)), ("reason", Inner.With()), ("number", 1234.5m));
            refused.In("zh-CN").Should().Be("“2026-06-02”已过，原因：已截止，1234.5。");
            refused.In("en").Should().Be("Expected a day after 2026-06-02, but It is over (1234.5).");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void A_text_as_an_argument_speaks_the_language_of_its_sentence_and_nothing_is_an_empty_one()
    {
        var refused = Over.With(("day", null), ("reason", new Text("毕业", "graduation")), ("number", 1));
        refused.In("zh-CN").Should().Be("“”已过，原因：毕业，1。");
        refused.In("en").Should().Be("Expected a day after , but graduation (1).");
    }
}
