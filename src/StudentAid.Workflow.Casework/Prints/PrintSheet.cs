using System.Collections.Immutable;
using System.Globalization;

namespace StudentAid.Workflow.Casework.Prints;

/// <summary>Renders sheets as one HTML document for print; several make a batch, each with pages of its own.</summary>
public static class PrintSheet
{
    public static string Document(PrintForm form, params IEnumerable<PrintData> sheets)
    {
        // A browser is told to take the sheet's own style block and no attribute, so that each width is a class.
        var widths = form.Blocks.SelectMany(b => b.Columns).Select(c => c.Width).Where(w => w > 0).Distinct().Select(w => string.Create(CultureInfo.InvariantCulture, $" th.{PrintTables.ClassOf(w)} {{ width: {w}%; }}"));
        var html = Begin(form.Name.ZhCn, form.Landscape, string.Concat(widths));
        var paper = PrintPaper.Of(form.Landscape);
        foreach (var sheet in sheets)
        {
            var pages = PrintPages.Of(form.Blocks.Where(b => b.When.Length == 0 || sheet[b.When].Length > 0).SelectMany(b => Pieces(paper, b, sheet)), paper.Height);
            for (var page = 0; page < pages.Length; page++)
            {
                html.Open("section", "class=\"sheet\"").Raw(pages[page]);
                if (form.Numbered)
                    html.Line("div", string.Create(CultureInfo.InvariantCulture, $"第 {page + 1} 页 共 {pages.Length} 页"), "class=\"folio\"");
                html.Close("section");
            }
        }

        return html.Close("body").Close("html").ToString();
    }

    /// <summary>Up to the body; <paramref name="more"/> is style of the sheet's own, beside what every sheet has.</summary>
    internal static Html Begin(string title, bool landscape, string more = "")
    {
        var html = new Html();
        html.Open("!doctype html").Open("html", "lang=\"zh-CN\"").Open("head").Open("meta", "charset=\"utf-8\"").Line("title", title);
        // The style is ours alone; encoding it would break its quotes.
        return html.Open("style").Raw(PrintStyle.Of(landscape)).Raw(more).Close("style").Close("head").Open("body");
    }

    /// <summary>What a block is made of; the sizes are those of <see cref="PrintStyle"/>.</summary>
    private static IEnumerable<PrintPiece> Pieces(PrintPaper paper, PrintBlock block, PrintData data) => block.Block switch
    {
        "title" => [Text(paper, "h1", PrintText.Fill(block.Text, data), 20, 1.4, 6)],
        "paragraph" => Paragraph(paper, block.Align, PrintText.Fill(block.Text, data)),
        "fields" => PrintTables.OfAnswers(paper, [.. block.Rows.Select(r => new LabelledAnswer(r.Title, PrintText.Fill(r.Text, data), r.Wide))]),
        "table" => PrintTables.Of(paper, block.Columns, data.Tables.GetValueOrDefault(block.Of, [])),
        "form" => data.Groups.SelectMany(g => Group(paper, g)),
        "signatures" => [Signatures(paper, [.. block.Items.Select(i => PrintText.Fill(i, data) + "：")])],
        "seal" => [Seal(paper, PrintText.Fill(block.Text, data), PrintText.Fill(block.Day, data))],
        "cut" => [new PrintPiece(new Html().Open("div", "class=\"cut\"").Line("span", block.Text).Close("div").ToString(), 12)],
        "code" => Code(PrintText.Fill(block.Text, data), data.Mark),
        "break" => [PrintPiece.Break],
        _ => [],
    };

    /// <summary>A head is as wide as the paper: it has no words that would go to the next line.</summary>
    private static PrintPiece Text(PrintPaper paper, string tag, string text, double points, double apart, double around, bool leads = false) =>
        new(new Html().Line(tag, text).ToString(), PrintPaper.Lines(PrintPaper.LinesOf(text, paper.Width + PrintPaper.Lines(1, points, 1), points), points, apart) + around, null, leads);

    /// <summary>A long one is carried over; it is indented once.</summary>
    private static IEnumerable<PrintPiece> Paragraph(PrintPaper paper, string align, string text)
    {
        const double Points = 14;
        var named = align is "center" or "right" or "left" ? align : "indent";
        var parts = PrintPaper.Parts((named == "indent" ? "　　" : "") + text, paper.Width, Points, PrintPaper.Most(paper.Height / 2, Points));
        return parts.Select((part, n) => new PrintPiece(
            new Html().Line("p", n == 0 && named == "indent" ? part[2..] : part, $"class=\"{(n == 0 ? named : "on")}\"").ToString(),
            PrintPaper.Lines(PrintPaper.LinesOf(part, paper.Width, Points), Points) + 1, null, named == "left" && n == parts.Count - 1));
    }

    /// <summary>The sheet's mark for a machine, and beside it what people read; nothing where the sheet has neither.</summary>
    private static IEnumerable<PrintPiece> Code(string text, string mark)
    {
        if (mark.Length == 0 && text.Length == 0)
            return [];
        var html = new Html().Open("div", "class=\"code\"");
        if (mark.Length > 0 && QrCode.Of(mark) is { } code)
            html.Raw(code.ToSvg());
        // It stands beside the head of the sheet, which is as high, and reaches above it into the margin.
        return [new PrintPiece(html.Line("div", text).Close("div").ToString(), PrintPaper.Lines(Math.Max(0, PrintPaper.LinesOf(text, 30, 8) - 2), 8, 1.2))];
    }

    private static IEnumerable<PrintPiece> Group(PrintPaper paper, PrintGroup group)
    {
        yield return Text(paper, "h2", group.Title, 13, PrintPaper.Apart, 7, leads: true);
        foreach (var row in PrintTables.OfAnswers(paper, group.Answers))
            yield return row;
        foreach (var table in group.Tables)
        {
            var names = table.Head.Select((h, i) => new PrintColumn(h, i.ToString(CultureInfo.InvariantCulture), 0)).ToImmutableArray();
            if (table.Title.Length > 0)
            {
                foreach (var line in Paragraph(paper, "left", table.Title))
                    yield return line;
            }

            foreach (var row in PrintTables.Of(paper, names, [.. table.Rows.Select(r => PrintRow.Of([.. r.Select((c, i) => (i.ToString(CultureInfo.InvariantCulture), c))]))]))
                yield return row;
        }
    }

    /// <summary>Three to a line, fewer where their texts are long.</summary>
    private static PrintPiece Signatures(PrintPaper paper, ImmutableArray<string> items)
    {
        var (lines, used) = (1, 0.0);
        foreach (var item in items)
        {
            var wide = Math.Max(paper.Width * 0.28, PrintPaper.WidthOf(item, 12) + 24);
            if (used > 0 && used + 6 + wide > paper.Width)
                (lines, used) = (lines + 1, 0);
            used += wide + (used > 0 ? 6 : 0);
        }

        var html = new Html().Open("div", "class=\"signatures\"");
        foreach (var item in items)
            html.Open("div").Text(item).Line("span", "").Close("div");
        return new PrintPiece(html.Close("div").ToString(), 4 + (lines * (PrintPaper.Lines(1, 12) + 5)));
    }

    private static PrintPiece Seal(PrintPaper paper, string text, string day) => new(
        new Html().Open("div", "class=\"seal\"").Line("div", text).Line("small", "（公章）").Line("div", DayOf(day)).Close("div").ToString(),
        10 + PrintPaper.Lines(PrintPaper.LinesOf(text, paper.Width - 8, 14) + 1, 14) + PrintPaper.Lines(1, 9));

    private static string DayOf(string day) => day.Length > 0 ? day : "　　年　　月　　日";
}
