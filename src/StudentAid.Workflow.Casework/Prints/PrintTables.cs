using System.Collections.Immutable;
using System.Globalization;

namespace StudentAid.Workflow.Casework.Prints;

/// <summary>The tables of a sheet as rows with their heights, so that each page has whole rows below the table's head.</summary>
internal static class PrintTables
{
    private const double Points = 10.5;
    private const double Apart = 1.4;
    private const double Low = 8;

    /// <summary>Left and right of a cell's text with its line, and above and below it (mm).</summary>
    private const double Beside = 3.4;
    private const double Above = 2.8;

    /// <summary>Below a table (mm).</summary>
    private const double After = 4.4;

    /// <summary>A label's part of a line, in percent.</summary>
    private const decimal Label = 19;

    public static IEnumerable<PrintPiece> Of(PrintPaper paper, ImmutableArray<PrintColumn> columns, ImmutableArray<PrintRow> rows)
    {
        var widths = Widths(paper, columns);
        var head = new Html().Open("table").Open("thead").Open("tr");
        foreach (var column in columns)
            head.Line("th", column.Title, column.Width > 0 ? $"class=\"{ClassOf(column.Width)}\"" : "");
        head.Close("tr").Close("thead").Open("tbody");
        var frame = new PrintFrame(head.ToString(), End, Row(columns.Zip(widths, (c, w) => PrintPaper.LinesOf(c.Title, w, Points))) + After);
        if (rows.IsEmpty)
            return [new PrintPiece(new Html().Open("tr").Line("td", "无", string.Create(CultureInfo.InvariantCulture, $"class=\"middle\" colspan=\"{columns.Length}\"")).Close("tr").ToString(), Row([1]), frame)];
        return rows.SelectMany(r => Rows(paper, frame, [.. columns.Zip(widths, (c, w) => new Cell(r[c.Field], w, r[c.Field].Length <= 12 ? "class=\"middle\"" : ""))]));
    }

    /// <summary>Two labelled answers to a line; a wide one has a line of its own.</summary>
    public static IEnumerable<PrintPiece> OfAnswers(PrintPaper paper, ImmutableArray<LabelledAnswer> answers)
    {
        // Each page's first row would else say how wide the columns are.
        var frame = new PrintFrame(
            new Html().Open("table").Open("colgroup").Open("col", "class=\"label\"").Open("col").Open("col", "class=\"label\"").Open("col").Close("colgroup").Open("tbody").ToString(), End, After);
        var (label, answer) = (WidthOf(paper, Label), WidthOf(paper, 50 - Label));
        for (var i = 0; i < answers.Length; i++)
        {
            var pair = !answers[i].Wide && i + 1 < answers.Length && !answers[i + 1].Wide;
            List<Cell> cells = [new(answers[i].Label, label, "class=\"label\""), pair ? new(answers[i].Answer, answer, "") : new(answers[i].Answer, WidthOf(paper, 100 - Label), "colspan=\"3\"")];
            if (pair)
                cells.AddRange([new(answers[i + 1].Label, label, "class=\"label\""), new(answers[++i].Answer, answer, "")]);
            foreach (var row in Rows(paper, frame, [.. cells]))
                yield return row;
        }
    }

    public static string ClassOf(decimal width) => "w" + width.ToString(CultureInfo.InvariantCulture).Replace('.', '-');

    private const string End = "</tbody>\n</table>\n";

    private readonly record struct Cell(string Text, double Width, string Attributes);

    /// <summary>One row; where a text of it would fill more than half a page, several of which each has a part of it.</summary>
    private static IEnumerable<PrintPiece> Rows(PrintPaper paper, PrintFrame frame, ImmutableArray<Cell> cells)
    {
        var most = PrintPaper.Most((paper.Height / 2) - Above, Points, Apart);
        ImmutableArray<IReadOnlyList<string>> parts = [.. cells.Select(c => PrintPaper.Parts(c.Text, c.Width, Points, most))];
        for (var part = 0; part < parts.Max(p => p.Count); part++)
        {
            var html = new Html().Open("tr");
            List<int> lines = [];
            foreach (var (cell, of) in cells.Zip(parts))
            {
                var text = part < of.Count ? of[part] : "";
                html.Line("td", text, cell.Attributes);
                lines.Add(PrintPaper.LinesOf(text, cell.Width, Points));
            }

            yield return new PrintPiece(html.Close("tr").ToString(), Row(lines), frame);
        }
    }

    private static double Row(IEnumerable<int> lines) => Math.Max(Low, PrintPaper.Lines(lines.Max(), Points, Apart) + Above) + 0.4;

    private static double WidthOf(PrintPaper paper, decimal percent) => (paper.Width * (double)percent / 100) - Beside;

    /// <summary>What is not said is shared out evenly, as a browser does.</summary>
    private static ImmutableArray<double> Widths(PrintPaper paper, ImmutableArray<PrintColumn> columns)
    {
        var free = columns.Count(c => c.Width <= 0);
        var left = Math.Max(0, 100 - columns.Sum(c => c.Width));
        return [.. columns.Select(c => WidthOf(paper, c.Width > 0 ? c.Width : left / free))];
    }
}
