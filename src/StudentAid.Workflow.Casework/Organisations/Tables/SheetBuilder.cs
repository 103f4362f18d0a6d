using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Casework.Organisations.Tables;

/// <summary>Collects the rows of a sheet within the limits; blank rows keep their number and are left out.</summary>
internal sealed class SheetBuilder(string name, TableOptions options)
{
    private readonly ImmutableArray<TableRow>.Builder rows = ImmutableArray.CreateBuilder<TableRow>();
    private readonly ImmutableArray<CellError>.Builder errors = ImmutableArray.CreateBuilder<CellError>();

    /// <summary>Set once a limit is passed.</summary>
    public Rejection? Refusal { get; private set; }

    public void Add(int number, ImmutableArray<string> cells)
    {
        var last = cells.Length;
        while (last > 0 && string.IsNullOrWhiteSpace(cells[last - 1]))
            last--;
        if (last == 0)
            return;
        if (rows.Count == options.MaxRows)
            Refusal = TableCodes.TooLong.With(("limit", options.MaxRows));
        else if (last > options.MaxColumns)
            Refusal = TableCodes.TooWide.With(("limit", options.MaxColumns));
        else
            Keep(new TableRow(number, [.. cells.Take(last).Select(c => c.Trim())]));
    }

    public void Report(int row, int column, Rejection reason) => errors.Add(new CellError(row, column, null, reason));

    /// <summary>Failed formulas arrive as their error's text.</summary>
    private void Keep(TableRow row)
    {
        rows.Add(row);
        for (var i = 0; i < row.Cells.Length; i++)
        {
            if (row.Cells[i].StartsWith('#') && row.Cells[i] is "#N/A" or "#REF!" or "#VALUE!" or "#DIV/0!" or "#NAME?" or "#NULL!" or "#NUM!")
                Report(row.Number, i + 1, TableCodes.CellFailed.With(("error", row.Cells[i])));
        }
    }

    public TableSheet Build() => new(name, rows.DrainToImmutable(), errors.DrainToImmutable());
}
