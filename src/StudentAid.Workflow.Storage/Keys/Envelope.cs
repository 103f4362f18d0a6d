using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace StudentAid.Workflow.Storage.Keys;

/// <summary>
/// The outer form of everything sealed: version (1 byte, 1), algorithm (1 byte), what the algorithm makes. Both bytes and the address are bound to the
/// content, so that neither can be exchanged. The first algorithm writes, all of them read.
/// </summary>
internal sealed class Envelope(ImmutableArray<ISealAlgorithm> algorithms)
{
    private const byte Version = 1;
    private const int HeaderLength = 2;

    public ISealAlgorithm Algorithm => algorithms[0];

    public byte[] Seal(ReadOnlySpan<byte> key, ReadOnlySpan<byte> plain, string address)
    {
        ReadOnlySpan<byte> header = [Version, Algorithm.Code];
        return [.. header, .. Algorithm.Seal(key, plain, Bound(header, address))];
    }

    /// <summary>Throws <see cref="VaultException"/> where the content is not what was sealed at this address under this key.</summary>
    public byte[] Open(ReadOnlySpan<byte> key, ReadOnlySpan<byte> kept, string address)
    {
        if (kept.Length < HeaderLength || kept[0] != Version)
            throw new VaultException($"Expected sealed content of version {Version} at {address}, but it is none: it was changed, or a newer program has written it.");
        var code = kept[1];
        if (algorithms.FirstOrDefault(a => a.Code == code) is not { } algorithm)
            throw new VaultException($"Expected an algorithm that this program knows at {address}, but the content says {code}.");
        try
        {
            return algorithm.Open(key, kept[HeaderLength..], Bound(kept[..HeaderLength], address));
        }
        catch (CryptographicException e)
        {
            throw new VaultException($"Expected the content that was sealed at {address}, but it was changed, moved, or sealed under another key.", e);
        }
    }

    private static byte[] Bound(ReadOnlySpan<byte> header, string address) => [.. header, .. Encoding.UTF8.GetBytes(address)];
}
