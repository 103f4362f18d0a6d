using System.Buffers.Binary;
using System.Text;

namespace StudentAid.Workflow.Server.Tests.Season;

/// <summary>Looks for texts in bytes: as UTF-8, as UTF-16 of either end, in hexadecimal of either case, and in base 64 at each of its three alignments.</summary>
public sealed class ByteSearch
{
    private const int Head = 6;
    private readonly Dictionary<ulong, List<(byte[] Bytes, string Text)>> patterns = [];

    public ByteSearch(IEnumerable<string> texts)
    {
        foreach (var text in texts.Distinct(StringComparer.Ordinal))
        {
            var utf8 = Encoding.UTF8.GetBytes(text);
            foreach (var bytes in (byte[][])[utf8, Encoding.Unicode.GetBytes(text), Encoding.BigEndianUnicode.GetBytes(text), .. Hexadecimal(utf8), .. Base64(utf8)])
                Add(bytes, text);
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
        for (var at = 0; at + 8 <= content.Length; at++)
        {
            if (!patterns.TryGetValue(HeadOf(content[at..]), out var candidates))
                continue;
            foreach (var (bytes, text) in candidates)
            {
                if (!content[at..].StartsWith(bytes))
                    continue;
                if (all is null)
                    return text;
                all.Add(text);
            }
        }

        return null;
    }

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
        var head = HeadOf([.. bytes, 0, 0]);
        if (!patterns.TryGetValue(head, out var same))
            patterns[head] = same = [];
        same.Add((bytes, text));
    }

    private static ulong HeadOf(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt64BigEndian(bytes) >> (8 * (8 - Head));
}
