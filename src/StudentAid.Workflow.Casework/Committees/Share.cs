using System.Globalization;
using System.Numerics;
using StudentAid.Workflow.Casework.Packs;

namespace StudentAid.Workflow.Casework.Committees;

/// <summary>An exact share such as 2/3, from 0 to 1, and whether it must be exceeded (&gt;) or only reached (≥).</summary>
public sealed record Share(int Part, int Whole, bool Exceed)
{
    /// <summary>True where <paramref name="count"/> of <paramref name="all"/> is enough; of nobody nothing is enough.</summary>
    public bool IsMet(int count, int all)
    {
        var order = ((BigInteger)count * Whole).CompareTo((BigInteger)Part * all);
        return all > 0 && (Exceed ? order > 0 : order >= 0);
    }

    /// <summary>The smallest count that is enough.</summary>
    public int LeastOf(int all) => (int)((((long)Part * all) + (Exceed ? Whole : Whole - 1)) / Whole);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(Exceed ? ">" : "≥")}{Part}/{Whole}");

    /// <summary>Reads <c>minimum</c> or <c>exclusiveMinimum</c>, each a text <c>"2/3"</c>.</summary>
    internal static Share Read(DocumentNode node)
    {
        var exceed = node.Has("exclusiveMinimum");
        var name = exceed ? "exclusiveMinimum" : "minimum";
        var text = node.RequiredText(name);
        if (Parse(text) is { } share)
            return share with { Exceed = exceed };
        if (text.Length > 0)
            node.Error(CommitteeCodes.BadFraction, name, ("text", text));
        return new Share(1, 1, Exceed: false);
    }

    /// <summary>A fraction from 0 to 1 such as <c>2/3</c>, to be reached; null where the text is none.</summary>
    public static Share? Parse(string text)
    {
        var parts = text.Split('/');
        return parts.Length == 2 && Number(parts[0]) is { } part && Number(parts[1]) is { } whole && whole > 0 && part <= whole ? new Share(part, whole, Exceed: false) : null;
    }

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= 10_000 ? number : null;
}
