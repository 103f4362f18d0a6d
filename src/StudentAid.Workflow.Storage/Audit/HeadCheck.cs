using System.Globalization;
using StudentAid.Workflow.Casework.Audit;
using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Storage.Audit;

/// <summary>Holds chains against the heads that were published of them.</summary>
internal sealed class HeadCheck(IReadOnlyList<HeadFile> files, IReadOnlyList<HeadKey> keys)
{
    private readonly ILookup<(string Place, long Row), (ChainHead Head, DateOnly Day)> heads = files.Where(f => f.Head is not null)
        .SelectMany(f => f.Head!.Heads.Select(h => (Head: h, f.Head.Day))).ToLookup(h => (h.Head.Place, h.Head.Rows));

    private readonly Dictionary<string, (long Rows, long Events)> seen = new(StringComparer.Ordinal);

    /// <summary>Events at or below the last head of their chain.</summary>
    public long Below => seen.Values.Sum(s => s.Events);

    /// <summary>The first file whose signature does not hold.</summary>
    public Rejection? Signatures() => files.OrderBy(f => f.Name, StringComparer.Ordinal).Select(Signature).FirstOrDefault(r => r is not null);

    /// <summary>Whether a head was published of this row, and says otherwise.</summary>
    public Rejection? Differs(ChainRow row)
    {
        foreach (var (head, day) in heads[(row.Place, row.N)])
        {
            if (head.Hash != Convert.ToHexStringLower(row.Hash.Span) || head.Events != row.Total)
                return AuditCodes.HeadDiffers.With(("place", row.Place), ("row", row.N), ("day", Text(day)));
            seen[row.Place] = (row.N, row.Total);
        }

        there[row.Place] = row.N;
        return null;
    }

    /// <summary>Where a chain starts must be a published head, where heads are known at all: nobody cuts off the beginning without one.</summary>
    public Rejection? Founded(ChainStart start)
    {
        var said = heads[(start.Place, start.Rows)].ToList();
        if (said.Find(h => h.Head.Hash != Convert.ToHexStringLower(start.Hash.Span) || h.Head.Events != start.Events) is { Head: not null } other)
            return AuditCodes.HeadDiffers.With(("place", start.Place), ("row", start.Rows), ("day", Text(other.Day)));
        if (said.Count == 0 && files.Count > 0)
            return AuditCodes.StartUnfounded.With(("place", start.Place), ("row", start.Rows));
        there[start.Place] = start.Rows;
        if (said.Count > 0)
            seen[start.Place] = (start.Rows, start.Events);
        return null;
    }

    /// <summary>The first head that its chain does not reach.</summary>
    public Rejection? Reached()
    {
        var beyond = heads.SelectMany(h => h).Where(h => h.Head.Rows > there.GetValueOrDefault(h.Head.Place)).OrderBy(h => h.Day).ThenBy(h => h.Head.Place, StringComparer.Ordinal).ToList();
        return beyond is [var (head, day), ..]
            ? AuditCodes.Truncated.With(("place", head.Place), ("rows", head.Rows), ("there", there.GetValueOrDefault(head.Place)), ("day", Text(day)))
            : null;
    }

    private readonly Dictionary<string, long> there = new(StringComparer.Ordinal);

    private Rejection? Signature(HeadFile file) => Signature(file, keys);

    /// <summary>Why a head's signature does not hold; null where it does.</summary>
    internal static Rejection? Signature(HeadFile file, IReadOnlyList<HeadKey> keys)
    {
        if (file.Head is not { } head)
            return AuditCodes.HeadUnreadable.With(("file", file.Name));
        var trusted = keys.FirstOrDefault(k => k.Id == head.Key);
        if (keys.Count > 0 && trusted is null)
            return AuditCodes.HeadOfAnotherKey.With(("file", file.Name), ("key", head.Key));
        return file.Holds(trusted) ? null : AuditCodes.HeadForged.With(("file", file.Name));
    }

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
