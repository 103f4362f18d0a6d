using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Storage.Audit;

/// <summary>An event's place in a tenant's chain: its stream, its seq and the first 16 bytes of its hash, which covers its stream's earlier events.</summary>
public readonly record struct SealedEntry(Id Stream, long Seq, ReadOnlyMemory<byte> Hash);

/// <summary>Where a chain starts whose older rows were archived and taken out: after so many rows with so many events, the last of which had this hash.</summary>
public sealed record ChainStart(string Place, long Rows, long Events, ReadOnlyMemory<byte> Hash);

/// <summary>
/// One row of a tenant's chain: a batch of events in the order of their commit. <paramref name="Total"/> counts the chain's events up to and with this row,
/// <paramref name="Upto"/> is the position in the store up to which all tenants' events are sealed. The hash is SHA-256 over the hash of the row before (32 bytes),
/// n, upto, total and at in UTC ms (8 bytes each, big-endian) and the content; before row 1 stands the SHA-256 of the place.
/// </summary>
public sealed record ChainRow(string Place, long N, long Upto, long Total, long At, ReadOnlyMemory<byte> Content, ReadOnlyMemory<byte> Hash)
{
    public const int EntryLength = 16 + sizeof(uint) + EntryHashLength;

    /// <summary>As for every id that is cut from a SHA-256; a chain has an entry for each event, so that bytes count.</summary>
    public const int EntryHashLength = 16;

    private const int HashLength = 32;

    /// <summary>False where the content is no list of entries.</summary>
    public bool IsWhole => Content.Length % EntryLength == 0 && Hash.Length == HashLength;

    /// <summary>What stands before a chain's first row.</summary>
    public static byte[] Root(string place) => SHA256.HashData(Encoding.UTF8.GetBytes("chain\0" + place));

    /// <summary>The row that follows <paramref name="last"/>.</summary>
    public static ChainRow After(ChainRow? last, string place, long upto, DateTimeOffset at, IReadOnlyList<SealedEntry> entries)
    {
        var content = new byte[entries.Count * EntryLength];
        for (var i = 0; i < entries.Count; i++)
            Write(entries[i], content.AsSpan(i * EntryLength, EntryLength));
        var row = new ChainRow(place, (last?.N ?? 0) + 1, upto, (last?.Total ?? 0) + entries.Count, at.ToUnixTimeMilliseconds(), content, default);
        return row with { Hash = row.HashAfter(last is null ? Root(place) : last.Hash.Span) };
    }

    /// <summary>What the row's hash must be.</summary>
    public byte[] HashAfter(ReadOnlySpan<byte> previous)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> fields = stackalloc byte[32];
        BinaryPrimitives.WriteInt64BigEndian(fields, N);
        BinaryPrimitives.WriteInt64BigEndian(fields[8..], Upto);
        BinaryPrimitives.WriteInt64BigEndian(fields[16..], Total);
        BinaryPrimitives.WriteInt64BigEndian(fields[24..], At);
        hash.AppendData(previous);
        hash.AppendData(fields);
        hash.AppendData(Content.Span);
        return hash.GetHashAndReset();
    }

    public IEnumerable<SealedEntry> Entries()
    {
        for (var at = 0; at < Content.Length; at += EntryLength)
        {
            var entry = Content.Slice(at, EntryLength);
            yield return new SealedEntry(Id.FromBytes(entry.Span[..16]), BinaryPrimitives.ReadUInt32BigEndian(entry.Span[16..20]), entry[20..]);
        }
    }

    private static void Write(in SealedEntry entry, Span<byte> into)
    {
        BinaryPrimitives.WriteUInt128BigEndian(into, entry.Stream.Bits);
        BinaryPrimitives.WriteUInt32BigEndian(into[16..], checked((uint)entry.Seq));
        entry.Hash.Span[..EntryHashLength].CopyTo(into[20..]);
    }
}
