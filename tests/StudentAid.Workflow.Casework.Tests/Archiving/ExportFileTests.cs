using System.Collections.Immutable;
using System.Text;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using FluentAssertions;
using StudentAid.Workflow.Casework.Archiving;
using StudentAid.Workflow.Casework.Organisations.Tables;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;
using Xunit;
using Value = StudentAid.Workflow.Engine.Expressions.Value;

namespace StudentAid.Workflow.Casework.Tests.Archiving;

public sealed class ExportFileTests
{
    private static readonly string Root = Path.Combine(AppContext.BaseDirectory, "workflows", "national", "exports");

    private static readonly Watermark Mark = new("示例学院", "韩老师", new DateTimeOffset(2026, 9, 22, 2, 0, 0, TimeSpan.Zero), "资助系统录入 R&D");

    private static ExportProfile Shipped(string id) => ExportProfile.Kind.Read(PackReader.Read(File.ReadAllText(Path.Combine(Root, id + ".json"))).Document!).Document!;

    private static ExportRow Row(int n, string name = "甲", string level = "special", string opinion = "", string id = "1") => new(Id.Of("case", $"{n}"), Value.Record(
        ("person", Value.Record(("name", name), ("idNumber", id))), ("case", Value.Record(("level", level))), ("round", Value.Record(("schoolYear", "2026"))),
        ("stages", Value.Record(("class", Value.Record(("level", level), ("opinion", opinion), ("agreed", true)))))));

    private static ExportFile National(params ExportRow[] rows) => ExportFile.Of(Shipped("national-aid-system"), rows);

    [Theory]
    [InlineData("national-aid-system")]
    [InlineData("technician-school-system")]
    [InlineData("authority-report")]
    public void A_shipped_layout_says_that_it_is_a_sample(string id) => Shipped(id).Sample.Should().BeTrue();

    [Fact]
    public void A_report_to_the_authority_has_no_ID_number()
    {
        Shipped("authority-report").Columns.Select(c => c.Source).Should().NotContain(s => s.Contains("Number", StringComparison.Ordinal) || s.StartsWith("answers", StringComparison.Ordinal));
    }

    [Fact]
    public void A_required_cell_that_is_empty_is_an_error_with_row_and_column()
    {
        var file = National(Row(1), Row(2, name: ""));

        var error = file.Errors.Single(e => e.Severity == Severity.Error);
        (error.Row, error.Column, error.Header, error.Reason.Code.Id).Should().Be((3, 1, "姓名", "export-value-missing"));
        file.Invoking(f => f.Write("csv", Mark)).Should().Throw<InvalidOperationException>();
    }

    [Fact]
    public void A_level_that_the_code_table_does_not_know_is_an_error()
    {
        National(Row(1, level: "gold")).Errors.Should().Contain(e => e.Reason.Code.Id == "export-value-without-code" && e.Header == "学校推荐档次");
    }

    [Theory]
    [InlineData("""["orphan", "subsistence-allowance"]""", "孤儿、低保", 0)]
    [InlineData("""["orphan"]""", "孤儿", 0)]
    [InlineData("[]", "无", 0)]
    [InlineData("""["orphan", "martyr"]""", "孤儿、martyr", 1)]
    public void What_was_chosen_of_several_is_coded_one_by_one(string chosen, string cell, int errors)
    {
        var profile = Shipped("national-aid-system") with
        {
            Columns = [Shipped("national-aid-system").Columns[0] with
            {
                Title = "类别", Source = "answers.specialGroups", Otherwise = "无", Codes = new Dictionary<string, string> { ["orphan"] = "孤儿", ["subsistence-allowance"] = "低保" }.ToImmutableDictionary(),
            }],
        };

        var file = ExportFile.Of(profile, [new ExportRow(Id.Of("case"), Value.Record(("answers", Value.Record(("specialGroups", Value.Parse(chosen))))))]);

        file.Rows.Single().Should().Equal(cell);
        file.Errors.Select(e => e.Reason.Code.Id).Should().Equal(Enumerable.Repeat("export-value-without-code", errors));
    }

    [Fact]
    public void A_file_of_numbers_has_one_row_for_all_who_say_the_same()
    {
        var shipped = Shipped("national-aid-system");
        ExportColumn Column(string title, string source) => shipped.Columns[0] with { Title = title, Source = source, Required = false, Codes = ImmutableDictionary<string, string>.Empty };
        var profile = shipped with { Columns = [Column("等级", "case.level"), Column("人数", "count")] };

        var file = ExportFile.Of(profile, [Row(1), Row(2, level: "ordinary"), Row(3), Row(4)]);

        file.Rows.Select(r => string.Join(' ', r)).Should().Equal("special 3", "ordinary 1");
        file.Cases.Should().HaveCount(4).And.OnlyHaveUniqueItems();
        (file.RowOf(Id.Of("case", "2"))?[1], file.RowOf(Id.Of("case", "4"))?[1]).Should().Be(("1", "3"));
        file.RowOf(Id.Of("case", "5")).Should().BeNull();
        (file.FirstOf(2), file.FirstOf(3)).Should().Be((Id.Of("case", "1"), Id.Of("case", "2")));
        file.HasErrors.Should().BeFalse();
        ExportFile.Of(profile with { Columns = [profile.Columns[0] with { Codes = shipped.Columns[0].Codes.Add("special", "A") }, profile.Columns[1]] }, [Row(1), Row(2, level: "ordinary"), Row(3, level: "ordinary")])
            .Errors.Should().ContainSingle("a fault is said once for the row").Which.Row.Should().Be(3);
    }

    [Fact]
    public void A_column_of_a_list_has_the_row_that_is_meant_or_all_of_them()
    {
        var row = new ExportRow(Id.Of("case"), Value.Parse("""{ "answers": { "members": [{ "relation": "mother", "work": "a" }, { "relation": "father", "work": "b" }, { "relation": "father", "work": "c" }, { "relation": "sister" }] } }""") as RecordValue ?? Value.EmptyRecord);
        Condition Of(string relation) => Condition.Read(new DocumentNode(Value.Parse($$"""{ "of": "relation", "equals": "{{relation}}" }"""), "", new Findings()));

        row.At("answers.members.work", Of("father")).Should().Be(Value.Of("b"));
        row.At("answers.members.work", Of("guardian")).IsNull.Should().BeTrue();
        row.At("answers.members.work").Should().Be(Value.List("a", "b", "c"));
    }

    [Fact]
    public void Numbers_have_no_file_of_refused_rows()
    {
        var text = """{ "kind": "export-profile", "id": "numbers", "article": "样例", "from": "2025-01-01", "name": "表", "purpose": "report", "sheet": "表", "columns": [{ "title": "等级", "source": "case.level" }, { "title": "人数", "source": "count" }], "errorFile": { "key": "等级", "reason": "原因" } }""";
        PackReader.Read(text).Diagnostics.Select(f => f.Code.Id).Should().Equal("export-count-with-errors");
    }

    [Fact]
    public void What_is_longer_than_sixty_characters_is_cut_and_shown_beforehand_and_a_pair_is_never_halved()
    {
        var opinion = string.Concat(Enumerable.Repeat("𠮷", 61));

        var file = National(Row(1, opinion: opinion));

        file.HasErrors.Should().BeFalse();
        var cut = file.Cuts.Single();
        (cut.Row, cut.Column, cut.Full).Should().Be((2, "陈述理由", opinion));
        cut.Kept.EnumerateRunes().Should().HaveCount(60);
        file.Errors.Single().Severity.Should().Be(Severity.Warning);
    }

    [Fact]
    public void A_formula_that_somebody_wrote_does_not_run()
    {
        var file = National(Row(1, opinion: "=HYPERLINK(\"http://x\",\"y\")"));

        Encoding.UTF8.GetString(file.Write("csv", Mark)).Should().Contain("'=HYPERLINK").And.NotContain("\"=HYPERLINK");
        var sheet = TableFile.Read(file.Write("xlsx", Mark)).Table!.Sheets[0];
        sheet.Rows[1].Cells.Should().Contain(c => c.Contains("=HYPERLINK", StringComparison.Ordinal));
    }

    [Fact]
    public void A_workbook_says_in_its_margins_whose_copy_it_is_and_its_table_is_the_table_alone()
    {
        var file = National(Row(1));

        using var book = SpreadsheetDocument.Open(new MemoryStream(file.Write("xlsx", Mark)), isEditable: false);
        var margins = book.WorkbookPart!.WorksheetParts.Single().Worksheet!.GetFirstChild<HeaderFooter>()!;
        margins.OddHeader!.Text.Should().Be("&L示例学院&R韩老师 2026-09-22 10:00");
        margins.OddFooter!.Text.Should().Be("&L资助系统录入 R&&D&R&P / &N");
        (book.PackageProperties.Creator, book.PackageProperties.Created?.ToUniversalTime(), book.PackageProperties.Subject).Should().Be(("韩老师", Mark.At.UtcDateTime, Mark.Purpose));
        new OpenXmlValidator().Validate(book).Should().BeEmpty();
        var rows = TableFile.Read(file.Write("xlsx", Mark)).Table!.Sheets.Single().Rows;
        rows.Should().HaveCount(2);
        rows[0].Cells.Should().Equal(file.Profile.Columns.Select(c => c.Title));
        TableFile.Read(file.Write("xlsx", Mark with { Name = "卢老师" })).Table!.Sheets.Single().Rows[1].Cells.Should().Equal(rows[1].Cells);
    }

    [Theory]
    [InlineData("&")]
    [InlineData("𠮷")]
    [InlineData("学\n")]
    public void However_long_its_names_are_a_workbook_s_margins_are_such_as_excel_takes(string sign)
    {
        var endless = string.Concat(Enumerable.Repeat(sign, 300));
        using var book = SpreadsheetDocument.Open(new MemoryStream(National(Row(1)).Write("xlsx", new Watermark(endless, endless, Mark.At, endless))), isEditable: false);

        var margins = book.WorkbookPart!.WorksheetParts.Single().Worksheet!.GetFirstChild<HeaderFooter>()!;
        foreach (var text in new[] { margins.OddHeader!.Text, margins.OddFooter!.Text })
        {
            text.Length.Should().BeLessThanOrEqualTo(255);
            text.Should().NotContain("\n");
            text.IsNormalized().Should().BeTrue("no sign is cut in two");
        }

        margins.OddHeader.Text.Should().EndWith(" 2026-09-22 10:00").And.Contain("&R");
        margins.OddFooter.Text.Should().EndWith("&R&P / &N");
        margins.OddFooter.Text.Replace("&&", "", StringComparison.Ordinal).Count(c => c == '&').Should().Be(4, "what is doubled stays doubled");
    }

    [Fact]
    public void The_same_content_is_the_same_batch_and_other_content_another()
    {
        National(Row(1)).Batch.Should().Be(National(Row(1)).Batch);
        National(Row(1)).Batch.Should().NotBe(National(Row(1, name: "乙")).Batch);
    }

    [Fact]
    public void The_error_file_names_the_cases_that_were_refused()
    {
        var file = National(Row(1, id: "41010120060101001x"), Row(2, name: "乙", id: "410101200601010028"));
        var back = TableWriter.Csv(["身份证号", "错误原因"], [["41010120060101001X", "与学籍不符"], ["999", "没有此人"]]);

        var (rows, rejected) = EntryErrors.Read(TableFile.Read(back).Table!.Sheets[0], file);

        rejected.Should().BeNull();
        rows.Select(r => (r.Row, r.Case, r.Reason)).Should().Equal((2, Id.Of("case", "1"), "与学籍不符"), (3, default, "没有此人"));
    }

    [Fact]
    public void An_error_file_without_its_columns_is_refused()
    {
        var back = TableWriter.Csv(["姓名"], [["甲"]]);

        EntryErrors.Read(TableFile.Read(back).Table!.Sheets[0], National(Row(1))).Rejected!.Code.Id.Should().Be("error-file-columns");
    }

    [Fact]
    public void A_layout_with_a_source_that_does_not_exist_is_refused()
    {
        var document = PackReader.Read("""
            { "kind": "export-profile", "id": "my-export", "article": "t", "from": "2018-01-01", "name": "x", "purpose": "entry", "sheet": "s", "columns": [ { "title": "a", "source": "bank.card" } ] }
            """);

        document.Diagnostics.Should().Contain(d => d.Code.Id == "export-source-unknown");
    }
}
