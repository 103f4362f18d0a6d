using System.Text;
using FluentAssertions;
using StudentAid.Workflow.Casework.Organisations.Tables;
using Xunit;

namespace StudentAid.Workflow.Casework.Tests.Organisations.Tables;

public class TableFileTests
{
    private const string Table = "姓名,班级\r\n张三,软件2401\r\n";

    static TableFileTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static TheoryData<string, byte[]> Encodings => new()
    {
        { "utf-8", Encoding.UTF8.GetBytes(Table) },
        { "utf-8", [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Table)] },
        { "utf-16le", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Table)] },
        { "utf-16be", [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(Table)] },
        { "gb18030", Encoding.GetEncoding("GB18030").GetBytes(Table) },
    };

    [Theory]
    [MemberData(nameof(Encodings))]
    public void A_text_is_read_in_the_encoding_it_was_written_in(string encoding, byte[] bytes)
    {
        var table = TableFile.Read(bytes).Table!;
        table.Encoding.Should().Be(encoding);
        table.Sheets.Single().Rows.Select(r => string.Join('|', r.Cells)).Should().Equal("姓名|班级", "张三|软件2401");
        table.Previews.Should().BeEmpty();
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("gb18030")]
    [InlineData("utf-16")]
    public void Rare_characters_of_names_survive(string encoding)
    {
        var target = Encoding.GetEncoding(encoding);
        byte[] bytes = [.. encoding.EndsWith("16", StringComparison.Ordinal) ? target.GetPreamble() : [], .. target.GetBytes("姓名\n𠮷田㐂䶮·买买提\n")];
        TableFile.Read(bytes).Table!.Sheets[0].Rows[1][0].Should().Be("𠮷田㐂䶮·买买提");
    }

    [Fact]
    public void Where_both_encodings_are_possible_both_are_shown_and_one_can_be_chosen()
    {
        byte[] bytes = [.. "name\n"u8, 0xC4, 0xA1, (byte)'\n'];
        var table = TableFile.Read(bytes).Table!;
        table.Encoding.Should().Be("gb18030");
        table.Previews.Select(p => p.Encoding).Should().Equal("gb18030", "utf-8");
        table.Previews[1].Lines.Should().StartWith(["name", "ġ"]);
        TableFile.Read(bytes, new TableOptions { Encoding = "utf-8" }).Table!.Sheets[0].Rows[1][0].Should().Be("ġ");
    }

    [Fact]
    public void Mixed_encodings_are_refused_with_the_line()
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes("姓名\n张三丰\n李四\n"), .. Encoding.GetEncoding(936).GetBytes("王五\n"), 0xFF, 0xFF];
        var refusal = TableFile.Read(bytes).Refusal!;
        refusal.Code.Should().Be(TableCodes.Encoding);
        refusal.Arguments["line"].Should().Be("5");
    }

    [Fact]
    public void An_unknown_encoding_is_refused() =>
        TableFile.Read("a"u8.ToArray(), new TableOptions { Encoding = "big5" }).Refusal!.Code.Should().Be(TableCodes.EncodingUnknown);

    [Theory]
    [InlineData("a,b\n1,2\n", "1|2")]
    [InlineData("a\tb\n1\t2\n", "1|2")]
    [InlineData("a;b\n1;2\n", "1|2")]
    [InlineData("a|b\n1|2", "1|2")]
    [InlineData("a,b\n\"1,1\",\"say \"\"hi\"\"\"\n", "1,1|say \"hi\"")]
    [InlineData("a,b\r\"1\n1\",2\r", "1\n1|2")]
    [InlineData("a,b\n1\"x,2\n", "1\"x|2")]
    [InlineData("a,b\n\"1\"x,2\n", "1x|2")]
    [InlineData("\"a,a,a\"\tb\n1\t2\n", "1|2")]
    public void Separators_are_detected_and_quotes_respected(string text, string second) =>
        string.Join('|', Read(text).Rows[1].Cells).Should().Be(second);

    [Fact]
    public void Rows_keep_the_numbers_that_Excel_shows()
    {
        Read("a,b\n\n\"1\n1\",2\n,\n3,4\n").Rows.Select(r => r.Number).Should().Equal(1, 3, 5);
        Read("sep=;\na;b\n1;2\n").Rows.Select(r => (r.Number, r.Cells.Length)).Should().Equal((2, 2), (3, 2));
    }

    [Fact]
    public void A_quote_that_is_never_closed_is_refused_with_its_row()
    {
        var refusal = TableFile.Read("a,b\n1,\"2\n3,4\n"u8.ToArray()).Refusal!;
        refusal.Code.Should().Be(TableCodes.QuoteUnclosed);
        refusal.Arguments["row"].Should().Be("2");
    }

    [Fact]
    public void An_apostrophe_put_before_a_formula_is_taken_off_again() =>
        Read("a\n'=1+1\n'quoted\n").Rows.Select(r => r[0]).Should().Equal("a", "=1+1", "'quoted");

    public static TheoryData<string, byte[]> Refused => new()
    {
        { "table-empty", [] },
        { "table-empty", " \r\n"u8.ToArray() },
        { "table-is-web-page", "<html><table>"u8.ToArray() },
        { "table-is-web-page", Encoding.UTF8.GetBytes("\uFEFF <?xml version=\"1.0\"?><Workbook>") },
        { "table-unreadable", "%PDF-1.7"u8.ToArray() },
        { "table-unreadable", [1, 0, 2, 0] },
        { "table-unreadable", [(byte)'P', (byte)'K', 3, 4, 9, 9, 9, 9] },
        { "table-unreadable", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 1, 2, 3] },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_is_no_table_is_refused_and_says_why(string code, byte[] bytes) =>
        TableFile.Read(bytes).Refusal!.Code.Id.Should().Be(code);

    [Fact]
    public void Limits_of_size_rows_and_columns_are_kept()
    {
        var bytes = "a,b,c\n1,2,3\n4,5,6\n"u8.ToArray();
        TableFile.Read(bytes, new TableOptions { MaxBytes = 5 }).Refusal!.Code.Should().Be(TableCodes.TooLarge);
        TableFile.Read(bytes, new TableOptions { MaxRows = 2 }).Refusal!.Code.Should().Be(TableCodes.TooLong);
        TableFile.Read(bytes, new TableOptions { MaxColumns = 2 }).Refusal!.Code.Should().Be(TableCodes.TooWide);
        TableFile.Read(bytes, new TableOptions { MaxRows = 3, MaxColumns = 3 }).Refusal.Should().BeNull();
        TableFile.Read(new byte[50 * 1024 * 1024 + 1]).Refusal!.Code.Should().Be(TableCodes.TooLarge);
    }

    private static TableSheet Read(string text) => TableFile.Read(Encoding.UTF8.GetBytes(text)).Table!.Sheets.Single();
}
