namespace StudentAid.Workflow.Casework.Applications.Forms;

/// <summary>A mainland mobile number (11 digits from 13 to 19) or a landline with area code (0 and 9 to 11 digits more, one hyphen allowed).</summary>
public static class PhoneNumber
{
    public static bool IsValid(string number)
    {
        var mobile = number.Length == 11 && number[0] == '1' && number[1] is >= '3' and <= '9' && IsDigits(number);
        var digits = number.Length <= 13 && number.Count(c => c == '-') <= 1 ? number.Replace("-", "", StringComparison.Ordinal) : "";
        return mobile || (digits.Length is >= 10 and <= 12 && digits[0] == '0' && IsDigits(digits));
    }

    private static bool IsDigits(string text) => !text.AsSpan().ContainsAnyExceptInRange('0', '9');
}
