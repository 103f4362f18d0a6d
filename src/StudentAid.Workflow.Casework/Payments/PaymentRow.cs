using System.Collections.Immutable;
using System.Globalization;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Organisations.Tables;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Payments;

/// <summary>
/// What the bank or the finance office says of one payment: row of its table, the amount in 分, "paid" or "failed" and why; the numbers by which the student is
/// known, empty where the table has none.
/// </summary>
public sealed record PaymentRow(int Row, string Name, RecordValue Numbers, string Card, long Amount, string Result, string Reason, DateOnly Day)
{
    public const string Paid = "paid";
    public const string Failed = "failed";

    internal Value ToValue() => Value.List(
        Row, Name, Numbers, Card, Amount, Result, Reason,
        Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
}

/// <summary>The table of payments, read by the column profile <c>payments</c>: 元 become 分, a row without a result was paid, one without a day on the file's own.</summary>
public sealed record PaymentTable(TableImport Table, ImmutableArray<PaymentRow> Rows)
{
    public const string Profile = "column-profile/payments";

    /// <summary>More than any student is paid at once, and little enough that a whole table can be added up.</summary>
    private const decimal MostYuan = 10_000_000;

    public static PaymentTable Read(TableSheet sheet, ColumnProfile profile, DateOnly paidOn)
    {
        var table = TableImport.Read(sheet, profile);
        var errors = new List<CellError>();
        var rows = table.Records.Select(r => ReadRow(r, table.Map, profile, paidOn, errors)).OfType<PaymentRow>().ToImmutableArray();
        return new PaymentTable(table.With(errors), rows);
    }

    /// <summary>Money is taken whole or not at all: the refusal that names the first wrong row.</summary>
    public Rejection? Wrong() => Table.Errors.Where(e => e.Severity == Severity.Error).ToList() is [var first, ..] wrong
        ? PaymentCodes.WrongRows.With(("count", wrong.Count), ("row", first.Row), ("reason", first.Reason)) : null;

    private static PaymentRow? ReadRow(TableRecord record, ColumnMap map, ColumnProfile profile, DateOnly paidOn, List<CellError> errors)
    {
        var written = record["amount"] ?? "";
        var amount = decimal.TryParse(written, NumberStyles.Number, CultureInfo.InvariantCulture, out var yuan) && yuan <= MostYuan ? yuan * 100 : 0;
        if (amount <= 0 || amount != decimal.Truncate(amount))
        {
            errors.Add(new CellError(record.Row, (map.IndexOf("amount") ?? -1) + 1, null, PaymentCodes.BadAmount.With(("column", profile.Field("amount")?.Name ?? "amount"), ("value", written))));
            return null;
        }

        var numbers = Value.Record(PersonRow.KeyFields.Where(k => record[k] is not null).Select(k => (k, Value.Of(record[k]))));
        return new PaymentRow(
            record.Row, record["name"] ?? "", numbers, record["bankCard"] ?? "", (long)amount, record["result"] ?? PaymentRow.Paid, record["reason"] ?? "",
            StudentImport.DayOf(record["day"]) ?? paidOn);
    }
}
