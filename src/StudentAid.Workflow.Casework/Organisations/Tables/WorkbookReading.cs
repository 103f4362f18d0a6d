using System.Collections.Immutable;
using System.Globalization;
using System.Xml;
using ExcelDataReader;
using ExcelDataReader.Exceptions;

namespace StudentAid.Workflow.Casework.Organisations.Tables;

/// <summary>Workbooks of Excel and WPS, old and new. Formulas give the value that was saved with them and are never computed.</summary>
internal static class WorkbookReading
{
    /// <summary>Excel keeps 15 significant digits; a whole number from here on may have lost its last ones.</summary>
    private const double LastExact = 1e15;

    /// <summary>No sheet of Excel has more rows; a file that claims a row beyond is not followed there.</summary>
    private const int LastRow = 1_048_576;

    // Stands first: making a configuration asks for an encoding that is known only once the code pages are registered.
    private static readonly System.Text.Encoding? Fallback = TextEncoding.CodePages.GetEncoding(TextEncoding.Gb18030);

    private static readonly ExcelReaderConfiguration Configuration = new()
    {
        FallbackEncoding = Fallback,
        LeaveOpen = false,
    };

    public static TableReading ReadXlsx(ReadOnlyMemory<byte> bytes, TableOptions options) =>
        WorkbookGuard.Refuse(bytes, options) is { } refusal
            ? TableReading.Refuse(refusal)
            : Read(bytes, TableFile.Xlsx, options, stream => ExcelReaderFactory.CreateOpenXmlReader(stream, Configuration));

    public static TableReading ReadXls(ReadOnlyMemory<byte> bytes, TableOptions options) =>
        Read(bytes, TableFile.Xls, options, stream => ExcelReaderFactory.CreateReader(stream, Configuration));

    private static TableReading Read(ReadOnlyMemory<byte> bytes, string format, TableOptions options, Func<Stream, IExcelDataReader> open)
    {
        try
        {
            using var reader = open(WorkbookGuard.Open(bytes));
            return ReadSheets(reader, format, options);
        }
        catch (InvalidPasswordException)
        {
            return TableReading.Refuse(TableCodes.Encrypted);
        }
        catch (Exception e) when (IsMalformed(e))
        {
            return TableReading.Refuse(TableCodes.Unreadable);
        }
    }

    /// <summary>The reader answers a malformed workbook with whichever of these it stumbles into.</summary>
    private static bool IsMalformed(Exception e) =>
        e is ExcelReaderException or XmlException or InvalidDataException or IOException or FormatException or OverflowException or InvalidCastException
            or NotSupportedException or InvalidOperationException or ArgumentException or IndexOutOfRangeException or NullReferenceException or KeyNotFoundException;

    private static TableReading ReadSheets(IExcelDataReader reader, string format, TableOptions options)
    {
        var sheets = ImmutableArray.CreateBuilder<TableSheet>();
        do
        {
            var builder = new SheetBuilder(reader.Name, options);
            if (reader.FieldCount > options.MaxColumns)
                return TableReading.Refuse(TableCodes.TooWide.With(("limit", options.MaxColumns)));
            for (var number = 1; builder.Refusal is null && reader.Read(); number++)
            {
                if (number > LastRow)
                    return TableReading.Refuse(TableCodes.TooLong.With(("limit", options.MaxRows)));
                ReadRow(reader, number, builder);
            }

            if (builder.Refusal is { } refusal)
                return TableReading.Refuse(refusal);
            sheets.Add(builder.Build());
        }
        while (reader.NextResult());
        return sheets.Any(s => !s.Rows.IsEmpty)
            ? new TableReading(new TableFile(format, null, [], sheets.DrainToImmutable()), null)
            : TableReading.Refuse(TableCodes.Empty);
    }

    private static void ReadRow(IExcelDataReader reader, int number, SheetBuilder builder)
    {
        var cells = ImmutableArray.CreateBuilder<string>(reader.FieldCount);
        for (var column = 0; column < reader.FieldCount; column++)
        {
            var value = reader.GetValue(column);
            if (value is double d && Math.Abs(d) >= LastExact && Math.Truncate(d) == d)
                builder.Report(number, column + 1, TableCodes.CellPrecisionLost);
            cells.Add(Text(value));
        }

        builder.Add(number, cells.DrainToImmutable());
    }

    private static string Text(object? value) => value switch
    {
        null => "",
        string s => s,
        double d when Math.Truncate(d) == d && Math.Abs(d) < 1e28 => ((decimal)d).ToString("0", CultureInfo.InvariantCulture),
        double d => d.ToString("G15", CultureInfo.InvariantCulture),
        DateTime t => t.ToString(t.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        bool b => b ? "是" : "否",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}
