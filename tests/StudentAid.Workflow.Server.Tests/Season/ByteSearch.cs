using System.Buffers.Binary;
using System.Collections;
using System.Text;

namespace StudentAid.Workflow.Server.Tests.Season;

/// <summary>
/// Looks for texts in bytes, at every offset: as UTF-8, as UTF-16 of either end, in hexadecimal of either case (of the UTF-8), and in base 64 at each of its three alignments.
/// What is shorter than six bytes turns up by chance in ciphertext, so it counts only where it stands by itself: a name of two characters in UTF-16 between two units that are no
/// letters of a name (a control character, a length, ASCII, a mark of Chinese punctuation, the file's end). Within a longer sentence in UTF-16 such a name is found by that
/// sentence alone. A text of one character, or of less than six bytes in UTF-8, is not looked for.
/// </summary>
public sealed class ByteSearch
{
    private const int Head = 6;
    private const int ShortHead = 4;
    private readonly Dictionary<ulong, List<(byte[] Bytes, string Text)>> patterns = [];
    private readonly Dictionary<uint, (string Text, bool BigEndian)> shortPatterns = [];

    // Of the first three bytes, so that most places are passed over without a look into a table.
    private readonly BitArray beginnings = new(1 << 24);

    public ByteSearch(IEnumerable<string> texts)
    {
        foreach (var text in texts.Distinct(StringComparer.Ordinal))
        {
            var utf8 = Encoding.UTF8.GetBytes(text);
            foreach (var bytes in (byte[][])[utf8, Encoding.Unicode.GetBytes(text), Encoding.BigEndianUnicode.GetBytes(text), .. Hexadecimal(utf8), .. Base64(utf8)])
                Add(bytes, text);
            if (text.Length == 2)
            {
                AddShort(Encoding.Unicode.GetBytes(text), text, bigEndian: false);
                AddShort(Encoding.BigEndianUnicode.GetBytes(text), text, bigEndian: true);
            }
        }
    }

    /// <summary>What stands in a file now, though a server has it open.</summary>
    public static byte[] Bytes(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>The first text that stands in the bytes, null where none does.</summary>
    public string? Find(ReadOnlySpan<byte> content) => Find(content, null);

    /// <summary>Every text that stands in the bytes.</summary>
    public IReadOnlyCollection<string> All(ReadOnlySpan<byte> content)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        Find(content, found);
        return found;
    }

    private string? Find(ReadOnlySpan<byte> content, HashSet<string>? all)
    {
        for (var at = 0; at + ShortHead <= content.Length; at++)
        {
            if (!beginnings[Beginning(content[at..])])
                continue;
            foreach (var text in At(content, at))
            {
                if (all is null)
                    return text;
                all.Add(text);
            }
        }

        return null;
    }

    private List<string> At(ReadOnlySpan<byte> content, int at)
    {
        var found = new List<string>();
        if (at + Head <= content.Length && patterns.TryGetValue(HeadOf(content[at..]), out var candidates))
        {
            foreach (var (bytes, text) in candidates)
            {
                if (content[at..].StartsWith(bytes))
                    found.Add(text);
            }
        }

        if (shortPatterns.TryGetValue(BinaryPrimitives.ReadUInt32BigEndian(content[at..]), out var name) && StandsAlone(content, at, name.BigEndian))
            found.Add(name.Text);
        return found;
    }

    private static bool StandsAlone(ReadOnlySpan<byte> content, int at, bool bigEndian) =>
        (at < 2 || IsNoLetter(content[(at - 2)..], bigEndian)) && (at + 6 > content.Length || IsNoLetter(content[(at + 4)..], bigEndian));

    private static bool IsNoLetter(ReadOnlySpan<byte> unit, bool bigEndian) =>
        (bigEndian ? BinaryPrimitives.ReadUInt16BigEndian(unit) : BinaryPrimitives.ReadUInt16LittleEndian(unit)) is < 0x80 or (>= 0x3000 and < 0x3020) or (>= 0xFF00 and < 0xFF20);

    private static byte[][] Hexadecimal(byte[] utf8) => [Encoding.ASCII.GetBytes(Convert.ToHexString(utf8)), Encoding.ASCII.GetBytes(Convert.ToHexStringLower(utf8))];

    /// <summary>What of the base 64 depends on the text alone, wherever it begins in what was encoded.</summary>
    private static IEnumerable<byte[]> Base64(byte[] utf8)
    {
        for (var before = 0; before < 3; before++)
        {
            byte[] padded = [.. new byte[before], .. utf8];
            var whole = Convert.ToBase64String(padded).TrimEnd('=');
            var from = before == 0 ? 0 : before + 1;
            var to = padded.Length % 3 == 0 ? whole.Length : whole.Length - 1;
            if (to - from >= 9)
                yield return Encoding.ASCII.GetBytes(whole[from..to]);
        }
    }

    private void Add(byte[] bytes, string text)
    {
        if (bytes.Length < Head)
            return;
        var head = HeadOf(bytes);
        if (!patterns.TryGetValue(head, out var same))
            patterns[head] = same = [];
        same.Add((bytes, text));
        beginnings[Beginning(bytes)] = true;
    }

    private void AddShort(byte[] bytes, string text, bool bigEndian)
    {
        // Two names whose bytes are the same in the two ends are both names: which one is told does not matter.
        shortPatterns.TryAdd(BinaryPrimitives.ReadUInt32BigEndian(bytes), (text, bigEndian));
        beginnings[Beginning(bytes)] = true;
    }

    private static int Beginning(ReadOnlySpan<byte> bytes) => (bytes[0] << 16) | (bytes[1] << 8) | bytes[2];

    private static ulong HeadOf(ReadOnlySpan<byte> bytes) => ((ulong)BinaryPrimitives.ReadUInt32BigEndian(bytes) << 16) | BinaryPrimitives.ReadUInt16BigEndian(bytes[4..]);
}
