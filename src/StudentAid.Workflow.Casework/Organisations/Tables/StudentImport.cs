using System.Collections.Immutable;
using System.Globalization;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;

namespace StudentAid.Workflow.Casework.Organisations.Tables;

/// <summary>
/// Students out of a table. A row needs one of the profile's keys; two rows with the same key are both refused, each naming the other;
/// a sex or birth that contradicts the ID number is a warning.
/// </summary>
public sealed record StudentImport(TableImport Table, ImmutableArray<StudentRow> Students)
{
    public static StudentImport Read(TableSheet sheet, ColumnProfile profile, IReadOnlyDictionary<string, string>? chosen = null)
    {
        var table = TableImport.Read(sheet, profile, chosen);
        var findings = new List<CellError>();
        findings.AddRange(table.Records.Where(r => KeyOf(r, profile) is null).Select(r => new CellError(r.Row, 0, null, MissingKey(profile))));
        findings.AddRange(profile.Keys.SelectMany(key => Repeated(table, key)));
        findings.AddRange(table.Records.SelectMany(r => Contradictions(r, table.Map)));
        table = table.With(findings);
        return new StudentImport(table, [.. table.Records.Select(r => new StudentRow(r, KeyOf(r, profile)!, IdNumber.Read(r["idNumber"]).Number))]);
    }

    internal static DateOnly? DayOf(string? iso) =>
        DateOnly.TryParseExact(iso, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static StudentKey? KeyOf(TableRecord record, ColumnProfile profile) =>
        profile.Keys.Where(k => record[k] is not null).Select(k => new StudentKey(k, record[k]!)).FirstOrDefault();

    private static Rejection MissingKey(ColumnProfile profile) =>
        StudentCodes.KeyMissing.With(("columns", Text.Listed(profile.Keys.Select(k => profile.Field(k)!.Name))));

    private static IEnumerable<CellError> Repeated(TableImport table, string key)
    {
        var column = table.Map.Columns.FirstOrDefault(c => string.Equals(c.Field?.Id, key, StringComparison.Ordinal));
        foreach (var same in table.Records.Where(r => r[key] is not null).GroupBy(r => r[key]!, StringComparer.Ordinal).Where(g => g.Skip(1).Any()))
        {
            foreach (var record in same)
            {
                var others = string.Join('、', same.Where(r => r.Row != record.Row).Take(5).Select(r => r.Row));
                yield return new CellError(record.Row, column!.Index + 1, column.Header, StudentCodes.Repeated.With(("column", column.Field!.Name), ("rows", others)));
            }
        }
    }

    private static IEnumerable<CellError> Contradictions(TableRecord record, ColumnMap map)
    {
        if (IdNumber.Read(record["idNumber"]).Number is not { } number)
            yield break;
        if (record["sex"] is { } sex && sex is "male" != number.IsMale)
            yield return Warning(record, map, "sex", StudentCodes.SexDiffers);
        if (DayOf(record["birth"]) is { } birth && (birth.Year != number.Birth.Year || birth.Month != number.Birth.Month))
            yield return Warning(record, map, "birth", StudentCodes.BirthDiffers);
    }

    private static CellError Warning(TableRecord record, ColumnMap map, string field, Code code) =>
        new(record.Row, map.IndexOf(field)!.Value + 1, null, code, Severity.Warning);
}
