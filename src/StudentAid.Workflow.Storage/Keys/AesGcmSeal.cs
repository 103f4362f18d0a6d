using System.Security.Cryptography;

namespace StudentAid.Workflow.Storage.Keys;

/// <summary>AES-256-GCM: nonce (12), tag (16), ciphertext. The nonce is random; a key that seals less than 2³² times never meets one twice in practice.</summary>
public sealed class AesGcmSeal : ISealAlgorithm
{
    private const int NonceLength = 12;
    private const int TagLength = 16;

    public byte Code => 1;

    public int KeyLength => 32;

    public byte[] Seal(ReadOnlySpan<byte> key, ReadOnlySpan<byte> plain, ReadOnlySpan<byte> bound)
    {
        var kept = new byte[NonceLength + TagLength + plain.Length];
        var nonce = kept.AsSpan(0, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, TagLength);
        aes.Encrypt(nonce, plain, kept.AsSpan(NonceLength + TagLength), kept.AsSpan(NonceLength, TagLength), bound);
        return kept;
    }

    public byte[] Open(ReadOnlySpan<byte> key, ReadOnlySpan<byte> kept, ReadOnlySpan<byte> bound)
    {
        if (kept.Length < NonceLength + TagLength)
            throw new CryptographicException("The sealed content is cut short.");
        var plain = new byte[kept.Length - NonceLength - TagLength];
        using var aes = new AesGcm(key, TagLength);
        aes.Decrypt(kept[..NonceLength], kept[(NonceLength + TagLength)..], kept.Slice(NonceLength, TagLength), plain, bound);
        return plain;
    }

    public byte[] Mac(ReadOnlySpan<byte> key, ReadOnlySpan<byte> content) => HMACSHA256.HashData(key, content);
}
