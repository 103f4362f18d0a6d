using StudentAid.Workflow.Casework.Audit;
using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Storage.Audit;

/// <summary>Holds the archives that were given against where the chains start in the database.</summary>
internal sealed class ArchivedChains(IReadOnlyList<ChainStart> starts, IReadOnlyList<ChainArchive> archives)
{
    /// <summary>The rows that archives give back, by chain and number, and where each chain begins by then; what is before that nobody gave.</summary>
    public Dictionary<string, (ChainStart? Before, List<ChainRow> Rows)> ByPlace { get; } = new(StringComparer.Ordinal);

    /// <summary>Events whose entries stand in archives that nobody gave.</summary>
    public long Missing => ByPlace.Values.Sum(p => p.Before?.Events ?? 0);

    /// <summary>The first archive that is not as it was written, or that does not lead to where its chain starts.</summary>
    public Rejection? Read(IReadOnlyList<HeadKey> keys)
    {
        if (archives.Select(a => a.Check(keys)).FirstOrDefault(r => r is not null) is { } bad)
            return bad;
        foreach (var start in starts)
        {
            var (at, rows) = (start, new List<ChainRow>());
            var left = archives.Where(a => a.Place == start.Place && a.End.Rows <= start.Rows).ToList();
            while (left.Find(a => Same(a.End, at)) is { } next)
            {
                rows.InsertRange(0, next.Rows);
                at = next.Before;
                left.Remove(next);
            }

            if (left is [var other, ..])
                return AuditCodes.ArchiveDiffers.With(("file", other.Name), ("place", start.Place));
            ByPlace[start.Place] = (at.Rows == 0 ? null : at, rows);
        }

        return null;
    }

    private static bool Same(ChainStart one, ChainStart other) => one.Rows == other.Rows && one.Events == other.Events && one.Hash.Span.SequenceEqual(other.Hash.Span);
}
