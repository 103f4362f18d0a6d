using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Casework.Organisations.Tables;

/// <summary>A column of the table (from 0) and the field it was recognised as; null where nobody knows it.</summary>
public sealed record RecognisedColumn(int Index, string Header, ColumnField? Field);

/// <summary>
/// Which column is which field. The header is the row among the first twenty with most known headers, so that titles above it do no harm.
/// </summary>
public sealed record ColumnMap(int HeaderRow, ImmutableArray<RecognisedColumn> Columns, ImmutableArray<CellError> Errors)
{
    private const int SearchedRows = 20;

    public IEnumerable<RecognisedColumn> Unrecognised => Columns.Where(c => c.Field is null && c.Header.Length > 0);

    public int? IndexOf(string field) => Columns.FirstOrDefault(c => string.Equals(c.Field?.Id, field, StringComparison.Ordinal))?.Index;

    /// <summary>Recognises the columns; <paramref name="chosen"/> (header to field, as a person mapped them last time) goes before the profile.</summary>
    public static ColumnMap Of(TableSheet sheet, ColumnProfile profile, IReadOnlyDictionary<string, string>? chosen = null)
    {
        var known = Known(profile, chosen);
        var header = sheet.Rows.Take(SearchedRows).Select(row => (Row: row, Hits: row.Cells.Count(c => known.ContainsKey(Plain(c)))))
            .OrderByDescending(x => x.Hits).FirstOrDefault();
        if (header.Hits == 0)
            return new ColumnMap(0, [], [new CellError(0, 0, null, TableCodes.HeaderMissing.With(("rows", SearchedRows)))]);
        ImmutableArray<RecognisedColumn> columns =
            [.. header.Row.Cells.Select((text, i) => new RecognisedColumn(i, OneLine(text), known.GetValueOrDefault(Plain(text)))).Where(c => !AnnotatedTable.IsAnnotation(c.Header))];
        return new ColumnMap(header.Row.Number, columns, [.. Check(header.Row.Number, columns, profile)]);
    }

    /// <summary>A header for comparing: half width, without spaces, line breaks, stars, colons and remarks in brackets.</summary>
    public static string Plain(string header)
    {
        var half = Width.Half(header);
        var bracket = half.IndexOf('(', StringComparison.Ordinal);
        if (bracket > 0)
            half = half[..bracket];
        return string.Concat(half.Where(c => !char.IsWhiteSpace(c) && c is not ('*' or ':' or '【' or '】'))).ToUpperInvariant();
    }

    private static Dictionary<string, ColumnField> Known(ColumnProfile profile, IReadOnlyDictionary<string, string>? chosen)
    {
        var known = new Dictionary<string, ColumnField>(StringComparer.Ordinal);
        foreach (var field in profile.Fields)
        {
            foreach (var header in field.Headers.Append(field.Name.ZhCn))
                known.TryAdd(Plain(header), field);
        }

        foreach (var (header, field) in chosen ?? ImmutableDictionary<string, string>.Empty)
        {
            if (profile.Field(field) is { } picked)
                known[Plain(header)] = picked;
        }

        return known;
    }

    private static IEnumerable<CellError> Check(int row, ImmutableArray<RecognisedColumn> columns, ColumnProfile profile)
    {
        foreach (var field in profile.Fields)
        {
            var found = columns.Where(c => c.Field == field).ToList();
            if (found.Count == 0 && field.Required)
                yield return new CellError(row, 0, field.Name.ZhCn, TableCodes.ColumnMissing.With(("column", field.Name)));
            foreach (var again in found.Skip(1))
                yield return new CellError(row, again.Index + 1, again.Header, TableCodes.ColumnRepeated.With(("column", field.Name)));
        }
    }

    private static string OneLine(string header) => string.Concat(header.Where(c => !char.IsControl(c))).Trim();
}
