using System.Collections.Immutable;
using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using StudentAid.Workflow.Casework.Prints;

namespace StudentAid.Workflow.Casework.Archiving;

/// <summary>A file of an archive: its name inside its section, and its bytes.</summary>
public sealed record ArchiveFile(string Name, ReadOnlyMemory<byte> Content);

/// <summary>A section of the inspection index: its files, and the sentences of what should be here and is not.</summary>
public sealed record ArchiveSection(string Title, ImmutableArray<ArchiveFile> Files, ImmutableArray<string> Missing);

/// <summary>
/// The archive of a round (学年档案, 第十六条(五)、第十七条(五)) as one ZIP in the order of the inspection index: an index page with what is missing in red,
/// the files, and a list of their SHA-256 with a total. The same content gives the same bytes: entries are stored in order with one fixed time.
/// </summary>
public sealed record ArchivePackage(ReadOnlyMemory<byte> Zip, string Hash, ImmutableArray<string> Missing)
{
    private const string IndexName = "00-目录.html";
    private const string HashesName = "SHA256.txt";

    /// <summary>ZIP has no time before 1980; every entry bears its first instant.</summary>
    private static readonly DateTimeOffset EntryTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static ArchivePackage Of(string title, FiveCounts? counts, IReadOnlyList<ArchiveSection> sections)
    {
        var files = sections.SelectMany((s, i) => s.Files.Select(f => (Path: $"{Number(i)}-{Safe(s.Title)}/{Safe(f.Name)}", f.Content))).ToList();
        var hashes = files.ConvertAll(f => (f.Path, Hash: Convert.ToHexStringLower(SHA256.HashData(f.Content.Span))));
        var total = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(hashes.Select(h => $"{h.Hash}  {h.Path}\n")))));
        var list = string.Concat(hashes.Select(h => $"{h.Hash}  {h.Path}\n")) + $"{total}  合计\n";
        var index = Index(title, counts, sections, hashes.ToDictionary(h => h.Path, h => h.Hash, StringComparer.Ordinal), total);
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8))
        {
            Write(zip, IndexName, Encoding.UTF8.GetBytes(index));
            foreach (var (path, content) in files)
                Write(zip, path, content);
            Write(zip, HashesName, Encoding.UTF8.GetBytes(list));
        }

        var bytes = stream.ToArray();
        return new ArchivePackage(bytes, Convert.ToHexStringLower(SHA256.HashData(bytes)), [.. sections.SelectMany(s => s.Missing.Select(m => $"{s.Title}：{m}"))]);
    }

    private static void Write(ZipArchive zip, string name, ReadOnlyMemory<byte> content)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Optimal);
        entry.LastWriteTime = EntryTime;
        using var stream = entry.Open();
        stream.Write(content.Span);
    }

    private static string Index(string title, FiveCounts? counts, IReadOnlyList<ArchiveSection> sections, Dictionary<string, string> hashes, string total)
    {
        var html = PrintSheet.Begin(title, landscape: false, PrintStyle.Flowing).Line("h1", title);
        if (counts is not null)
            WriteCounts(html, counts);
        for (var i = 0; i < sections.Count; i++)
        {
            var section = sections[i];
            html.Line("h2", $"{Number(i)}　{section.Title}");
            foreach (var missing in section.Missing)
                html.Line("p", "缺：" + missing, "class=\"missing\"");
            if (section.Files.IsEmpty)
                continue;
            html.Open("table").Open("tbody");
            foreach (var file in section.Files)
            {
                var path = $"{Number(i)}-{Safe(section.Title)}/{Safe(file.Name)}";
                html.Open("tr").Open("td", "style=\"width: 45%\"").Line("a", file.Name, $"href=\"{Uri.EscapeDataString(path).Replace("%2F", "/", StringComparison.Ordinal)}\"").Close("td").Line("td", hashes[path]).Close("tr");
            }

            html.Close("tbody").Close("table");
        }

        return html.Line("p", $"校验总值（SHA-256）：{total}", "class=\"left\"").Close("body").Close("html").ToString();
    }

    private static void WriteCounts(Html html, FiveCounts counts)
    {
        html.Line("p", $"五数{(counts.Agree ? "一致" : "不一致")}：{string.Join("、", counts.Sets.Select(s => $"{s.Title} {s.Cases.Count.ToString(CultureInfo.InvariantCulture)}"))}", counts.Agree ? "class=\"left\"" : "class=\"missing\"");
        var titles = counts.Sets.ToDictionary(s => s.Id, s => s.Title, StringComparer.Ordinal);
        foreach (var difference in counts.Differences)
            html.Line("p", $"{difference.Name}：缺{string.Join("、", difference.MissingIn.Select(m => titles[m]))}", "class=\"missing\"");
    }

    private static string Number(int section) => (section + 1).ToString("D2", CultureInfo.InvariantCulture);

    /// <summary>A name that every system can unpack, and that leads nowhere else.</summary>
    private static string Safe(string name)
    {
        var safe = string.Concat(name.Select(c => char.IsControl(c) || "/\\:*?\"<>|".Contains(c, StringComparison.Ordinal) ? '_' : c)).Trim('.', ' ');
        return safe.Length == 0 ? "_" : safe;
    }
}
