using System.Security.Cryptography;
using System.Text;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Auth;

/// <summary>
/// A machine's key: <c>sa_{id}_{secret}</c>, the secret 32 random bytes. Only the secret's SHA-256 is kept; who has lost the key gets another.
/// </summary>
public sealed record ApiKey(Id Id, string Secret)
{
    private const int SecretBytes = 32;

    public static ApiKey New(Id id) => new(id, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretBytes)));

    /// <summary>Null where the text is no key of ours.</summary>
    public static ApiKey? TryParse(string text) =>
        text.Split('_') is ["sa", var id, { Length: SecretBytes * 2 } secret] && Id.TryParse(id) is { } known ? new ApiKey(known, secret) : null;

    /// <summary>What is kept of it, 64 hex digits.</summary>
    public string Hash => HashOf(Secret);

    /// <summary>Compared in constant time.</summary>
    public bool Matches(string hash) => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Hash), Encoding.ASCII.GetBytes(hash));

    public override string ToString() => $"sa_{Id}_{Secret}";

    private static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(secret)));
}
