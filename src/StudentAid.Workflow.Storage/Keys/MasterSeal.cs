using System.Security.Cryptography;

namespace StudentAid.Workflow.Storage.Keys;

/// <summary>
/// Seals what lies beside the database (the server's sign-in keys) under a key that is derived from the master key for this purpose alone, in the envelope of
/// everything sealed and bound to its name.
/// </summary>
public sealed class MasterSeal(MasterKey master, string purpose)
{
    private readonly Envelope envelope = new([new AesGcmSeal()]);
    private readonly byte[] key = HKDF.DeriveKey(HashAlgorithmName.SHA256, master.Bytes, 32, info: System.Text.Encoding.UTF8.GetBytes(purpose));

    public byte[] Seal(ReadOnlySpan<byte> plain) => envelope.Seal(key, plain, purpose);

    /// <summary>Throws <see cref="VaultException"/> where it was changed, or sealed under another master key.</summary>
    public byte[] Open(ReadOnlySpan<byte> kept) => envelope.Open(key, kept, purpose);
}
