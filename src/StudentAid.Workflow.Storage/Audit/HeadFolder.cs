using System.Globalization;

namespace StudentAid.Workflow.Storage.Audit;

/// <summary>
/// The heads as files, one a day, to be copied to where whoever writes the database cannot reach them: the folder of the auditor, a printed notice. A file is
/// written whole or not at all, and never again.
/// </summary>
public sealed class HeadFolder(string path)
{
    private const string Named = "yyyy-MM-dd";

    private readonly Lock gate = new();

    public string Path => path;

    /// <summary>Where a database's heads lie unless somebody says another place: <c>heads/NAME</c> beside it.</summary>
    public static string Beside(string database)
    {
        var full = System.IO.Path.GetFullPath(database);
        return System.IO.Path.Combine(System.IO.Path.GetDirectoryName(full)!, "heads", System.IO.Path.GetFileNameWithoutExtension(full));
    }

    public bool Has(DateOnly day) => File.Exists(FileOf(day));

    /// <summary>Publishes the chains' heads for the day; false where the day has its head, or no chain has begun.</summary>
    public bool Publish(IChainShelf chains, HeadKey key, DateOnly day, DateTimeOffset now)
    {
        lock (gate)
        {
            var heads = chains.Places().Select(p => chains.Last(p)!).Select(r => new ChainHead(r.Place, r.N, r.Total, Convert.ToHexStringLower(r.Hash.Span))).ToList();
            if (heads.Count == 0 || Has(day))
                return false;
            Directory.CreateDirectory(path);
            var part = FileOf(day) + ".part";
            Write(part, new PublishedHead(day, now, [.. heads], key.Id).Signed(key) + "\n");
            File.Move(part, FileOf(day), overwrite: false);
            return true;
        }
    }

    /// <summary>By day, the earliest first.</summary>
    public IReadOnlyList<HeadFile> All() => !Directory.Exists(path) ? [] :
        [.. Directory.GetFiles(path, "*.json").Order(StringComparer.Ordinal).Select(f => HeadFile.Of(System.IO.Path.GetFileName(f), File.ReadAllText(f)))];

    /// <summary>The days that have their head, the latest first, by the files' names alone.</summary>
    public IReadOnlyList<DateOnly> Days() => !Directory.Exists(path) ? [] :
        [.. Directory.GetFiles(path, "*.json").Select(f => DateOnly.TryParseExact(System.IO.Path.GetFileNameWithoutExtension(f), Named, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : default).Where(d => d != default).OrderDescending()];

    /// <summary>Null where the day has none.</summary>
    public HeadFile? Of(DateOnly day) => Has(day) ? HeadFile.Of(System.IO.Path.GetFileName(FileOf(day)), File.ReadAllText(FileOf(day))) : null;

    private string FileOf(DateOnly day) => System.IO.Path.Combine(path, day.ToString(Named, CultureInfo.InvariantCulture) + ".json");

    private static void Write(string file, string text)
    {
        using var stream = new FileStream(file, FileMode.Create, FileAccess.Write);
        stream.Write(System.Text.Encoding.UTF8.GetBytes(text));
        stream.Flush(flushToDisk: true);
    }
}
