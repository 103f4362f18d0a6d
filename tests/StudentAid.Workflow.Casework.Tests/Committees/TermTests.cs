using FluentAssertions;
using StudentAid.Workflow.Casework.Committees;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Tests.Committees;

/// <summary>For how long members are named, at the first day and the last.</summary>
public sealed class TermTests
{
    private static readonly DateOnly Day = new(2026, 9, 12);

    [Theory]
    [InlineData("2025—2026", "2024—2025", false)]
    [InlineData("2025—2026", "2025—2026", true)]
    [InlineData("2025—2026", "2026—2027", false)]
    [InlineData("2025 — 2027学年", "2026-2027", true)]
    [InlineData("2025~2026 学年", "2026", false)]
    [InlineData(" 2025 ", "2025–2026", true)]
    [InlineData("第三届", "2030—2031", true)]
    [InlineData("2026—2025", "2030—2031", true)]
    [InlineData("2026-2026", "2030—2031", true)]
    [InlineData("12025", "2030—2031", true)]
    public void School_years_begin_with_the_first_that_is_named_and_end_with_the_last_and_what_is_none_does_neither(string label, string schoolYear, bool holds) =>
        (new Term(label).Refuse(Day, schoolYear) is null).Should().Be(holds);

    [Theory]
    [InlineData("2025—2026", true)]
    [InlineData("2024—2025", false)]
    [InlineData("2025", true)]
    [InlineData("2026—2029", true)]
    public void Where_the_round_names_no_school_year_the_term_holds_through_its_last_calendar_year(string label, bool holds) =>
        (new Term(label).Refuse(Day, "秋季") is null).Should().Be(holds);

    [Fact]
    public void Days_bound_the_term_at_both_ends_and_are_said_with_the_label()
    {
        var term = new Term("第二届", Day, Day.AddDays(1));
        term.Refuse(Day.AddDays(-1), "")!.Arguments["term"].Should().Be("第二届 2026-09-12—2026-09-13");
        term.Refuse(Day, "").Should().BeNull();
        term.Refuse(Day.AddDays(1), "").Should().BeNull();
        var over = term.Refuse(Day.AddDays(2), "")!;
        (over.Code, over.Arguments["term"]).Should().Be((CommitteeCodes.TermOver, "第二届 2026-09-12—2026-09-13"));
        new Term("2024—2025", Until: Day).Refuse(Day, "2026—2027").Should().BeNull("its days say more than its label");
        new Term("2024—2025", From: Day).Refuse(Day, "2026—2027")!.Code.Should().Be(CommitteeCodes.TermOver);
    }

    [Fact]
    public void A_term_reads_as_far_as_it_says_something()
    {
        new Term("2025").ToString().Should().Be("2025");
        new Term("2025", From: Day).ToString().Should().Be("2025 2026-09-12—");
        new Term("", Until: Day).ToString().Should().Be("—2026-09-12");
        new Term("").ToString().Should().BeEmpty();
    }

    [Fact]
    public void A_term_must_say_until_when_and_not_before_it_began()
    {
        new Term("2025").Unfit().Should().BeNull();
        new Term("长期", Until: Day).Unfit().Should().BeNull();
        new Term("长期", Day, Day).Unfit().Should().BeNull();
        new Term("2025", From: Day).Unfit().Should().BeNull("the school year says it");
        var unread = new Term("长期", From: Day).Unfit()!;
        (unread.Code, unread.Arguments["term"]).Should().Be((CommitteeCodes.TermUnreadable, "长期"));
        var backwards = new Term("2025", Day, Day.AddDays(-1)).Unfit()!;
        (backwards.Code, backwards.Arguments["from"], backwards.Arguments["until"]).Should().Be((CommitteeCodes.TermBackwards, "2026-09-12", "2026-09-11"));
    }

    [Fact]
    public void It_is_read_as_the_committee_s_document_keeps_it()
    {
        Term.Of(Value.Parse("""{ "term": "2025", "termFrom": "2026-09-12", "termUntil": "2026-09-13" }""")).Should().Be(new Term("2025", Day, Day.AddDays(1)));
        Term.Of(Value.EmptyRecord).Should().Be(new Term(""));
    }
}
