using System.IO.Compression;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using FluentAssertions;
using FsCheck;
using FsCheck.Fluent;
using StudentAid.Workflow.Casework.Organisations.Tables;
using Xunit;

namespace StudentAid.Workflow.Casework.Tests.Organisations.Tables;

public class WorkbookTests
{
    private static readonly byte[] Old = OldWorkbook.Make(
        "名单", ["新生名单"], ["姓名", "身份证号", "分"], ["张三", "999999200602280017", 61.5], [], ["李四", 999999200602280017d, 40d]);

    [Fact]
    public void What_is_written_is_read_back_cell_by_cell()
    {
        var cells = Gen.Elements("张三", "=1+1", "-5", "＝A1", "'x", "a\tb", "1\n2", "999999200602280017", "𠮷", "<&>\"", "@", "0012").ListOf(4).ListOf(5);
        Prop.ForAll(cells.ToArbitrary(), rows =>
        {
            string[] header = ["甲", "乙", "丙", "丁"];
            IReadOnlyList<string>[] table = [.. rows.Select(r => (IReadOnlyList<string>)[.. r])];
            var xlsx = TableFile.Read(TableWriter.Xlsx("名单", header, table)).Table!.Sheets.Single();
            var csv = TableFile.Read(TableWriter.Csv(header, table)).Table!.Sheets.Single();
            foreach (var sheet in new[] { xlsx, csv })
            {
                sheet.Rows.Select(r => string.Join('|', r.Cells)).Should()
                    .Equal(table.Prepend(header).Select(r => string.Join('|', r)));
                sheet.Errors.Should().BeEmpty();
            }
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_written_workbook_has_typed_text_and_no_formula()
    {
        var bytes = TableWriter.Xlsx("a/b[c]", ["=1+1"], [["=HYPERLINK(\"x\")\u0001"]]);
        using var document = SpreadsheetDocument.Open(new MemoryStream(bytes), false);
        var cells = document.WorkbookPart!.WorksheetParts.Single().Worksheet.Descendants<Cell>().ToList();
        cells.Should().HaveCount(2).And.OnlyContain(c => c.DataType!.Value == CellValues.InlineString && c.CellFormula == null);
        document.WorkbookPart.Workbook.Descendants<Sheet>().Single().Name!.Value.Should().Be("abc");
        new DocumentFormat.OpenXml.Validation.OpenXmlValidator().Validate(document).Should().BeEmpty();
    }

    [Theory]
    [InlineData("=1+1")]
    [InlineData("+1")]
    [InlineData("-1")]
    [InlineData("@SUM(A1)")]
    [InlineData("\t=1")]
    [InlineData("\r=1")]
    [InlineData("\n=1")]
    [InlineData(" =1")]
    [InlineData("\u200B=1")]
    [InlineData("＝1")]
    [InlineData("＋1")]
    [InlineData("－1")]
    [InlineData("＠1")]
    public void A_cell_that_could_run_as_formula_gets_an_apostrophe(string cell)
    {
        SafeCell.Escape(cell).Should().Be("'" + cell);
        SafeCell.Unescape(SafeCell.Escape(cell)).Should().Be(cell);
        Encoding.UTF8.GetString(TableWriter.Csv([cell], [])).Should().StartWith("\uFEFF\"'");
    }

    [Theory]
    [InlineData("张三")]
    [InlineData("1-2")]
    [InlineData("")]
    [InlineData("'x")]
    public void An_ordinary_cell_stays_as_it_is(string cell)
    {
        SafeCell.Escape(cell).Should().Be(cell);
        SafeCell.Unescape(cell).Should().Be(cell);
    }

    [Fact]
    public void Numbers_that_lost_digits_are_reported_with_row_and_column()
    {
        var sheet = TableFile.Read(Workbook(
            [Text("姓名"), Text("身份证号"), Text("分")],
            [Text("张三"), Number("999999200602280017"), Number("61.5")],
            [Text("李四"), Text("999999200602280017"), Number("40")])).Table!.Sheets.Single();
        sheet.Errors.Should().ContainSingle().Which.Should().Match<CellError>(e => e.Row == 2 && e.Column == 2 && e.Reason.Code == TableCodes.CellPrecisionLost);
        sheet.Rows[1][2].Should().Be("61.5");
        sheet.Rows[2].Cells.Should().Equal("李四", "999999200602280017", "40");
    }

    [Fact]
    public void A_failed_formula_is_reported()
    {
        var sheet = TableFile.Read(Workbook([Text("姓名")], [Text("#REF!")])).Table!.Sheets.Single();
        sheet.Errors.Single().Reason.Arguments["error"].Should().Be("#REF!");
    }

    [Fact]
    public void An_old_workbook_is_read_like_a_new_one()
    {
        var sheet = TableFile.Read(Old).Table!;
        sheet.Format.Should().Be("xls");
        sheet.Sheets[0].Rows.Select(r => string.Join('|', r.Cells)).Should().Equal("新生名单", "姓名|身份证号|分", "张三|999999200602280017|61.5", "李四|999999200602280000|40");
        sheet.Sheets[0].Errors.Should().ContainSingle().Which.Row.Should().Be(5);
    }

    [Fact]
    public void A_zip_bomb_is_refused_before_it_is_opened()
    {
        var bomb = Zip(("xl/worksheets/sheet1.xml", new byte[40 * 1024 * 1024]));
        bomb.Length.Should().BeLessThan(100_000);
        TableFile.Read(bomb).Refusal!.Code.Should().Be(TableCodes.Inflated);
    }

    [Fact]
    public void A_zip_that_lies_about_its_size_is_refused_too()
    {
        var bomb = Zip(("xl/worksheets/sheet1.xml", new byte[40 * 1024 * 1024]));
        Forge(bomb, 40 * 1024 * 1024, 1000);
        TableFile.Read(bomb).Refusal!.Code.Should().BeOneOf(TableCodes.Inflated, TableCodes.Unreadable);
    }

    [Fact]
    public void Too_many_parts_are_refused()
    {
        var zip = Zip([.. Enumerable.Range(0, 30).Select(i => ($"p{i}", new byte[1]))]);
        TableFile.Read(zip, new TableOptions { MaxParts = 29 }).Refusal!.Code.Should().Be(TableCodes.Inflated);
    }

    [Fact]
    public void A_document_type_declaration_is_refused()
    {
        var zip = Zip(("[Content_Types].xml", "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><Types>&e;</Types>"u8.ToArray()));
        TableFile.Read(zip).Refusal!.Code.Should().Be(TableCodes.TypeDefinition);
    }

    [Fact]
    public void A_document_type_hidden_behind_a_long_comment_is_refused_by_the_reader()
    {
        var part = Rewrite(TableWriter.Xlsx("名单", ["姓名"], [["张三"]]), "xl/worksheets/sheet1.xml",
            xml => xml.Insert(xml.IndexOf("?>", StringComparison.Ordinal) + 2, $"<!--{new string('x', 5000)}--><!DOCTYPE x [<!ENTITY e \"e\">]>"));
        TableFile.Read(part).Refusal!.Code.Should().Be(TableCodes.Unreadable);
        TableFile.Read(Rewrite(part, "xl/worksheets/sheet1.xml", xml => xml.Remove(xml.IndexOf("<!DOCTYPE", StringComparison.Ordinal), "<!DOCTYPE x [<!ENTITY e \"e\">]>".Length)))
            .Refusal.Should().BeNull();
    }

    [Fact]
    public void A_sheet_that_claims_endless_rows_is_refused()
    {
        var bytes = Rewrite(Workbook([Text("姓名")], [Text("张三")]), "xl/worksheets/sheet1.xml",
            xml => xml.Replace("<x:row><x:c t=\"inlineStr\"><x:is><x:t>张三", "<x:row r=\"2000000000\"><x:c t=\"inlineStr\"><x:is><x:t>张三", StringComparison.Ordinal));
        TableFile.Read(bytes).Refusal!.Code.Should().Be(TableCodes.TooLong);
    }

    [Fact]
    public void A_zip_that_is_no_workbook_is_refused() =>
        TableFile.Read(Zip(("a.txt", "hello"u8.ToArray()))).Refusal!.Code.Should().Be(TableCodes.Unreadable);

    [Fact]
    public void Damaged_workbooks_are_refused_or_read_and_never_throw()
    {
        var good = TableWriter.Xlsx("名单", ["姓名"], [["张三"], ["李四"]]);
        var gen = from file in Gen.Elements(good, Old) from at in Gen.Choose(0, file.Length - 1) from value in Gen.Choose(0, 255) from cut in Gen.Choose(0, 3) select (file, at, value, cut);
        Prop.ForAll(gen.ToArbitrary(), x =>
        {
            byte[] damaged = [.. x.file];
            damaged[x.at] = (byte)x.value;
            var reading = TableFile.Read(damaged.AsMemory(0, x.cut == 0 ? x.at : damaged.Length));
            return (reading.Table is null) != (reading.Refusal is null);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));
    }

    private static byte[] Zip(params (string Name, byte[] Content)[] parts)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in parts)
            {
                using var entry = archive.CreateEntry(name).Open();
                entry.Write(content);
            }
        }

        return stream.ToArray();
    }

    private static byte[] Rewrite(byte[] bytes, string part, Func<string, string> change)
    {
        using var stream = new MemoryStream();
        stream.Write(bytes);
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            string xml;
            using (var reader = new StreamReader(archive.GetEntry(part)!.Open()))
                xml = reader.ReadToEnd();
            archive.GetEntry(part)!.Delete();
            using var writer = new StreamWriter(archive.CreateEntry(part).Open());
            var changed = change(xml);
            changed.Should().NotBe(xml);
            writer.Write(changed);
        }

        return stream.ToArray();
    }

    private static void Forge(byte[] bytes, int from, int to)
    {
        for (var i = 0; i + 4 <= bytes.Length; i++)
        {
            if (BitConverter.ToInt32(bytes, i) == from)
                BitConverter.TryWriteBytes(bytes.AsSpan(i, 4), to);
        }
    }

    private static Cell Text(string text) => new(new InlineString(new DocumentFormat.OpenXml.Spreadsheet.Text(text))) { DataType = CellValues.InlineString };

    private static Cell Number(string text) => new(new CellValue(text));

    private static byte[] Workbook(params Cell[][] rows)
    {
        using var stream = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(stream, SpreadsheetDocumentType.Workbook))
        {
            var book = document.AddWorkbookPart();
            var part = book.AddNewPart<WorksheetPart>();
            part.Worksheet = new Worksheet(new SheetData(rows.Select(r => new Row(r))));
            book.Workbook = new Workbook(new Sheets(new Sheet { Id = book.GetIdOfPart(part), SheetId = 1, Name = "Sheet1" }));
        }

        return stream.ToArray();
    }
}
