using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace StudentAid.Workflow.Engine.Streams;

/// <summary>
/// A 16-byte identity, SHA-256 cut, of what a thing derives from: (source stream, seq, ordinal) for what a step creates,
/// (round, person, attempt) for a case, (principal ‖ key) for an operation. In JSON 26 characters of lower-case Crockford base 32.
/// </summary>
public readonly record struct Id(UInt128 Bits) : IComparable<Id>
{
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
    private const int Length = 26;

    public static readonly Id None;

    public bool IsNone => Bits == 0;

    /// <summary>The identity of the parts, each with its length, so that ("ab", "c") and ("a", "bc") differ.</summary>
    public static Id Of(params ReadOnlySpan<string> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[4];
        foreach (var part in parts)
        {
            var bytes = Encoding.UTF8.GetBytes(part);
            BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
            hash.AppendData(length);
            hash.AppendData(bytes);
        }

        return Cut(hash);
    }

    /// <summary>The n-th thing that step <paramref name="seq"/> of a stream creates.</summary>
    public static Id Of(Id source, long seq, int ordinal)
    {
        Span<byte> bytes = stackalloc byte[28];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, source.Bits);
        BinaryPrimitives.WriteInt64BigEndian(bytes[16..], seq);
        BinaryPrimitives.WriteInt32BigEndian(bytes[24..], ordinal);
        Span<byte> digest = stackalloc byte[32];
        SHA256.HashData(bytes, digest);
        return new Id(BinaryPrimitives.ReadUInt128BigEndian(digest));
    }

    public static Id FromBytes(ReadOnlySpan<byte> bytes) => new(BinaryPrimitives.ReadUInt128BigEndian(bytes));

    public byte[] ToBytes()
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, Bits);
        return bytes;
    }

    /// <summary>Null where the text is not 26 characters of the alphabet.</summary>
    public static Id? TryParse(string? text)
    {
        if (text is not { Length: Length })
            return null;
        UInt128 bits = 0;
        for (var i = 0; i < Length; i++)
        {
            var digit = Alphabet.IndexOf(text[i], StringComparison.Ordinal);
            if (digit < 0 || (i == 0 && digit > 7))
                return null;
            bits = (bits << 5) | (uint)digit;
        }

        return new Id(bits);
    }

    /// <summary>For routes and queries, where the framework binds.</summary>
    public static bool TryParse(string? s, IFormatProvider? provider, out Id result)
    {
        var parsed = TryParse(s);
        result = parsed ?? default;
        return parsed is not null;
    }

    public static Id Parse(string text) => TryParse(text) ?? throw new FormatException($"'{text}' is no id.");

    public override string ToString() => string.Create(Length, Bits, static (span, bits) =>
    {
        for (var i = Length - 1; i >= 0; i--)
        {
            span[i] = Alphabet[(int)(bits & 31)];
            bits >>= 5;
        }
    });

    public int CompareTo(Id other) => Bits.CompareTo(other.Bits);

    public static bool operator <(Id left, Id right) => left.Bits < right.Bits;

    public static bool operator >(Id left, Id right) => left.Bits > right.Bits;

    public static bool operator <=(Id left, Id right) => left.Bits <= right.Bits;

    public static bool operator >=(Id left, Id right) => left.Bits >= right.Bits;

    private static Id Cut(IncrementalHash hash)
    {
        Span<byte> digest = stackalloc byte[32];
        hash.GetHashAndReset(digest);
        return new Id(BinaryPrimitives.ReadUInt128BigEndian(digest));
    }
}
