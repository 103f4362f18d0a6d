namespace StudentAid.Workflow.Casework.Prints;

/// <summary>
/// How much of a sheet there is room for (mm) and how much a text takes. Nobody's fonts are known here, so that a text is taken for a little longer than any of them sets it:
/// a page may end early, it never runs over.
/// </summary>
internal sealed record PrintPaper(double Width, double Height)
{
    public const string Margins = "37mm 26mm 35mm 28mm";

    /// <summary>Millimetres of a point.</summary>
    private const double Point = 25.4 / 72;

    /// <summary>What a line of a paragraph is apart from the next, in font sizes.</summary>
    public const double Apart = 1.6;

    public static PrintPaper Of(bool landscape) => landscape ? new(297 - 28 - 26, 210 - 37 - 35) : new(210 - 28 - 26, 297 - 37 - 35);

    /// <summary>How high so many lines are.</summary>
    public static double Lines(int count, double points, double apart = Apart) => count * points * apart * Point;

    /// <summary>How many lines of a size hold within a height; one at least.</summary>
    public static int Most(double height, double points, double apart = Apart) => Math.Max(1, (int)(height / (points * apart * Point)));

    /// <summary>How wide a text is on one line.</summary>
    public static double WidthOf(string text, double points) => text.EnumerateRunes().Sum(r => Em(r.Value)) * points * Point;

    public static int LinesOf(string text, double width, double points) => Cut(text, width, points, int.MaxValue, out var lines).Count == 0 ? 1 : lines;

    /// <summary>A text in parts of at most so many lines each, nothing of it left out; one part where it is empty.</summary>
    public static IReadOnlyList<string> Parts(string text, double width, double points, int most) => Cut(text, width, points, most, out _);

    private static List<string> Cut(string text, double width, double points, int most, out int last)
    {
        // A line breaks before a word that has no room and never before a full stop: as much as a character stays free.
        var room = Math.Max(1, (width / (points * Point)) - 1);
        List<string> parts = [];
        var (from, lines, used, at) = (0, 1, 0.0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            var wide = Em(rune.Value);
            var breaks = rune.Value == '\n' || used + wide > room;
            if (breaks && lines == most)
            {
                // A line feed between two parts is the end of the first.
                parts.Add(text[from..at]);
                (from, lines, used) = (rune.Value == '\n' ? at + 1 : at, 1, 0);
            }
            else if (breaks)
            {
                (lines, used) = (lines + 1, 0);
            }

            used += wide;
            at += rune.Utf16SequenceLength;
        }

        parts.Add(text[from..]);
        last = lines;
        return parts;
    }

    /// <summary>Latin letters are about half as wide as others; capitals more.</summary>
    private static double Em(int rune) => rune switch { < ' ' => 0, >= 'A' and <= 'Z' => 0.8, < 0x0250 => 0.62, _ => 1 };
}
