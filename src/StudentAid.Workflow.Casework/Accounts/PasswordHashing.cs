using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace StudentAid.Workflow.Casework.Accounts;

/// <summary>
/// PBKDF2 with HMAC-SHA-512 and a salt of its own for each secret, kept as <c>v1$iterations$salt$hash</c> (base 64). Activation codes are random and
/// short-lived and take fewer iterations than what people think up. It counts its work, so that a test can see that nobody and somebody cost the same.
/// </summary>
public sealed class PasswordHashing(int iterations = PasswordHashing.Recommended, int codeIterations = PasswordHashing.ForCodes)
{
    /// <summary>OWASP's Password Storage Cheat Sheet for PBKDF2-HMAC-SHA512.</summary>
    public const int Recommended = 220_000;

    /// <summary>40 random bits that live 14 days.</summary>
    public const int ForCodes = 10_000;

    private const string Version = "v1";
    private const int SaltBytes = 16;
    private const int HashBytes = 32;

    private static readonly byte[] NobodysSalt = new byte[SaltBytes];

    private long work;

    /// <summary>Iterations spent on checking since the start.</summary>
    public long Work => Interlocked.Read(ref work);

    public string Of(string password) => Kept(password, iterations);

    public string OfCode(string code) => Kept(code, codeIterations);

    /// <summary>Compared in constant time. An empty <paramref name="kept"/> (nobody, or no password yet) costs the same and is never right.</summary>
    public bool Verify(string password, string kept) => Verify(password, kept, iterations);

    /// <summary>The same for a code.</summary>
    public bool VerifyCode(string code, string kept) => Verify(code, kept, codeIterations);

    /// <summary>Kept by an earlier version or with fewer iterations: to be hashed anew while the password is at hand.</summary>
    public bool IsOutdated(string kept) => Parse(kept) is not { } parts || parts.Iterations < iterations;

    private static string Kept(string secret, int times)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        return string.Create(CultureInfo.InvariantCulture, $"{Version}${times}${Convert.ToBase64String(salt)}${Convert.ToBase64String(Derive(secret, salt, times))}");
    }

    private static byte[] Derive(string secret, byte[] salt, int times) =>
        Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(secret.Normalize(NormalizationForm.FormKC)), salt, times, HashAlgorithmName.SHA512, HashBytes);

    private bool Verify(string secret, string kept, int times)
    {
        var parts = Parse(kept);
        Interlocked.Add(ref work, parts?.Iterations ?? times);
        var derived = Derive(secret, parts?.Salt ?? NobodysSalt, parts?.Iterations ?? times);
        return CryptographicOperations.FixedTimeEquals(derived, parts?.Hash ?? NobodysSalt);
    }

    private static (int Iterations, byte[] Salt, byte[] Hash)? Parse(string kept) =>
        kept.Split('$') is [Version, var times, var salt, var hash] && int.TryParse(times, NumberStyles.None, CultureInfo.InvariantCulture, out var iterations)
            ? (iterations, Convert.FromBase64String(salt), Convert.FromBase64String(hash))
            : null;
}
