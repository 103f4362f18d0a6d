using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace StudentAid.Workflow.Casework.Organisations.Tables;

/// <summary>Tables for people: every cell is text, so that no ID number is rounded and no formula runs.</summary>
public static class TableWriter
{
    private const int MaxCellLength = 32_767;
    private const int MaxSheetName = 31;
    private const uint TextFormat = 49;

    /// <summary>
    /// Comma, every cell in quotes, formulas made harmless (<see cref="SafeCell"/>), CR LF. UTF-8 with byte order mark unless another encoding is asked for
    /// (<see cref="TextEncoding"/>).
    /// </summary>
    public static byte[] Csv(IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows, string encoding = TextEncoding.Utf8)
    {
        using var stream = new MemoryStream();
        using (var writer = new StreamWriter(stream, TextEncoding.Writing(encoding), leaveOpen: true))
        {
            WriteLine(writer, header);
            foreach (var row in rows)
                WriteLine(writer, row);
        }

        return stream.ToArray();
    }

    /// <summary>One sheet whose cells are all typed text and formatted as text, the header frozen in bold, so many columns on the left hidden; whose copy it is in the margins.</summary>
    public static byte[] Xlsx(string sheetName, IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows, int hidden = 0, Watermark? mark = null)
    {
        using var stream = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(stream, SpreadsheetDocumentType.Workbook))
        {
            var book = document.AddWorkbookPart();
            book.AddNewPart<WorkbookStylesPart>().Stylesheet = Styles();
            var sheet = book.AddNewPart<WorksheetPart>();
            WriteSheet(sheet, header, rows, hidden, mark);
            mark?.Stamp(document);
            book.Workbook = new Workbook(new Sheets(new Sheet { Id = book.GetIdOfPart(sheet), SheetId = 1, Name = SheetName(sheetName) }));
        }

        return stream.ToArray();
    }

    private static void WriteLine(StreamWriter writer, IReadOnlyList<string> cells)
    {
        for (var i = 0; i < cells.Count; i++)
        {
            writer.Write(i == 0 ? "\"" : ",\"");
            writer.Write(SafeCell.Escape(cells[i]).Replace("\"", "\"\"", StringComparison.Ordinal));
            writer.Write('"');
        }

        writer.Write("\r\n");
    }

    private static void WriteSheet(WorksheetPart part, IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows, int hidden, Watermark? mark)
    {
        using var writer = OpenXmlWriter.Create(part);
        writer.WriteStartElement(new Worksheet());
        writer.WriteElement(new SheetViews(new SheetView(
            new Pane { VerticalSplit = 1, TopLeftCell = "A2", ActivePane = PaneValues.BottomLeft, State = PaneStateValues.Frozen }) { WorkbookViewId = 0 }));
        var shown = new Column { Min = (uint)hidden + 1, Max = (uint)Math.Max(hidden + 1, header.Count), Width = 16, CustomWidth = true, Style = 1 };
        writer.WriteElement(hidden == 0 ? new Columns(shown) : new Columns(new Column { Min = 1, Max = (uint)hidden, Width = 0, CustomWidth = true, Hidden = true, Style = 1 }, shown));
        writer.WriteStartElement(new SheetData());
        WriteRow(writer, header, 2);
        foreach (var row in rows)
            WriteRow(writer, row, 1);
        writer.WriteEndElement();
        if (mark is not null)
            writer.WriteElement(mark.HeaderFooter);
        writer.WriteEndElement();
    }

    private static void WriteRow(OpenXmlWriter writer, IReadOnlyList<string> cells, uint style)
    {
        writer.WriteStartElement(new Row());
        foreach (var cell in cells)
        {
            var text = new DocumentFormat.OpenXml.Spreadsheet.Text(Printable(cell)) { Space = SpaceProcessingModeValues.Preserve };
            writer.WriteElement(new Cell(new InlineString(text)) { DataType = CellValues.InlineString, StyleIndex = style });
        }

        writer.WriteEndElement();
    }

    private static Stylesheet Styles() => new(
        new Fonts(new Font(new FontSize { Val = 11 }, new FontName { Val = "宋体" }), new Font(new Bold(), new FontSize { Val = 11 }, new FontName { Val = "宋体" })),
        new Fills(new Fill(new PatternFill { PatternType = PatternValues.None }), new Fill(new PatternFill { PatternType = PatternValues.Gray125 })),
        new Borders(new Border()),
        new CellFormats(
            new CellFormat(),
            new CellFormat { NumberFormatId = TextFormat, ApplyNumberFormat = true },
            new CellFormat { NumberFormatId = TextFormat, ApplyNumberFormat = true, FontId = 1, ApplyFont = true }));

    private static string SheetName(string name)
    {
        var clean = string.Concat(name.Where(c => !"[]:*?/\\".Contains(c, StringComparison.Ordinal) && !char.IsControl(c))).Trim('\'', ' ');
        return clean.Length == 0 ? "Sheet1" : clean[..Math.Min(clean.Length, MaxSheetName)];
    }

    /// <summary>Without what XML cannot hold (control characters, half a surrogate pair), cut at what a cell can hold.</summary>
    internal static string Printable(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '\t' or '\n' or >= 0x20 and not (0xFFFE or 0xFFFF) && result.Length + rune.Utf16SequenceLength <= MaxCellLength)
                result.Append(rune.ToString());
        }

        return result.ToString();
    }
}
