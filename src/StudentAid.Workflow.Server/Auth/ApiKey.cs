using System.Security.Cryptography;
using System.Text;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Auth;

/// <summary>
/// A machine's key: <c>sa_{principal}_{secret}</c>, the secret 32 random bytes. Only the secret's SHA-256 is kept; who has lost the key gets another.
/// </summary>
public sealed record ApiKey(Id Principal, string Secret)
{
    private const string Prefix = "sa_";
    private const int SecretBytes = 32;

    public static ApiKey New(Id principal) => new(principal, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretBytes)));

    /// <summary>Null where the text is no key of ours.</summary>
    public static ApiKey? TryParse(string text)
    {
        var parts = text.Split('_');
        return parts is ["sa", var principal, { Length: SecretBytes * 2 } secret] && Id.TryParse(principal) is { } id ? new ApiKey(id, secret) : null;
    }

    /// <summary>What is kept of it, 64 hex digits.</summary>
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(Secret)));

    /// <summary>Compared in constant time.</summary>
    public bool Matches(string hash) => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Hash), Encoding.ASCII.GetBytes(hash));

    public override string ToString() => $"{Prefix}{Principal}_{Secret}";
}
