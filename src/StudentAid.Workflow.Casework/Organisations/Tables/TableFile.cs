using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Casework.Organisations.Tables;

/// <summary>Limits of reading, and the encoding where a person has chosen it from the preview (<see cref="TextEncoding"/>).</summary>
public sealed record TableOptions
{
    public static readonly TableOptions Default = new();

    public int MaxBytes { get; init; } = 50 * 1024 * 1024;

    public int MaxRows { get; init; } = 200_000;

    public int MaxColumns { get; init; } = 500;

    /// <summary>Most parts in a workbook, most bytes when inflated, and most inflated bytes for one packed.</summary>
    public int MaxParts { get; init; } = 2_000;

    public long MaxInflatedBytes { get; init; } = 1024L * 1024 * 1024;

    public int MaxRatio { get; init; } = 200;

    public string? Encoding { get; init; }
}

/// <summary>One row: its number as Excel shows it, and its cells as text, trimmed; cells beyond the last are empty.</summary>
public sealed record TableRow(int Number, ImmutableArray<string> Cells)
{
    public string this[int column] => column < Cells.Length ? Cells[column] : "";

    public bool IsBlank => Cells.All(string.IsNullOrEmpty);
}

/// <summary>A finding at a cell: row number as Excel shows it, column from 1 (nought for the whole row), the header where it is known.</summary>
public sealed record CellError(int Row, int Column, string? Header, Rejection Reason, Severity Severity = Severity.Error);

/// <summary>A sheet: rows without the blank ones at its end, and what was lost already in the file.</summary>
public sealed record TableSheet(string Name, ImmutableArray<TableRow> Rows, ImmutableArray<CellError> Errors);

/// <summary>How the first lines would read in an encoding that is possible too.</summary>
public sealed record EncodingPreview(string Encoding, ImmutableArray<string> Lines);

/// <summary>
/// A table that was read. <see cref="Previews"/> is not empty where the text is possible in two encodings: the first is the one taken,
/// and a person should be shown both.
/// </summary>
public sealed record TableFile(string Format, string? Encoding, ImmutableArray<EncodingPreview> Previews, ImmutableArray<TableSheet> Sheets)
{
    public const string Csv = "csv";
    public const string Xls = "xls";
    public const string Xlsx = "xlsx";

    /// <summary>What a workbook is called on its way to a browser.</summary>
    public const string XlsxMediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>Reads CSV, XLS or XLSX by content, whatever the file is called. Refused with the codes of <see cref="TableCodes"/>; never throws.</summary>
    public static TableReading Read(ReadOnlyMemory<byte> bytes, TableOptions? options = null)
    {
        options ??= TableOptions.Default;
        if (bytes.Length == 0)
            return TableReading.Refuse(TableCodes.Empty);
        if (bytes.Length > options.MaxBytes)
            return TableReading.Refuse(TableCodes.TooLarge.With(("limit", options.MaxBytes / (1024 * 1024))));
        return TableSignature.Of(bytes.Span) switch
        {
            TableSignature.Zip => WorkbookReading.ReadXlsx(bytes, options),
            TableSignature.Compound => WorkbookReading.ReadXls(bytes, options),
            TableSignature.WebPage => TableReading.Refuse(TableCodes.IsWebPage),
            TableSignature.Binary => TableReading.Refuse(TableCodes.Unreadable),
            _ => CsvReading.Read(bytes, options),
        };
    }
}

/// <summary>The table, or why there is none.</summary>
public sealed record TableReading(TableFile? Table, Rejection? Refusal)
{
    internal static TableReading Refuse(Rejection refusal) => new(null, refusal);
}
