using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using StudentAid.Workflow.Casework.Organisations.Tables;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Archiving;

/// <summary>A cell that is too long for the other system: what it says and what is left of it.</summary>
public sealed record CutCell(int Row, string Column, Id Case, string Full, string Kept);

/// <summary>
/// A file before it is written: its rows as they will be, what is wrong (row and column as the file shows them), and what is cut. Only one without
/// errors can be written. Of a file of numbers each row stands for several of the cases. <see cref="Hash"/> is of the content, the same whatever the file's format; it names the batch.
/// </summary>
public sealed record ExportFile(
    ExportProfile Profile, ImmutableArray<Id> Cases, ImmutableArray<ImmutableArray<string>> Rows, ImmutableArray<CellError> Errors, ImmutableArray<CutCell> Cuts, string Hash)
{
    public const string Csv = "csv";

    /// <summary>The first 12 digits of the hash: short enough to read out.</summary>
    public string Batch => $"{Profile.Id}-{Hash[..12]}";

    /// <summary>How many of the cases stand in each row: one, but in a file of numbers.</summary>
    public ImmutableArray<int> Sizes { get; init; } = [];

    /// <summary>The row of a case, null where it is not in the file.</summary>
    public ImmutableArray<string>? RowOf(Id @case)
    {
        if (Cases.IndexOf(@case) is not (>= 0 and var left))
            return null;
        var row = 0;
        while (row < Sizes.Length && left >= Sizes[row])
            left -= Sizes[row++];
        return Rows[row];
    }

    /// <summary>The first case of a row as the file shows it (the header is row 1).</summary>
    public Id FirstOf(int row) => Cases[Sizes.Take(row - 2).Sum()];

    public bool HasErrors => Errors.Any(e => e.Severity == Severity.Error);

    public static ExportFile Of(ExportProfile profile, IEnumerable<ExportRow> rows)
    {
        var errors = ImmutableArray.CreateBuilder<CellError>();
        var cuts = ImmutableArray.CreateBuilder<CutCell>();
        var cases = ImmutableArray.CreateBuilder<Id>();
        var cells = ImmutableArray.CreateBuilder<ImmutableArray<string>>();
        var sizes = ImmutableArray.CreateBuilder<int>();
        foreach (var alike in Together(profile, rows))
        {
            // The header is row 1.
            var number = cells.Count + 2;
            cells.Add([.. profile.Columns.Select((c, i) => c.Source == ExportRow.Count ? alike.Count.ToString(CultureInfo.InvariantCulture) : Cell(alike[0], c, number, i + 1, errors, cuts))]);
            cases.AddRange(alike.Select(r => r.Case));
            sizes.Add(alike.Count);
        }

        var content = Value.List(cells.Select(r => (Value)Value.List(r.Select(Value.Of)))).ToJson();
        // Of other students the same numbers are another batch.
        if (profile.Counts)
            content += string.Join('\n', cases);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(profile.Id + "\n" + string.Join('\t', profile.Columns.Select(c => c.Title)) + "\n" + content)));
        return new ExportFile(profile, cases.ToImmutable(), cells.ToImmutable(), errors.ToImmutable(), cuts.ToImmutable(), hash) { Sizes = sizes.ToImmutable() };
    }

    /// <summary>Each row by itself; of a file of numbers those that say the same in every column, in the order of the first of them.</summary>
    private static IEnumerable<List<ExportRow>> Together(ExportProfile profile, IEnumerable<ExportRow> rows) => profile.Counts
        ? rows.GroupBy(
            r => Value.List(profile.Columns.Where(c => c.Source != ExportRow.Count).Select(c => Value.Of(Cell(r, c, 0, 0, ImmutableArray.CreateBuilder<CellError>(), ImmutableArray.CreateBuilder<CutCell>())))).ToJson(),
            (_, alike) => alike.ToList(), StringComparer.Ordinal)
        : rows.Select(r => new List<ExportRow> { r });

    /// <summary>
    /// The bytes as "csv" or as a workbook; a formula that somebody wrote stays text in both. Whose copy it is stands in the workbook's margins, where the other system reads
    /// nothing, and is no part of the hash. Throws where there are errors.
    /// </summary>
    public byte[] Write(string format, Watermark mark)
    {
        if (HasErrors)
            throw new InvalidOperationException($"The export {Batch} has errors and cannot be written.");
        string[] header = [.. Profile.Columns.Select(c => c.Title)];
        return format == Csv ? TableWriter.Csv(header, Rows.Select(r => (IReadOnlyList<string>)r)) : TableWriter.Xlsx(Profile.Sheet, header, Rows.Select(r => (IReadOnlyList<string>)r), mark: mark);
    }

    private static string Cell(ExportRow row, ExportColumn column, int number, int at, ImmutableArray<CellError>.Builder errors, ImmutableArray<CutCell>.Builder cuts)
    {
        var text = TextOf(row.At(column.Source, column.Where), column.Format);
        if (text.Length == 0)
            text = column.Otherwise;
        else if (!column.Codes.IsEmpty)
        {
            // What was chosen of several is looked up each by itself.
            text = row.At(column.Source, column.Where) is ListValue list ? string.Join("、", list.Values.Select(v => Coded(TextOf(v, column.Format)))) : Coded(text);
        }

        if (text.Length == 0 && column.Required)
            Report(ExportCodes.Missing.With(("row", number), ("column", column.Title)), Severity.Error);
        var runes = text.EnumerateRunes().Count();
        if (column.MaxLength == 0 || runes <= column.MaxLength)
            return text;
        var kept = string.Concat(text.EnumerateRunes().Take(column.MaxLength).Select(r => r.ToString()));
        cuts.Add(new CutCell(number, column.Title, row.Case, text, kept));
        Report(ExportCodes.Cut.With(("row", number), ("column", column.Title), ("limit", column.MaxLength), ("length", runes)), Severity.Warning);
        return kept;

        string Coded(string value)
        {
            if (!column.Codes.TryGetValue(value, out var code))
                Report(ExportCodes.NoCode.With(("row", number), ("column", column.Title), ("value", value)), Severity.Error);
            return code ?? value;
        }

        void Report(Rejection reason, Severity severity) => errors.Add(new CellError(number, at, column.Title, reason, severity));
    }

    private static string TextOf(Value value, string format) => value switch
    {
        NumberValue n when format == "yuan" => (n.Value / 100).ToString("0.##", CultureInfo.InvariantCulture),
        NumberValue n => n.Value.ToString(CultureInfo.InvariantCulture),
        BoolValue b => b.Value ? "true" : "false",
        ListValue list => string.Join("、", list.Values.Select(v => TextOf(v, format))),
        _ => value.AsText()?.Trim() ?? "",
    };
}
