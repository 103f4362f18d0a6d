namespace StudentAid.Workflow.Storage.Keys;

/// <summary>
/// One family of ciphers: authenticated encryption and a keyed hash. AES-GCM with HMAC-SHA256 is the product's; SM4 with SM3 would be another one, under
/// another code, and what the first has written stays readable beside it.
/// </summary>
public interface ISealAlgorithm
{
    /// <summary>The second byte of everything it seals.</summary>
    byte Code { get; }

    /// <summary>Bytes of a key that is made for it. It is also given keys that were made for an algorithm before it, of their length.</summary>
    int KeyLength { get; }

    /// <summary>Seals under a nonce of its own; what is <paramref name="bound"/> is not kept, and must be given again to open.</summary>
    byte[] Seal(ReadOnlySpan<byte> key, ReadOnlySpan<byte> plain, ReadOnlySpan<byte> bound);

    /// <summary>Throws <see cref="System.Security.Cryptography.CryptographicException"/> where key, content or bound differ from what was sealed.</summary>
    byte[] Open(ReadOnlySpan<byte> key, ReadOnlySpan<byte> kept, ReadOnlySpan<byte> bound);

    /// <summary>A hash that only the key's holder can make.</summary>
    byte[] Mac(ReadOnlySpan<byte> key, ReadOnlySpan<byte> content);
}
