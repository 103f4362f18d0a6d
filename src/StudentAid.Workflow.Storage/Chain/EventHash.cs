using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Storage.Chain;

/// <summary>
/// The hash that chains a stream's events: SHA-256 over the previous hash (32 bytes), seq (8), operation (16), body hash (8), actor (16),
/// instant in UTC ms (8), length of data (4), data, and the sealed parts as they are stored; numbers big-endian. Before the first event
/// stands the stream's id and 16 zero bytes, so that no event can be moved to another stream.
/// </summary>
public static class EventHash
{
    public const int Length = 32;
    private const int Fixed = Length + 8 + 16 + 8 + 16 + 8 + 4;

    /// <summary>What stands in the place of the previous hash before a stream's first event.</summary>
    public static byte[] Root(Id stream)
    {
        var root = new byte[Length];
        BinaryPrimitives.WriteUInt128BigEndian(root, stream.Bits);
        return root;
    }

    /// <summary>Hash of an event as it was read, given its predecessor's.</summary>
    public static byte[] Of(ReadOnlySpan<byte> previous, StoredEvent stored)
    {
        var hash = new byte[Length];
        Compute(previous, new Fields(stored.Seq, stored.Operation, stored.BodyHash, stored.Actor, stored.At.ToUnixTimeMilliseconds()),
            stored.Data.Span, stored.Sealed.Span, hash);
        return hash;
    }

    internal static void Compute(ReadOnlySpan<byte> previous, in Fields fields, ReadOnlySpan<byte> data, ReadOnlySpan<byte> sealedBytes, Span<byte> hash)
    {
        var rented = ArrayPool<byte>.Shared.Rent(Fixed + data.Length + sealedBytes.Length);
        var text = rented.AsSpan(0, Fixed + data.Length + sealedBytes.Length);
        previous.CopyTo(text);
        BinaryPrimitives.WriteInt64BigEndian(text[32..], fields.Seq);
        BinaryPrimitives.WriteUInt128BigEndian(text[40..], fields.Operation.Bits);
        BinaryPrimitives.WriteInt64BigEndian(text[56..], fields.BodyHash);
        BinaryPrimitives.WriteUInt128BigEndian(text[64..], fields.Actor.Bits);
        BinaryPrimitives.WriteInt64BigEndian(text[80..], fields.At);
        BinaryPrimitives.WriteInt32BigEndian(text[88..], data.Length);
        data.CopyTo(text[Fixed..]);
        sealedBytes.CopyTo(text[(Fixed + data.Length)..]);
        SHA256.HashData(text, hash);
        ArrayPool<byte>.Shared.Return(rented);
    }

    internal readonly record struct Fields(long Seq, Id Operation, long BodyHash, Id Actor, long At);
}
