using System.Collections.Immutable;
using System.Globalization;
using StudentAid.Workflow.Casework.Audit;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Storage.Audit;

/// <summary>
/// A school year of a tenant's chain as a file of its own: the rows, the hash before the first one, and the signed head that the last one is. It holds ids, numbers and
/// hashes alone, and can be checked without the database. Null rows are a text that is no archive.
/// </summary>
/// <param name="Name">The file's, for messages.</param>
/// <param name="Year">In which the school year began.</param>
/// <param name="Before">What stands before the first row: number, events and hash of the chain up to it.</param>
public sealed record ChainArchive(string Name, string Place, int Year, ChainStart Before, ImmutableArray<ChainRow> Rows, HeadFile? Head, Value Text)
{
    private const int Format = 1;
    private const string Kind = "audit-archive";

    private static readonly ChainStart Nothing = new("", 0, 0, default);

    /// <summary>The rows and events up to which it goes, with the last one's hash.</summary>
    public ChainStart End => Rows.IsDefaultOrEmpty ? Before : new ChainStart(Place, Rows[^1].N, Rows[^1].Total, Rows[^1].Hash);

    public long Events => End.Events - Before.Events;

    /// <summary>The signed JSON text.</summary>
    public static string Write(string place, int year, ChainStart before, IReadOnlyList<ChainRow> rows, HeadFile head, HeadKey key) => SignedText.Of(
        Value.Record(
            ("format", Format), ("kind", Kind), ("place", place), ("year", year),
            ("before", Value.Record(("rows", before.Rows), ("events", before.Events), ("hash", Convert.ToHexStringLower(before.Hash.Span)))),
            ("rows", Value.List(rows.Select(r => Value.Record(
                ("n", r.N), ("upto", r.Upto), ("total", r.Total), ("at", r.At), ("content", Convert.ToBase64String(r.Content.Span)), ("hash", Convert.ToHexStringLower(r.Hash.Span)))))),
            ("head", head.Text)),
        key);

    public static ChainArchive Of(string name, string text)
    {
        var none = new ChainArchive(name, "", 0, Nothing, default, null, Value.Null);
        try
        {
            var value = Value.Parse(text);
            if (value["format"] != Format || value["kind"].AsText() != Kind || value["place"].AsText() is not { } place || value["year"].AsNumber() is not { } year)
                return none;
            var before = value["before"];
            return new ChainArchive(
                name, place, (int)year, new ChainStart(place, Whole(before["rows"]), Whole(before["events"]), Hash(before["hash"])),
                [.. value["rows"].Items.Select(r => new ChainRow(
                    place, Whole(r["n"]), Whole(r["upto"]), Whole(r["total"]), Whole(r["at"]), Convert.FromBase64String(r["content"].AsText() ?? ""), Hash(r["hash"])))],
                HeadFile.Of(name, value["head"].ToJson()), value);
        }
        catch (Exception e) when (e is FormatException or System.Text.Json.JsonException or OverflowException)
        {
            return none;
        }
    }

    /// <summary>Whether a file's text says to be an archive, so that it is not taken for a database.</summary>
    public static bool IsText(string path)
    {
        using var reader = File.OpenRead(path);
        return reader.ReadByte() == '{';
    }

    /// <summary>The first thing that is not as it was written: a row, the head, the signature. Null where all holds.</summary>
    public Rejection? Check(IReadOnlyList<HeadKey> keys)
    {
        if (Rows.IsDefaultOrEmpty || Head is null)
            return AuditCodes.ArchiveUnreadable.With(("file", Name));
        var (last, n, total) = (Before.Rows == 0 ? ChainRow.Root(Place) : Before.Hash.ToArray(), Before.Rows, Before.Events);
        foreach (var row in Rows)
        {
            (n, total) = (n + 1, total + (row.Content.Length / ChainRow.EntryLength));
            if (row.N != n || row.Total != total || !row.IsWhole || !row.Hash.Span.SequenceEqual(row.HashAfter(last)))
                return AuditCodes.ArchiveChanged.With(("file", Name), ("place", Place), ("row", n));
            last = row.Hash.ToArray();
        }

        if (HeadCheck.Signature(Head, keys) is { } head)
            return head;
        if (!Head.Head!.Heads.Contains(new ChainHead(Place, n, total, Convert.ToHexStringLower(last))))
            return AuditCodes.ArchiveEnd.With(("file", Name));
        var trusted = keys.FirstOrDefault(k => k.Id == SignedText.KeyOf(Text));
        if (keys.Count > 0 && trusted is null)
            return AuditCodes.ArchiveOfAnotherKey.With(("file", Name), ("key", Text["key"].AsText() ?? ""));
        return SignedText.Holds(Text, trusted) ? null : AuditCodes.ArchiveForged.With(("file", Name));
    }

    private static long Whole(Value number) => number.AsNumber() is { } n and >= 0 and < long.MaxValue ? (long)n : 0;

    private static byte[] Hash(Value text) => Convert.FromHexString(text.AsText() ?? "");

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name}: {Place} {Year}, rows {Before.Rows + 1} to {End.Rows}");
}
