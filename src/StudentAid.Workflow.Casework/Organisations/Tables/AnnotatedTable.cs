using System.Globalization;
using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Casework.Organisations.Tables;

/// <summary>
/// The table given back with a last column that says per row what is wrong, to be corrected and loaded again: the column is then ignored,
/// and replaced when annotated anew. As XLSX the ID numbers survive a double click; a CSV opened in Excel loses their last digits.
/// </summary>
public static class AnnotatedTable
{
    private const string ZhCn = "错误说明";
    private const string En = "What is wrong";

    public static byte[] Csv(TableSheet sheet, TableImport import, string language) =>
        TableWriter.Csv(Header(sheet, import, language), Rows(sheet, import, language));

    public static byte[] Xlsx(TableSheet sheet, TableImport import, string language) =>
        TableWriter.Xlsx(sheet.Name, Header(sheet, import, language), Rows(sheet, import, language));

    /// <summary>The header, and of the rows only those that were refused.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Failed(TableSheet sheet, TableImport import, string language)
    {
        var failed = import.Errors.Where(e => e.Severity == Severity.Error).Select(e => e.Row).ToHashSet();
        var header = HeaderRow(sheet, import);
        var numbers = sheet.Rows.Where(r => header is null || r.Number > header.Number).Select(r => r.Number);
        return [Header(sheet, import, language), .. numbers.Zip(Rows(sheet, import, language)).Where(r => failed.Contains(r.First)).Select(r => r.Second)];
    }

    internal static bool IsAnnotation(string header) => header is ZhCn or En;

    private static List<string> Header(TableSheet sheet, TableImport import, string language) =>
        [.. Cells(sheet, HeaderRow(sheet, import)), IsEnglish(language) ? En : ZhCn];

    private static IEnumerable<IReadOnlyList<string>> Rows(TableSheet sheet, TableImport import, string language)
    {
        var errors = import.Errors.ToLookup(e => e.Row);
        var header = HeaderRow(sheet, import);
        foreach (var row in sheet.Rows.Where(r => header is null || r.Number > header.Number))
            yield return [.. Cells(sheet, row), string.Join(IsEnglish(language) ? " " : "", errors[row.Number].Select(e => Say(e, language)))];
    }

    private static TableRow? HeaderRow(TableSheet sheet, TableImport import) => sheet.Rows.FirstOrDefault(r => r.Number == import.Map.HeaderRow);

    private static IEnumerable<string> Cells(TableSheet sheet, TableRow? row)
    {
        var width = sheet.Rows.Max(r => r.Cells.Length);
        var annotated = sheet.Rows.Where(r => r.Cells.Any(IsAnnotation)).Select(r => r.Cells.ToList().FindIndex(IsAnnotation)).DefaultIfEmpty(-1).First();
        return Enumerable.Range(0, width).Where(i => i != annotated).Select(i => row?[i] ?? "");
    }

    private static string Say(CellError error, string language)
    {
        var sentence = error.Reason.In(language);
        if (error.Header is null || sentence.Contains(error.Header, StringComparison.Ordinal))
            return sentence;
        return string.Format(CultureInfo.InvariantCulture, IsEnglish(language) ? "{0}: {1}" : "{0}：{1}", error.Header, sentence);
    }

    private static bool IsEnglish(string language) => language.StartsWith("en", StringComparison.OrdinalIgnoreCase);
}
