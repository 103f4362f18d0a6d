using System.Collections.Immutable;
using System.Text;
using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Casework.Organisations.Tables;

/// <summary>
/// Decides the encoding of a whole file, never of a cell: byte order mark, then strict UTF-8, then GB18030. Of random Chinese names in GBK
/// 0.7 % are also valid UTF-8, so where both readings are plausible both are shown.
/// </summary>
public static class TextEncoding
{
    public const string Utf8 = "utf-8";
    public const string Utf16Little = "utf-16le";
    public const string Utf16Big = "utf-16be";
    public const string Gb18030 = "gb18030";

    private const int PreviewLines = 8;

    /// <summary>Encodings that the framework knows only through the code-pages provider; registered once.</summary>
    internal static readonly EncodingProvider CodePages = Register();

    internal static (string? Text, string Encoding, ImmutableArray<EncodingPreview> Previews, Rejection? Refusal) Decode(ReadOnlySpan<byte> bytes, string? chosen)
    {
        if (Mark(bytes) is var (marked, length) && length > 0)
            return One(bytes[length..], marked);
        if (chosen is not null)
            return Strict(chosen) is null ? (null, chosen, [], TableCodes.EncodingUnknown.With(("encoding", chosen))) : One(bytes, chosen);
        var utf8 = TryDecode(bytes, Utf8);
        if (utf8 is not null && System.Text.Ascii.IsValid(bytes))
            return (utf8, Utf8, [], null);
        var chinese = utf8 is null || IsPlausibleGb2312(bytes) ? TryDecode(bytes, Gb18030) : null;
        return (utf8, chinese) switch
        {
            (null, null) => (null, Utf8, [], TableCodes.Encoding.With(("line", FirstBadLine(bytes)))),
            (null, not null) => (chinese, Gb18030, [], null),
            (not null, null) => (utf8, Utf8, [], null),
            _ => Both(utf8, chinese),
        };
    }

    /// <summary>Text without a single Chinese character is the less likely reading of a Chinese table.</summary>
    private static (string, string, ImmutableArray<EncodingPreview>, Rejection?) Both(string utf8, string chinese)
    {
        var first = new EncodingPreview(Utf8, Lines(utf8));
        var second = new EncodingPreview(Gb18030, Lines(chinese));
        return utf8.AsSpan().ContainsAnyInRange('\u2E80', '\uFFEF') ? (utf8, Utf8, [first, second], null) : (chinese, Gb18030, [second, first], null);
    }

    private static (string?, string, ImmutableArray<EncodingPreview>, Rejection?) One(ReadOnlySpan<byte> bytes, string encoding) =>
        TryDecode(bytes, encoding) is { } text ? (text, encoding, [], null) : (null, encoding, [], TableCodes.Encoding.With(("line", FirstBadLine(bytes))));

    private static (string Encoding, int Length) Mark(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith<byte>([0xEF, 0xBB, 0xBF]))
            return (Utf8, 3);
        if (bytes.StartsWith<byte>([0xFF, 0xFE]))
            return (Utf16Little, 2);
        return bytes.StartsWith<byte>([0xFE, 0xFF]) ? (Utf16Big, 2) : ("", 0);
    }

    /// <summary>To write in, with a byte order mark where the encoding has one; UTF-8 for a name that is none.</summary>
    internal static Encoding Writing(string name) => name switch
    {
        Utf16Little => new UnicodeEncoding(false, true),
        Utf16Big => new UnicodeEncoding(true, true),
        Gb18030 => CodePages.GetEncoding(Gb18030)!,
        _ => new UTF8Encoding(true),
    };

    private static Encoding? Strict(string name) => name switch
    {
        Utf8 => new UTF8Encoding(false, true),
        Utf16Little => new UnicodeEncoding(false, false, true),
        Utf16Big => new UnicodeEncoding(true, false, true),
        Gb18030 => CodePages.GetEncoding(Gb18030, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback),
        _ => null,
    };

    private static string? TryDecode(ReadOnlySpan<byte> bytes, string encoding)
    {
        try
        {
            return Strict(encoding)!.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>Whether every two bytes beyond ASCII lie where GB 2312 has its signs and characters: real GBK text nearly always does, UTF-8 hardly ever.</summary>
    private static bool IsPlausibleGb2312(ReadOnlySpan<byte> bytes)
    {
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] < 0x80)
                continue;
            if (bytes[i] is not ((>= 0xA1 and <= 0xA3) or (>= 0xB0 and <= 0xF7)) || ++i == bytes.Length || bytes[i] is < 0xA1 or 0xFF)
                return false;
        }

        return true;
    }

    private static int FirstBadLine(ReadOnlySpan<byte> bytes)
    {
        var line = 1;
        foreach (var range in bytes.Split((byte)'\n'))
        {
            if (TryDecode(bytes[range], Utf8) is null && TryDecode(bytes[range], Gb18030) is null)
                return line;
            line++;
        }

        return MixedLine(bytes);
    }

    /// <summary>Where each line fits one of the two: the first that does not fit the encoding of the lines before it.</summary>
    private static int MixedLine(ReadOnlySpan<byte> bytes)
    {
        var (line, utf8, chinese) = (1, true, true);
        foreach (var range in bytes.Split((byte)'\n'))
        {
            utf8 &= TryDecode(bytes[range], Utf8) is not null;
            chinese &= TryDecode(bytes[range], Gb18030) is not null;
            if (!utf8 && !chinese)
                return line;
            line++;
        }

        return 1;
    }

    private static ImmutableArray<string> Lines(string text) =>
        [.. text.Split('\n', PreviewLines + 1).Take(PreviewLines).Select(l => l.TrimEnd('\r'))];

    private static EncodingProvider Register()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return CodePagesEncodingProvider.Instance;
    }
}
