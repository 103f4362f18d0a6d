using System.Buffers.Binary;

namespace StudentAid.Workflow.Casework.Files;

/// <summary>
/// A JPEG without what a camera writes about place, time and device: application segments other than the picture's own (JFIF, colour profile, Adobe's
/// transform), comments, and whatever stands behind the picture. How the picture is turned stays.
/// </summary>
public static class JpegFile
{
    private const byte App0 = 0xE0, App1 = 0xE1, App2 = 0xE2, App14 = 0xEE, App15 = 0xEF, Comment = 0xFE, StartOfScan = 0xDA, EndOfImage = 0xD9, Restart0 = 0xD0, Restart7 = 0xD7;

    /// <summary>Null where the file is broken.</summary>
    public static byte[]? Stripped(ReadOnlySpan<byte> file)
    {
        using var kept = new MemoryStream(file.Length);
        kept.Write(file[..2]);
        var (at, turned) = (2, false);
        while (NextMarker(file, ref at) is { } marker)
        {
            if (marker == EndOfImage)
            {
                kept.Write([0xFF, EndOfImage]);
                return kept.ToArray();
            }

            if (at + 2 > file.Length || BinaryPrimitives.ReadUInt16BigEndian(file[at..]) is var length && (length < 2 || at + length > file.Length))
                return null;
            var segment = file.Slice(at, BinaryPrimitives.ReadUInt16BigEndian(file[at..]));
            at += segment.Length;
            if (marker == App1 && !turned && Orientation(segment[2..]) is > 1 and <= 8 and var orientation)
            {
                kept.Write(Exif(orientation));
                turned = true;
            }
            else if (IsPicture(marker, segment))
            {
                kept.Write([0xFF, marker]);
                kept.Write(segment);
            }

            if (marker == StartOfScan)
                CopyScan(file, ref at, kept);
        }

        return null;
    }

    private static bool IsPicture(byte marker, ReadOnlySpan<byte> segment) => marker switch
    {
        Comment => false,
        App2 => segment[2..].StartsWith("ICC_PROFILE\0"u8),
        App0 or App14 => true,
        _ => marker is < App0 or > App15,
    };

    /// <summary>The marker at this place, fill bytes skipped; null where there is none.</summary>
    private static byte? NextMarker(ReadOnlySpan<byte> file, ref int at)
    {
        if (at >= file.Length || file[at] != 0xFF)
            return null;
        while (at < file.Length && file[at] == 0xFF)
            at++;
        return at < file.Length && file[at] != 0 ? file[at++] : null;
    }

    /// <summary>Entropy-coded data up to the next marker that is no restart.</summary>
    private static void CopyScan(ReadOnlySpan<byte> file, ref int at, MemoryStream kept)
    {
        var from = at;
        while (at + 1 < file.Length && !(file[at] == 0xFF && file[at + 1] is not (0 or 0xFF or (>= Restart0 and <= Restart7))))
            at++;
        kept.Write(file[from..at]);
    }

    /// <summary>How the camera was held, from the first directory of the segment; null where it does not say.</summary>
    private static int? Orientation(ReadOnlySpan<byte> segment)
    {
        if (!segment.StartsWith("Exif\0\0"u8) || segment.Length < 14)
            return null;
        var tiff = segment[6..];
        var little = tiff[0] == (byte)'I';
        var directory = (int)Math.Min(Number(tiff, 4, 4, little), int.MaxValue);
        var entries = Number(tiff, directory, 2, little);
        for (var i = 0; i < entries; i++)
        {
            var entry = directory + 2 + (i * 12);
            if (Number(tiff, entry, 2, little) == 0x0112)
                return (int)Number(tiff, entry + 8, 2, little);
        }

        return null;
    }

    /// <summary>Nought outside of the data.</summary>
    private static uint Number(ReadOnlySpan<byte> data, int at, int size, bool little)
    {
        if (at < 0 || at > data.Length - size)
            return 0;
        var bytes = data.Slice(at, size);
        return size == 2
            ? little ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes)
            : little ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes);
    }

    /// <summary>A segment that says how the picture is turned and nothing else.</summary>
    private static byte[] Exif(int orientation) =>
    [
        0xFF, App1, 0, 34, .. "Exif\0\0"u8, .. "MM"u8, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)orientation, 0, 0, 0, 0, 0, 0,
    ];
}
