using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;

namespace StudentAid.Workflow.Engine.Streams;

/// <summary>
/// The sealed parts of an event as one run of bytes: for each part the subject (16), the key id's length (1) and UTF-8 text, the
/// ciphertext's length (4, big-endian) and bytes. No part, no byte.
/// </summary>
public static class SealedFrame
{
    private const int SubjectLength = 16;

    public static byte[] Write(ImmutableArray<SealedPart> parts)
    {
        if (parts.IsDefaultOrEmpty)
            return [];
        using var frame = new MemoryStream();
        Span<byte> length = stackalloc byte[4];
        foreach (var part in parts)
        {
            var key = Encoding.UTF8.GetBytes(part.KeyId);
            if (key.Length > byte.MaxValue)
                throw new ArgumentException($"Expected a key id of at most 255 bytes, but got {key.Length}.", nameof(parts));
            frame.Write(part.Subject.ToBytes());
            frame.WriteByte((byte)key.Length);
            frame.Write(key);
            BinaryPrimitives.WriteInt32BigEndian(length, part.Bytes.Length);
            frame.Write(length);
            frame.Write(part.Bytes.Span);
        }

        return frame.ToArray();
    }

    /// <summary>The parts in their order. Throws <see cref="FormatException"/> where the bytes are cut short.</summary>
    public static ImmutableArray<SealedPart> Read(ReadOnlyMemory<byte> frame)
    {
        var parts = ImmutableArray.CreateBuilder<SealedPart>();
        while (!frame.IsEmpty)
        {
            var subject = Id.FromBytes(Take(ref frame, SubjectLength).Span);
            var keyLength = Take(ref frame, 1).Span[0];
            var key = Encoding.UTF8.GetString(Take(ref frame, keyLength).Span);
            var length = BinaryPrimitives.ReadInt32BigEndian(Take(ref frame, 4).Span);
            parts.Add(new SealedPart(subject, key, Take(ref frame, length)));
        }

        return parts.ToImmutable();
    }

    private static ReadOnlyMemory<byte> Take(ref ReadOnlyMemory<byte> frame, int length)
    {
        if (length < 0 || length > frame.Length)
            throw new FormatException("The sealed parts are cut short.");
        var taken = frame[..length];
        frame = frame[length..];
        return taken;
    }
}
