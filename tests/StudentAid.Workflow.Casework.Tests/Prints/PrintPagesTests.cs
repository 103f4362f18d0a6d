using System.Globalization;
using FluentAssertions;
using FsCheck;
using FsCheck.Fluent;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Prints;
using Xunit;

namespace StudentAid.Workflow.Casework.Tests.Prints;

/// <summary>A sheet is broken into pages before a browser sees it.</summary>
public sealed class PrintPagesTests
{
    private static PrintForm Of(string blocks, bool landscape = false) => PrintForm.Kind.Read(PackReader.Read(
        $$"""{ "kind": "print-form", "id": "publicity-notice", "article": "t", "from": "2018-01-01", "name": "公示", "sheet": "publicity-notice", "landscape": {{(landscape ? "true" : "false")}}, "blocks": [ {{blocks}} ] }""").Document!).Document!;

    private static readonly PrintForm Names = Of("""{ "block": "title", "text": "{title}" }, { "block": "table", "of": "entries", "columns": [ { "title": "姓名", "field": "name", "width": 30 }, { "title": "班级", "field": "class" } ] }""");

    private static PrintData List(int rows, string place = "软件2601") => PrintData.Empty.With(("title", "名单"))
        .WithTable("entries", [.. Enumerable.Range(1, rows).Select(n => PrintRow.Of(("name", Name(n)), ("class", place)))]);

    private static string Name(int n) => string.Create(CultureInfo.InvariantCulture, $"学生{n:000}");

    private static string[] Pages(PrintForm form, params PrintData[] sheets) => PrintSheet.Document(form, sheets).Split("<section ")[1..];

    [Fact]
    public void A_long_list_has_its_head_and_its_number_on_every_page_and_each_row_once_in_order()
    {
        var pages = Pages(Names, List(100));

        pages.Should().HaveCountGreaterThan(3);
        for (var page = 0; page < pages.Length; page++)
            pages[page].Should().Contain("<thead>").And.Contain(string.Create(CultureInfo.InvariantCulture, $"第 {page + 1} 页 共 {pages.Length} 页"));
        var all = string.Concat(pages);
        Enumerable.Range(1, 100).Select(n => all.IndexOf(Name(n), StringComparison.Ordinal)).Should().BeInAscendingOrder().And.NotContain(-1);
        Enumerable.Range(1, 100).Should().OnlyContain(n => all.Split(Name(n)).Length == 2);
    }

    [Fact]
    public void A_sheet_of_a_batch_counts_its_own_pages()
    {
        var pages = Pages(Names, List(1), List(60));

        pages[0].Should().Contain("第 1 页 共 1 页");
        pages[1].Should().Contain("第 1 页 共 ").And.NotContain("共 1 页");
    }

    [Fact]
    public void A_page_that_lies_across_holds_fewer_rows()
    {
        var across = Of("""{ "block": "table", "of": "entries", "columns": [ { "title": "姓名", "field": "name" } ] }""", landscape: true);

        Pages(across, List(40)).Length.Should().BeGreaterThan(Pages(Names, List(40)).Length);
    }

    [Fact]
    public void A_list_with_nobody_has_one_page_that_says_so()
    {
        Pages(Names, List(0)).Should().ContainSingle().Which.Should().Contain("无");
    }

    [Fact]
    public void What_leads_to_a_table_stands_on_the_page_of_its_first_row()
    {
        var form = Of("""{ "block": "table", "of": "entries", "columns": [ { "title": "姓名", "field": "name" } ] }, { "block": "paragraph", "align": "left", "text": "以下更正" }, { "block": "table", "of": "entries", "columns": [ { "title": "更正", "field": "name" } ] }""");
        for (var rows = 15; rows < 30; rows++)
        {
            var page = Pages(form, List(rows)).Single(p => p.Contains("以下更正", StringComparison.Ordinal));
            page[page.IndexOf("以下更正", StringComparison.Ordinal)..].Should().Contain("<td");
        }
    }

    [Fact]
    public void A_break_begins_a_page_and_never_an_empty_one()
    {
        var text = """{ "block": "paragraph", "text": "{title}" }""";
        const string Break = """{ "block": "break" }""";

        Pages(Of($"{Break}, {text}, {Break}, {Break}, {text}"), List(0)).Should().HaveCount(2);
    }

    [Fact]
    public void A_text_of_any_length_is_there_whole()
    {
        var form = Of("""{ "block": "paragraph", "text": "{title}" }, { "block": "table", "of": "entries", "columns": [ { "title": "姓名", "field": "name", "width": 15 }, { "title": "说明", "field": "class" } ] }""");
        Check.QuickThrowOnFailure(Prop.ForAll(Gen.Choose(0, 6000).ToArbitrary(), length =>
        {
            var text = string.Concat(Enumerable.Range(0, length).Select(n => n % 7 == 0 ? "a" : n % 31 == 0 ? "\n" : "述"));
            var all = string.Concat(Pages(form, List(1, text).With(("title", text))));
            return all.Count(c => c == '述') == 2 * text.Count(c => c == '述');
        }));
        Pages(form, List(1, new string('述', 6000))).Should().HaveCountGreaterThan(4);
    }
}
