using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Reflection;
using System.Text;
using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Casework.Accounts;

/// <summary>
/// What a password must not be: too short, one that everybody thinks of, or made of what others know of its owner. Nothing is said about kinds of
/// characters, which only leads to <c>Abc123!</c> (NIST SP 800-63B 3.1.1.2).
/// </summary>
public static class PasswordRules
{
    /// <summary>Who has a role sees other people's facts.</summary>
    public const int LeastForStaff = 10;
    public const int LeastForFamilies = 8;
    public const int Most = 128;

    private const int KnownDigits = 6;
    private const int Rest = 4;
    private const int Run = 4;

    private static readonly FrozenSet<string> Words = ReadWords();

    // Rows, slanted columns, the alphabet; each also backwards.
    private static readonly ImmutableArray<string> Runs =
    [
        .. ((string[])["qwertyuiop", "asdfghjkl", "zxcvbnm", "01234567890", "abcdefghijklmnopqrstuvwxyz", "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p", "qazwsxedcrfvtgbyhnujm", "!@#$%^&*()_+", "147258369", "159357"])
            .SelectMany(r => new[] { r, new string([.. r.Reverse()]) }),
    ];

    /// <summary>Null where it will do. <paramref name="about"/> is what others know: name, login id, ID number, telephone, school.</summary>
    public static Rejection? Refuse(string password, int least, IEnumerable<string> about)
    {
        var length = password.EnumerateRunes().Count();
        if (length < least)
            return AccountCodes.TooShort.With(("least", least), ("length", length));
        if (password.Length > Most)
            return AccountCodes.TooLong.With(("most", Most));
        var plain = password.Normalize(NormalizationForm.FormKC).ToLowerInvariant();
        if (IsCommon(plain))
            return AccountCodes.Common;
        return about.Any(a => Tells(plain, a.Normalize(NormalizationForm.FormKC).ToLowerInvariant().Trim())) ? AccountCodes.Personal.With() : null;
    }

    /// <summary>A word of the list with little around it, digits alone, one thing over and over, or mostly a run on the keyboard.</summary>
    private static bool IsCommon(string plain) =>
        plain.Distinct().Count() < Rest
        || plain.All(char.IsDigit)
        || Repeats(plain)
        || Left(plain, Runs) < Rest
        || HasWord(plain) || HasWord(Letters(plain));

    /// <summary>What is left when a usual word, and around it digits, signs and keyboard runs, are taken away.</summary>
    private static bool HasWord(string plain)
    {
        for (var from = 0; from < plain.Length; from++)
        {
            for (var length = Math.Min(20, plain.Length - from); length >= Rest; length--)
            {
                if (Words.Contains(plain.Substring(from, length)) && Left(plain.Remove(from, length), Runs) - Digits(plain.Remove(from, length)) < Rest)
                    return true;
            }
        }

        return false;
    }

    private static int Digits(string text) => Without(text, Runs).Count(c => !char.IsLetter(c) && c != ' ');

    private static int Left(string plain, ImmutableArray<string> runs) => Without(plain, runs).Count(c => c != ' ');

    /// <summary>Runs of four or more made blanks.</summary>
    private static string Without(string plain, ImmutableArray<string> runs)
    {
        var left = plain.ToCharArray();
        for (var from = 0; from + Run <= plain.Length; from++)
        {
            if (runs.Any(r => r.Contains(plain.Substring(from, Run), StringComparison.Ordinal)))
                left.AsSpan(from, Run).Fill(' ');
        }

        return new string(left);
    }

    private static bool Repeats(string plain) =>
        Enumerable.Range(1, plain.Length / 2).Any(n => n <= 5 && plain.Select((c, i) => c == plain[i % n]).All(same => same));

    /// <summary>Digits and signs that stand for letters read as these.</summary>
    private static string Letters(string plain) => string.Concat(plain.Select(c => c switch
    {
        '0' => 'o', '1' or '!' => 'i', '3' => 'e', '4' or '@' => 'a', '5' or '$' => 's', '7' => 't', _ => c,
    }));

    private static bool Tells(string plain, string known)
    {
        if (known.Length < 2)
            return false;
        if (plain.Contains(known, StringComparison.Ordinal))
            return known.Length > 2 || known.Any(c => c > 0x2E80);
        return known.Count(char.IsDigit) >= KnownDigits
            && Enumerable.Range(0, known.Length - KnownDigits + 1).Any(i => plain.Contains(known.Substring(i, KnownDigits), StringComparison.Ordinal));
    }

    private static FrozenSet<string> ReadWords()
    {
        using var stream = typeof(PasswordRules).GetTypeInfo().Assembly.GetManifestResourceStream("common-passwords.txt")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToFrozenSet(StringComparer.Ordinal);
    }
}
