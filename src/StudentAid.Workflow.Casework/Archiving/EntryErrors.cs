using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Organisations.Tables;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Archiving;

/// <summary>A row that the other system refused: its number in the error file, the case where it is one of the batch (None else), and the system's words.</summary>
public sealed record RefusedRow(int Row, Id Case, string Key, string Reason);

/// <summary>Reads the error file that a system gave back for a batch.</summary>
public static class EntryErrors
{
    /// <summary>The refused rows by the profile's key column, or why the file cannot be read. A row whose key is not in the batch is kept with no case.</summary>
    public static (ImmutableArray<RefusedRow> Rows, Rejection? Rejected) Read(TableSheet sheet, ExportFile exported)
    {
        if (exported.Profile.Errors is not { } columns)
            return ([], ExportCodes.NoErrorColumns.With(("key", "–"), ("reason", "–")));
        var head = sheet.Rows.FirstOrDefault(r => IndexOf(r, columns.Key) >= 0 && IndexOf(r, columns.Reason) >= 0);
        if (head is null)
            return ([], ExportCodes.NoErrorColumns.With(("key", columns.Key), ("reason", columns.Reason)));
        var (key, reason) = (IndexOf(head, columns.Key), IndexOf(head, columns.Reason));
        var ours = exported.Profile.Columns.ToList().FindIndex(c => c.Title == columns.Key);
        var cases = new Dictionary<string, Id>(StringComparer.Ordinal);
        for (var i = 0; i < exported.Rows.Length; i++)
            cases.TryAdd(Normal(exported.Rows[i][ours]), exported.Cases[i]);
        return (
            [
                .. sheet.Rows.Where(r => r.Number > head.Number && r[key].Length > 0)
                    .Select(r => new RefusedRow(r.Number, cases.GetValueOrDefault(Normal(r[key])), r[key], r[reason])),
            ], null);
    }

    /// <summary>The same of the file's bytes; of whom nobody knows the key is kept masked.</summary>
    public static (ImmutableArray<RefusedRow> Rows, Rejection? Rejected) Read(ReadOnlyMemory<byte> bytes, ExportFile exported)
    {
        var reading = TableFile.Read(bytes);
        if (reading.Table is not { Sheets: [var sheet, ..] })
            return ([], reading.Refusal ?? ExportCodes.NoErrorColumns.With(("key", "–"), ("reason", "–")));
        var (rows, rejected) = Read(sheet, exported);
        return ([.. rows.Select(r => r.Case.IsNone ? r with { Key = IdNumber.Mask(r.Key) } : r)], rejected);
    }

    private static int IndexOf(TableRow row, string title) => row.Cells.IndexOf(title);

    private static string Normal(string key) => Width.Half(SafeCell.Unescape(key)).Trim().ToUpperInvariant();
}
