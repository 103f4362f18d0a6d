using System.Collections.Immutable;
using System.Globalization;
using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Casework.Organisations.Tables;

/// <summary>The formats a profile may ask for, and how a cell is read by each: the value kept, or what is wrong.</summary>
public static class FieldFormat
{
    public const string Text = "text";
    public const string PersonName = "person-name";
    public const string IdNumber = "id-number";
    public const string Certificate = "certificate";
    public const string Day = "day";
    public const string Number = "number";
    public const string Choice = "choice";

    internal static readonly ImmutableArray<string> Words = [Text, PersonName, IdNumber, Certificate, Day, Number, Choice];

    private static readonly string[] Days = ["yyyy-M-d", "yyyy/M/d", "yyyy.M.d", "yyyyMMdd", "yyyy年M月d日", "yyyy-M-d HH:mm:ss", "yyyy-M", "yyyy/M", "yyyy.M", "yyyy年M月", "yyyyMM"];

    internal static (string Value, Rejection? Refusal) Read(ColumnField field, string cell)
    {
        if (cell.Length > field.MaxLength)
            return (cell, TableCodes.CellTooLong.With(("column", field.Name), ("limit", field.MaxLength)));
        return field.Format switch
        {
            IdNumber => Organisations.IdNumber.Read(cell) is var id && id.Number is { } number ? (number.Digits, null) : (Organisations.IdNumber.Normalise(cell), id.Refusal),
            Certificate => (Organisations.IdNumber.Normalise(cell), null),
            PersonName => (string.Join(' ', cell.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), null),
            Day => ReadDay(field, cell),
            Number => ReadNumber(field, cell),
            Choice => ReadChoice(field, cell),
            _ => (cell, null),
        };
    }

    private static (string, Rejection?) ReadDay(ColumnField field, string cell) =>
        DateOnly.TryParseExact(Width.Half(cell), Days, CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces, out var day)
            ? (day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), null)
            : (cell, TableCodes.CellNotADay.With(("column", field.Name)));

    private static (string, Rejection?) ReadNumber(ColumnField field, string cell) =>
        decimal.TryParse(Width.Half(cell), NumberStyles.Number, CultureInfo.InvariantCulture, out var number)
            ? (number.ToString(CultureInfo.InvariantCulture), null)
            : (cell, TableCodes.CellNotANumber.With(("column", field.Name)));

    private static (string, Rejection?) ReadChoice(ColumnField field, string cell) =>
        field.Values.TryGetValue(Width.Half(cell).Replace(" ", "", StringComparison.Ordinal), out var value)
            ? (value, null)
            : (cell, TableCodes.CellNotAChoice.With(("column", field.Name), ("choices", Engine.Definitions.Text.Listed(field.Values.Keys.Order(StringComparer.Ordinal)))));
}
