using System.Collections.Immutable;

namespace StudentAid.Workflow.Casework.Prints;

/// <summary>A table of which rows come on several pages: what stands before and after its rows on each, and how high that is (mm).</summary>
internal sealed record PrintFrame(string Open, string Close, double Height);

/// <summary>What stays whole on a page: its markup and how high it is at most (mm). What leads to something stands on the same page as the beginning of that.</summary>
internal sealed record PrintPiece(string Markup, double Height, PrintFrame? Frame = null, bool Leads = false)
{
    /// <summary>Whatever comes next begins a page.</summary>
    public static readonly PrintPiece Break = new("", 0);
}

/// <summary>
/// Breaks a sheet into pages. Browsers older than Chromium 131 cannot say how many pages there are, and not all repeat a table's head: here both are known before anything is printed.
/// </summary>
internal static class PrintPages
{
    /// <summary>The markup of each page; one page at least.</summary>
    public static ImmutableArray<string> Of(IEnumerable<PrintPiece> pieces, double height)
    {
        List<List<PrintPiece>> pages = [[]];
        List<PrintPiece> together = [];
        var used = 0.0;
        foreach (var piece in pieces)
        {
            if (ReferenceEquals(piece, PrintPiece.Break))
            {
                Put(together);
                together = [];
                Turn();
                continue;
            }

            together.Add(piece);
            if (piece.Leads)
                continue;
            Put(together);
            together = [];
        }

        Put(together);
        return [.. pages.Select(Markup)];

        void Turn()
        {
            if (pages[^1].Count == 0)
                return;
            pages.Add([]);
            used = 0;
        }

        void Put(List<PrintPiece> group)
        {
            if (used + HeightOf(group, pages[^1].LastOrDefault()?.Frame) > height)
                Turn();
            used += HeightOf(group, pages[^1].LastOrDefault()?.Frame);
            pages[^1].AddRange(group);
        }
    }

    /// <summary>Of pieces that come after one of a table (or none): a table's head is there once on a page.</summary>
    private static double HeightOf(List<PrintPiece> pieces, PrintFrame? after)
    {
        var height = 0.0;
        foreach (var piece in pieces)
        {
            height += piece.Height + (piece.Frame is { } frame && !ReferenceEquals(frame, after) ? frame.Height : 0);
            after = piece.Frame;
        }

        return height;
    }

    private static string Markup(List<PrintPiece> page)
    {
        var html = new Html();
        PrintFrame? open = null;
        foreach (var piece in page)
        {
            if (!ReferenceEquals(piece.Frame, open))
                html.Raw(open?.Close ?? "").Raw(piece.Frame?.Open ?? "");
            open = piece.Frame;
            html.Raw(piece.Markup);
        }

        return html.Raw(open?.Close ?? "").ToString();
    }
}
