namespace StudentAid.Workflow.Engine.Expressions;

/// <summary>Finds a text in another, unit by unit, in time proportional to both (Knuth, Morris and Pratt where the needle is long).</summary>
internal sealed class TextSearch
{
    private const int LongNeedle = 64;

    private readonly string needle;
    private readonly int[]? fallbacks;

    public TextSearch(string needle)
    {
        this.needle = needle;
        fallbacks = needle.Length > LongNeedle ? FallbacksOf(needle) : null;
    }

    /// <summary>The first place at or after the offset, or -1.</summary>
    public int In(string text, int from)
    {
        if (fallbacks is null)
            return from > text.Length ? -1 : text.IndexOf(needle, from, StringComparison.Ordinal);
        var matched = 0;
        for (var i = from; i < text.Length; i++)
        {
            while (matched > 0 && text[i] != needle[matched])
                matched = fallbacks[matched - 1];
            if (text[i] == needle[matched])
                matched++;
            if (matched == needle.Length)
                return i - needle.Length + 1;
        }

        return -1;
    }

    /// <summary>The last place that starts at or before the offset, or -1: the first place in both texts reversed.</summary>
    public static int LastIn(string text, string needle, int atMost)
    {
        var end = Math.Min(text.Length, (long)atMost + needle.Length);
        var found = new TextSearch(Reversed(needle)).In(Reversed(text[..(int)end]), 0);
        return found < 0 ? -1 : (int)end - found - needle.Length;
    }

    private static string Reversed(string text) => string.Create(text.Length, text, static (units, source) =>
    {
        source.CopyTo(units);
        units.Reverse();
    });

    private static int[] FallbacksOf(string needle)
    {
        var table = new int[needle.Length];
        for (var i = 1; i < needle.Length; i++)
        {
            var length = table[i - 1];
            while (length > 0 && needle[i] != needle[length])
                length = table[length - 1];
            table[i] = needle[i] == needle[length] ? length + 1 : length;
        }

        return table;
    }
}
