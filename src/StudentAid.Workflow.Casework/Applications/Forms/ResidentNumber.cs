using System.Globalization;

namespace StudentAid.Workflow.Casework.Applications.Forms;

/// <summary>The 18-digit resident ID number of GB 11643-1999: six digits of place, a real birth date, three of order, a check digit modulo 11.</summary>
public static class ResidentNumber
{
    private static readonly int[] Weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    /// <summary>Expects half-width digits; a small x is as good as a capital one.</summary>
    public static bool IsValid(string number)
    {
        if (number.Length != 18 || !number.AsSpan(0, 17).ContainsOnlyDigits())
            return false;
        if (!DateOnly.TryParseExact(number.AsSpan(6, 8), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            return false;
        var sum = 0;
        for (var i = 0; i < Weights.Length; i++)
            sum += (number[i] - '0') * Weights[i];
        return "10X98765432"[sum % 11] == char.ToUpperInvariant(number[17]);
    }

    internal static bool ContainsOnlyDigits(this ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('0', '9');
}

/// <summary>A mainland mobile number (11 digits from 13 to 19) or a landline with area code (0 and 9 to 11 digits more, one hyphen allowed).</summary>
public static class PhoneNumber
{
    public static bool IsValid(string number)
    {
        var mobile = number.Length == 11 && number[0] == '1' && number[1] is >= '3' and <= '9' && number.AsSpan().ContainsOnlyDigits();
        var digits = number.Length <= 13 && number.Count(c => c == '-') <= 1 ? number.Replace("-", "", StringComparison.Ordinal) : "";
        return mobile || (digits.Length is >= 10 and <= 12 && digits[0] == '0' && digits.AsSpan().ContainsOnlyDigits());
    }
}
