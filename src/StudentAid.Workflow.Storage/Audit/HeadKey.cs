using System.Numerics;
using System.Security.Cryptography;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Storage.Keys;

namespace StudentAid.Workflow.Storage.Audit;

/// <summary>
/// Signs the heads that are published, or only checks them: ECDSA over P-256 with SHA-256. The signing key is derived from the master key, so that who has the
/// database alone can sign nothing, and there is no second secret to keep; the public one may be given to anybody.
/// </summary>
public sealed class HeadKey : IDisposable
{
    private const string PublicMark = "-----BEGIN PUBLIC KEY-----";

    // The order of P-256: a private key is a number from 1 to one less.
    private static readonly BigInteger Order = BigInteger.Parse("0ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", System.Globalization.NumberStyles.HexNumber, null);

    private readonly ECDsa key;

    private HeadKey(ECDsa key)
    {
        this.key = key;
        Public = key.ExportSubjectPublicKeyInfo();
        Id = Id.FromBytes(SHA256.HashData(Public));
    }

    /// <summary>Tells keys apart: the first 16 bytes of the public key's SHA-256.</summary>
    public Id Id { get; }

    /// <summary>The public key (SubjectPublicKeyInfo).</summary>
    public byte[] Public { get; }

    public static HeadKey From(MasterKey master)
    {
        var wide = HKDF.DeriveKey(HashAlgorithmName.SHA256, master.Bytes, 48, info: "audit-heads/1"u8.ToArray());
        var number = (new BigInteger(wide, isUnsigned: true, isBigEndian: true) % (Order - 1)) + 1;
        var bytes = new byte[32];
        var short32 = number.ToByteArray(isUnsigned: true, isBigEndian: true);
        short32.CopyTo(bytes, 32 - short32.Length);
        return new HeadKey(ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = bytes }));
    }

    /// <summary>A public key alone; null where the bytes are none.</summary>
    public static HeadKey? FromPublic(ReadOnlySpan<byte> bytes)
    {
        var opened = ECDsa.Create();
        try
        {
            opened.ImportSubjectPublicKeyInfo(bytes, out _);
            return new HeadKey(opened);
        }
        catch (CryptographicException)
        {
            opened.Dispose();
            return null;
        }
    }

    /// <summary>Out of a file: the master key, or a public key in PEM. Throws <see cref="VaultException"/> where it is neither.</summary>
    public static HeadKey Read(string path)
    {
        if (!File.Exists(path) || !File.ReadAllText(path).Contains(PublicMark, StringComparison.Ordinal))
            return From(MasterKey.Read(path));
        var opened = ECDsa.Create();
        try
        {
            opened.ImportFromPem(File.ReadAllText(path));
            return new HeadKey(opened);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            opened.Dispose();
            throw new VaultException($"应是公钥文件（PEM），但 {path} 不是。 Expected a public key in PEM in {path}, but it is none.", e);
        }
    }

    public string ToPem() => key.ExportSubjectPublicKeyInfoPem();

    public byte[] Sign(ReadOnlySpan<byte> text) => key.SignData(text, HashAlgorithmName.SHA256);

    public bool Holds(ReadOnlySpan<byte> text, ReadOnlySpan<byte> signature) => key.VerifyData(text, signature, HashAlgorithmName.SHA256);

    public void Dispose() => key.Dispose();
}
