using System.Text;

namespace StudentAid.Workflow.Casework.Organisations;

/// <summary>
/// Names for comparing: compatibility characters composed, spaces and invisible characters dropped, the separating dots of names in other
/// languages (· • ・ ． ‧ and the plain full stop) made one, Latin letters upper case. The name as written is kept beside it.
/// </summary>
public static class PersonName
{
    public const char Dot = '·';

    public static string Normalise(string? name)
    {
        var result = new StringBuilder();
        foreach (var rune in (name ?? "").Normalize(NormalizationForm.FormC).EnumerateRunes())
        {
            if (IsDot(rune.Value))
                AppendDot(result);
            else if (!Rune.IsWhiteSpace(rune) && !Rune.IsControl(rune) && !IsInvisible(rune))
                result.Append(rune.IsBmp ? char.ToUpperInvariant(Width.Half((char)rune.Value)).ToString() : rune.ToString());
        }

        return result.ToString().TrimEnd(Dot);
    }

    public static bool AreEqual(string? left, string? right) => string.Equals(Normalise(left), Normalise(right), StringComparison.Ordinal);

    private static void AppendDot(StringBuilder result)
    {
        if (result.Length > 0 && result[^1] != Dot)
            result.Append(Dot);
    }

    private static bool IsDot(int c) => c is '·' or '•' or '・' or '．' or '.' or '‧' or '∙' or '･' or '⋅' or '●' or '。';

    private static bool IsInvisible(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.Format && !(rune.Value is >= 0xE0100 and <= 0xE01EF);
}
