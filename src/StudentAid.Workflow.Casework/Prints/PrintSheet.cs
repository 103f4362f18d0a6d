using System.Collections.Immutable;
using System.Globalization;

namespace StudentAid.Workflow.Casework.Prints;

/// <summary>Renders sheets as one HTML document for print; several make a batch, each on a new page.</summary>
public static class PrintSheet
{
    public static string Document(PrintForm form, params IEnumerable<PrintData> sheets)
    {
        // A browser is told to take the sheet's own style block and no attribute, so that each width is a class.
        var widths = form.Blocks.SelectMany(b => b.Columns).Select(c => c.Width).Where(w => w > 0).Distinct().Select(w => string.Create(CultureInfo.InvariantCulture, $" th.{ClassOf(w)} {{ width: {w}%; }}"));
        var html = Begin(form.Name.ZhCn, form.Landscape, form.Numbered, string.Concat(widths));
        foreach (var sheet in sheets)
        {
            html.Open("section");
            foreach (var block in form.Blocks.Where(b => b.When.Length == 0 || sheet[b.When].Length > 0))
                Write(html, block, sheet);
            html.Close("section");
        }

        return html.Close("body").Close("html").ToString();
    }

    /// <summary>Up to the body; <paramref name="more"/> is style of the sheet's own, beside what every sheet has.</summary>
    internal static Html Begin(string title, bool landscape, bool numbered = true, string more = "")
    {
        var html = new Html();
        html.Open("!doctype html").Open("html", "lang=\"zh-CN\"").Open("head").Open("meta", "charset=\"utf-8\"").Line("title", title);
        // The style is ours alone; encoding it would break its quotes.
        return html.Open("style").Raw(PrintStyle.Of(landscape, numbered)).Raw(more).Close("style").Close("head").Open("body");
    }

    private static void Write(Html html, PrintBlock block, PrintData data)
    {
        switch (block.Block)
        {
            case "title": html.Line("h1", PrintText.Fill(block.Text, data)); break;
            case "paragraph": html.Line("p", PrintText.Fill(block.Text, data), $"class=\"{(block.Align is "center" or "right" ? block.Align : block.Align == "left" ? "left" : "indent")}\""); break;
            case "fields": Fields(html, [.. block.Rows.Select(r => new LabelledAnswer(r.Title, PrintText.Fill(r.Text, data), r.Wide))]); break;
            case "table": Table(html, block.Columns, data.Tables.GetValueOrDefault(block.Of, [])); break;
            case "form": Form(html, data.Groups); break;
            case "signatures": Signatures(html, block.Items, data); break;
            case "seal": html.Open("div", "class=\"seal\"").Line("div", PrintText.Fill(block.Text, data)).Line("small", "（公章）").Line("div", DayOf(PrintText.Fill(block.Day, data))).Close("div"); break;
            case "cut": html.Open("div", "class=\"cut\"").Line("span", block.Text).Close("div"); break;
            case "code": Code(html, PrintText.Fill(block.Text, data), data.Mark); break;
            case "break": html.Line("div", "", "class=\"break\""); break;
        }
    }

    /// <summary>The sheet's mark for a machine, and beside it what people read; nothing where the sheet has neither.</summary>
    private static void Code(Html html, string text, string mark)
    {
        if (mark.Length == 0 && text.Length == 0)
            return;
        html.Open("div", "class=\"code\"");
        if (mark.Length > 0 && QrCode.Of(mark) is { } code)
            html.Raw(code.ToSvg());
        html.Line("div", text).Close("div");
    }

    private static void Table(Html html, ImmutableArray<PrintColumn> columns, ImmutableArray<PrintRow> rows)
    {
        html.Open("table").Open("thead").Open("tr");
        foreach (var column in columns)
            html.Line("th", column.Title, column.Width > 0 ? $"class=\"{ClassOf(column.Width)}\"" : "");
        html.Close("tr").Close("thead").Open("tbody");
        foreach (var row in rows)
        {
            html.Open("tr");
            foreach (var column in columns)
                html.Line("td", row[column.Field], row[column.Field].Length <= 12 ? "class=\"middle\"" : "");
            html.Close("tr");
        }

        if (rows.IsEmpty)
            html.Open("tr").Line("td", "无", string.Create(CultureInfo.InvariantCulture, $"class=\"middle\" colspan=\"{columns.Length}\"")).Close("tr");
        html.Close("tbody").Close("table");
    }

    /// <summary>Two labelled answers to a line; a wide one has a line of its own.</summary>
    private static void Fields(Html html, ImmutableArray<LabelledAnswer> answers)
    {
        html.Open("table").Open("tbody");
        for (var i = 0; i < answers.Length; i++)
        {
            var pair = !answers[i].Wide && i + 1 < answers.Length && !answers[i + 1].Wide;
            html.Open("tr").Line("td", answers[i].Label, "class=\"label\"").Line("td", answers[i].Answer, pair ? "" : "colspan=\"3\"");
            if (pair)
                html.Line("td", answers[i + 1].Label, "class=\"label\"").Line("td", answers[++i].Answer);
            html.Close("tr");
        }

        html.Close("tbody").Close("table");
    }

    private static void Form(Html html, ImmutableArray<PrintGroup> groups)
    {
        foreach (var group in groups)
        {
            html.Line("h2", group.Title);
            if (!group.Answers.IsEmpty)
                Fields(html, group.Answers);
            foreach (var table in group.Tables)
            {
                var names = table.Head.Select((h, i) => new PrintColumn(h, i.ToString(CultureInfo.InvariantCulture), 0)).ToImmutableArray();
                if (table.Title.Length > 0)
                    html.Line("p", table.Title, "class=\"left\"");
                Table(html, names, [.. table.Rows.Select(r => PrintRow.Of([.. r.Select((c, i) => (i.ToString(CultureInfo.InvariantCulture), c))]))]);
            }
        }
    }

    private static void Signatures(Html html, ImmutableArray<string> items, PrintData data)
    {
        html.Open("div", "class=\"signatures\"");
        foreach (var item in items)
            html.Open("div").Text(PrintText.Fill(item, data) + "：").Line("span", "").Close("div");
        html.Close("div");
    }

    private static string ClassOf(decimal width) => "w" + width.ToString(CultureInfo.InvariantCulture).Replace('.', '-');

    private static string DayOf(string day) => day.Length > 0 ? day : "　　年　　月　　日";
}
