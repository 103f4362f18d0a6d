using System.Globalization;
using StudentAid.Workflow.Casework.Audit;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Storage.Audit;

/// <summary>Archives of chains as files beside the database, <c>archives/NAME/YEAR-TRAIL.json</c>, signed as heads are.</summary>
public sealed class TrailArchives(IChainShelf chains, HeadFolder heads, string folder, Func<HeadKey> key) : ITrailArchives
{
    /// <summary>Where a database's archives lie unless somebody says another place: <c>archives/NAME</c> beside it.</summary>
    public static string Beside(string database)
    {
        var full = Path.GetFullPath(database);
        return Path.Combine(Path.GetDirectoryName(full)!, "archives", Path.GetFileNameWithoutExtension(full));
    }

    /// <summary>All that lie in a folder, by name.</summary>
    public static IReadOnlyList<ChainArchive> In(string folder) => !Directory.Exists(folder) ? [] :
        [.. Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal).Select(f => ChainArchive.Of(Path.GetFileName(f), File.ReadAllText(f)))];

    public IReadOnlyList<string> Units() => chains.Places();

    public DateTimeOffset? SealedAfter(string unit, long rows) =>
        chains.Rows(unit, rows, rows + 1) is [var row, ..] ? DateTimeOffset.FromUnixTimeMilliseconds(row.At) : null;

    public TrailEnd? HeadBy(string unit, DateOnly day)
    {
        var (_, head) = HeadOf(unit, h => h <= day);
        return head;
    }

    public bool Write(Id trail, int year, string unit, TrailEnd before, TrailEnd end)
    {
        var rows = chains.Rows(unit, before.Rows, end.Rows);
        var (file, head) = HeadOf(unit, h => h == end.Day);
        if (rows.Count != end.Rows - before.Rows || file is null || head != end)
            return false;
        using var signing = key();
        var text = ChainArchive.Write(unit, year, new ChainStart(unit, before.Rows, before.Events, Convert.FromHexString(before.Hash)), rows, file, signing);
        Directory.CreateDirectory(folder);
        var part = FileOf(trail, year) + ".part";
        using (var stream = new FileStream(part, FileMode.Create, FileAccess.Write))
        {
            stream.Write(System.Text.Encoding.UTF8.GetBytes(text + "\n"));
            stream.Flush(flushToDisk: true);
        }

        File.Move(part, FileOf(trail, year), overwrite: true);
        return true;
    }

    /// <summary>Its signature must hold; that the key is this installation's shows in its rows, which are the database's own.</summary>
    public bool Holds(Id trail, int year, TrailEnd end) => Read(trail, year) is { } text && ChainArchive.Of("", text) is var archive && archive.Check([]) is null
        && archive.End is var last && last.Rows == end.Rows && last.Events == end.Events && Convert.ToHexStringLower(last.Hash.Span) == end.Hash;

    public string? Read(Id trail, int year) => File.Exists(FileOf(trail, year)) ? File.ReadAllText(FileOf(trail, year)) : null;

    private (HeadFile? File, TrailEnd? Head) HeadOf(string unit, Func<DateOnly, bool> isWanted)
    {
        foreach (var day in heads.Days().Where(isWanted))
        {
            if (heads.Of(day) is { Head: { } signed } file && signed.Heads.FirstOrDefault(h => h.Place == unit) is { } head)
                return (file, new TrailEnd(day, head.Rows, head.Events, head.Hash));
        }

        return (null, null);
    }

    private string FileOf(Id trail, int year) => Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{year}-{trail}.json"));
}
