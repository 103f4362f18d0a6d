using System.Buffers;
using System.Globalization;

namespace StudentAid.Workflow.Casework.Organisations;

/// <summary>
/// A valid citizen ID number of 18 characters (GB 11643), normalised. It prints masked, so that it reaches no log by accident;
/// the number itself is <see cref="Digits"/>. Area codes are not checked: they change, and residence permits have their own.
/// </summary>
public sealed record IdNumber
{
    internal const int Length = 18;
    private const string CheckDigits = "10X98765432";
    private static readonly SearchValues<char> Plain = SearchValues.Create("0123456789X");
    private static readonly int[] Weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    private IdNumber(string digits, DateOnly birth)
    {
        Digits = digits;
        Birth = birth;
    }

    /// <summary>All 18 characters, the last one 0–9 or X.</summary>
    public string Digits { get; }

    /// <summary>Date of birth: a day, never an instant.</summary>
    public DateOnly Birth { get; }

    /// <summary>The first six digits: where the number was first given.</summary>
    public string Region => Digits[..6];

    /// <summary>The 17th digit is odd for men.</summary>
    public bool IsMale => (Digits[16] - '0') % 2 == 1;

    /// <summary>The first three and the last four characters, the rest as stars.</summary>
    public string Masked => Mask(Digits);

    /// <summary>
    /// Reads a number as people and Excel write it. Refused with the codes of <see cref="IdNumberCodes"/>; an old number of 15 digits is refused
    /// too, and its 18-digit form is then the candidate for comparing. With <paramref name="on"/>, a birth after that day is refused.
    /// </summary>
    public static IdReading Read(string? text, DateOnly? on = null)
    {
        var normal = Normalise(text);
        if (IdNumberShape.Refuse(normal) is { } refusal)
            return new IdReading(null, refusal, normal);
        if (normal.Length == 15)
            return new IdReading(null, IdNumberShape.BirthOf(Expand(normal)) is null ? IdNumberCodes.Date : IdNumberCodes.Fifteen, Expand(normal));
        if (IdNumberShape.BirthOf(normal) is not { } birth || birth > (on ?? DateOnly.MaxValue))
            return new IdReading(null, IdNumberCodes.Date, normal);
        return CheckDigit(normal) == normal[^1]
            ? new IdReading(new IdNumber(normal, birth), null, normal)
            : new IdReading(null, IdNumberCodes.CheckDigit, normal);
    }

    /// <summary>Trimmed of spaces, quotes and invisible characters, full width made half width, x made X.</summary>
    public static string Normalise(string? text) =>
        text is not null && !text.AsSpan().ContainsAnyExcept(Plain) ? text : string.Concat((text ?? "").Select(Width.Half).Where(c => !char.IsWhiteSpace(c) && !char.IsControl(c) && !IsInvisible(c) && c is not ('\'' or '-')))
            .ToUpperInvariant();

    /// <summary>The check digit that belongs to the first 17 digits (ISO 7064 MOD 11-2).</summary>
    public static char CheckDigit(ReadOnlySpan<char> digits)
    {
        var sum = 0;
        for (var i = 0; i < Weights.Length; i++)
            sum += Weights[i] * (digits[i] - '0');
        return CheckDigits[sum % 11];
    }

    /// <summary>The first three and last four characters of any number; short ones are all stars.</summary>
    public static string Mask(string digits) =>
        digits.Length < 8 ? new string('*', digits.Length) : string.Concat(digits.AsSpan(0, 3), new string('*', digits.Length - 7), digits.AsSpan(digits.Length - 4));

    public override string ToString() => Masked;

    private static string Expand(string fifteen)
    {
        var digits = $"{fifteen[..6]}19{fifteen[6..]}";
        return digits + CheckDigit(digits).ToString(CultureInfo.InvariantCulture);
    }

    private static bool IsInvisible(char c) => char.GetUnicodeCategory(c) == UnicodeCategory.Format;
}

/// <summary>
/// What was read: the number where it is valid, else the refusal. <paramref name="Candidate"/> is the normalised text (15 digits expanded to 18)
/// with which near misses are compared; it is personal data like the number.
/// </summary>
public sealed record IdReading(IdNumber? Number, Engine.Analysis.Rejection? Refusal, string Candidate)
{
    public override string ToString() => Number?.Masked ?? Refusal?.Code.Id ?? "";
}
