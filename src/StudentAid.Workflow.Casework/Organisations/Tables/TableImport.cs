using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Casework.Organisations.Tables;

/// <summary>A row without errors: its number as Excel shows it, and its filled fields by id, normalised by format.</summary>
public sealed record TableRecord(int Row, IReadOnlyDictionary<string, string> Values)
{
    public string? this[string field] => Values.GetValueOrDefault(field);
}

/// <summary>
/// A table read by a profile: the columns, the rows without errors, and all findings ordered by row. With an error of the header there are no rows.
/// </summary>
public sealed record TableImport(ColumnMap Map, ImmutableArray<TableRecord> Records, ImmutableArray<CellError> Errors)
{
    public bool HasErrors => Errors.Any(e => e.Severity == Severity.Error);

    public static TableImport Read(TableSheet sheet, ColumnProfile profile, IReadOnlyDictionary<string, string>? chosen = null)
    {
        var map = ColumnMap.Of(sheet, profile, chosen);
        if (!map.Errors.IsEmpty)
            return new TableImport(map, [], map.Errors);
        var errors = new List<CellError>();
        var records = ImmutableArray.CreateBuilder<TableRecord>();
        var lost = sheet.Errors.ToLookup(e => e.Row);
        foreach (var row in sheet.Rows.Where(r => r.Number > map.HeaderRow && !IsFooter(r, profile)))
        {
            var found = ReadRow(row, map, [.. lost[row.Number]], errors);
            if (found is not null)
                records.Add(found);
        }

        return new TableImport(map, records.DrainToImmutable(), [.. errors]);
    }

    /// <summary>The same import with more findings; rows with an error leave the records.</summary>
    public TableImport With(IReadOnlyCollection<CellError> more)
    {
        var refused = more.Where(e => e.Severity == Severity.Error).Select(e => e.Row).ToHashSet();
        return this with
        {
            Records = [.. Records.Where(r => !refused.Contains(r.Row))],
            Errors = [.. Errors.Concat(more).OrderBy(e => e.Row).ThenBy(e => e.Column)],
        };
    }

    private static TableRecord? ReadRow(TableRow row, ColumnMap map, ImmutableArray<CellError> lost, List<CellError> errors)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var refused = false;
        foreach (var column in map.Columns.Where(c => c.Field is not null))
        {
            var (value, reason) = ReadCell(column, row, lost);
            if (value.Length > 0)
                values[column.Field!.Id] = value;
            if (reason is null)
                continue;
            var severity = column.Field!.Lenient ? Severity.Warning : Severity.Error;
            errors.Add(new CellError(row.Number, column.Index + 1, column.Header, reason, severity));
            refused |= severity == Severity.Error;
        }

        return refused ? null : new TableRecord(row.Number, values);
    }

    private static (string Value, Rejection? Reason) ReadCell(RecognisedColumn column, TableRow row, ImmutableArray<CellError> lost)
    {
        var cell = row[column.Index];
        var field = column.Field!;
        if (lost.FirstOrDefault(e => e.Column == column.Index + 1) is { } error && !field.Is(FieldFormat.Number))
            return ("", field.Is(FieldFormat.IdNumber) && error.Reason.Code == TableCodes.CellPrecisionLost ? IdNumberCodes.PrecisionLost : error.Reason);
        if (string.IsNullOrWhiteSpace(cell) || IsDash(cell, field))
            return ("", field.Required ? TableCodes.CellMissing.With(("column", field.Name)) : null);
        return FieldFormat.Read(field, cell);
    }

    /// <summary>What people write into a cell that does not apply.</summary>
    private static bool IsDash(string cell, ColumnField field) => cell is "无" or "/" or "-" or "—" && !field.Required && !field.Values.ContainsKey(cell);

    private static bool IsFooter(TableRow row, ColumnProfile profile)
    {
        var first = row.Cells.FirstOrDefault(c => c.Length > 0) ?? "";
        return profile.Footers.Any(f => first.StartsWith(f, StringComparison.Ordinal));
    }
}
