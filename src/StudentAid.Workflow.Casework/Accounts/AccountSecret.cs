using System.Security.Cryptography;

namespace StudentAid.Workflow.Casework.Accounts;

/// <summary>Secrets that the product draws itself; none is made of anything that is known about a person.</summary>
public static class AccountSecret
{
    /// <summary>Without 0 O 1 I L, and without U, which reads as V.</summary>
    public const string Alphabet = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

    public const int CodeLength = 8;

    private const int TemporaryLength = 12;
    private const int RecoveryLength = 10;

    /// <summary>An activation code, as kept; printed in two groups of four.</summary>
    public static string Code() => RandomNumberGenerator.GetString(Alphabet, CodeLength);

    /// <summary>A password for one sign-in.</summary>
    public static string TemporaryPassword() => RandomNumberGenerator.GetString(Alphabet, TemporaryLength);

    public static string RecoveryCode() => RandomNumberGenerator.GetString(Alphabet, RecoveryLength);

    /// <summary>As it was printed, with what people make of it: small letters, spaces, hyphens, full width.</summary>
    public static string Normalise(string typed) => string.Concat(typed.Normalize(System.Text.NormalizationForm.FormKC).Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();

    /// <summary>In groups of four, for the eye.</summary>
    public static string Grouped(string secret) => string.Join(' ', secret.Chunk(4).Select(c => new string(c)));
}
