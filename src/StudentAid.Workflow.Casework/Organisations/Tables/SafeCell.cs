namespace StudentAid.Workflow.Casework.Organisations.Tables;

/// <summary>
/// Cells that a spreadsheet would run as a formula get an apostrophe in front, as people write it themselves; reading takes it off again.
/// </summary>
public static class SafeCell
{
    private const string Starters = "=+-@\t\r\n＝＋－＠";

    public static string Escape(string text) => NeedsApostrophe(text) ? "'" + text : text;

    public static string Unescape(string text) => text.Length > 1 && text[0] == '\'' && NeedsApostrophe(text[1..]) ? text[1..] : text;

    /// <summary>Spaces and invisible characters in front do not hide a formula.</summary>
    private static bool NeedsApostrophe(string text)
    {
        foreach (var c in text)
        {
            if (Starters.Contains(c, StringComparison.Ordinal))
                return true;
            if (!char.IsWhiteSpace(c) && char.GetUnicodeCategory(c) is not (System.Globalization.UnicodeCategory.Format or System.Globalization.UnicodeCategory.Control))
                return false;
        }

        return false;
    }
}
