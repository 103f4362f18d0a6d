using System.Buffers.Binary;

namespace StudentAid.Workflow.Casework.Files;

/// <summary>A PNG without texts, time and camera data, and without what stands behind its end: only what draws the picture stays.</summary>
public static class PngFile
{
    private const int ChunkFrame = 12;

    private static readonly string[] Drawing = ["IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "iCCP", "sBIT", "bKGD", "pHYS"];

    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Null where the file is broken.</summary>
    public static byte[]? Stripped(ReadOnlySpan<byte> file)
    {
        using var kept = new MemoryStream(file.Length);
        kept.Write(Signature);
        for (var at = Signature.Length; at + ChunkFrame <= file.Length;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(file[at..]);
            if (length > file.Length - at - ChunkFrame)
                return null;
            var chunk = file.Slice(at, ChunkFrame + (int)length);
            var name = System.Text.Encoding.ASCII.GetString(chunk[4..8]);
            if (Drawing.Contains(name, StringComparer.Ordinal))
                kept.Write(chunk);
            if (name == "IEND")
                return kept.ToArray();
            at += chunk.Length;
        }

        return null;
    }
}
