using System.IO.Compression;
using System.Runtime.InteropServices;
using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Casework.Organisations.Tables;

/// <summary>
/// Looks through a zipped workbook before anything opens it: number of parts, size and ratio as declared and as really inflated, and document
/// type declarations. No part's name is ever used as a path.
/// </summary>
internal static class WorkbookGuard
{
    private const int RatioFrom = 1024 * 1024;
    private const int HeadLength = 4096;

    public static Rejection? Refuse(ReadOnlyMemory<byte> bytes, TableOptions options)
    {
        try
        {
            using var archive = new ZipArchive(Open(bytes), ZipArchiveMode.Read);
            return Refuse(archive, bytes.Length, options);
        }
        catch (Exception e) when (e is InvalidDataException or NotSupportedException or EndOfStreamException)
        {
            return TableCodes.Unreadable;
        }
    }

    /// <summary>A stream over the bytes, without copying them where they lie in an array.</summary>
    public static MemoryStream Open(ReadOnlyMemory<byte> bytes) =>
        MemoryMarshal.TryGetArray(bytes, out var array)
            ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
            : new MemoryStream(bytes.ToArray(), writable: false);

    private static Rejection? Refuse(ZipArchive archive, int packed, TableOptions options)
    {
        if (archive.Entries.Count > options.MaxParts)
            return TableCodes.Inflated;
        var limit = Math.Min(options.MaxInflatedBytes, Math.Max(RatioFrom, (long)packed * options.MaxRatio));
        if (archive.Entries.Sum(e => (decimal)e.Length) > limit)
            return TableCodes.Inflated;
        var left = limit;
        foreach (var entry in archive.Entries)
        {
            using var stream = entry.Open();
            var (length, hasType) = Inflate(stream, left);
            left -= length;
            if (left < 0)
                return TableCodes.Inflated;
            if (hasType)
                return TableCodes.TypeDefinition;
        }

        return null;
    }

    /// <summary>The real length, counted no further than one byte past the limit, and whether the beginning declares a document type.</summary>
    private static (long Length, bool HasType) Inflate(Stream stream, long limit)
    {
        var buffer = new byte[64 * 1024];
        var first = stream.ReadAtLeast(buffer.AsSpan(0, HeadLength), HeadLength, throwOnEndOfStream: false);
        var hasType = buffer.AsSpan(0, first).IndexOf("<!DOCTYPE"u8) >= 0;
        long length = first;
        for (var read = first; read > 0 && length <= limit; length += read)
            read = stream.Read(buffer);
        return (length, hasType);
    }
}
