using System.Globalization;
using System.Text.RegularExpressions;
using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Casework.Organisations;

/// <summary>What kind of text stands where an ID number should be.</summary>
internal static partial class IdNumberShape
{
    /// <summary>Null for 18 well-formed characters and for 15 digits.</summary>
    public static Rejection? Refuse(string normal)
    {
        if (normal.Length == 0)
            return IdNumberCodes.Missing;
        var wrong = FirstWrong(normal);
        if (wrong >= 0 && Scientific().IsMatch(normal))
            return IdNumberCodes.PrecisionLost;
        if (wrong >= 0 && OtherDocument().IsMatch(normal))
            return IdNumberCodes.OtherDocument;
        if (normal.Length is not (IdNumber.Length or 15))
            return IdNumberCodes.Length.With(("length", normal.Length));
        return wrong < 0 ? null : IdNumberCodes.Characters.With(("position", wrong + 1));
    }

    /// <summary>The date in characters 7 to 14; null where there is no such day or the year is before 1850.</summary>
    public static DateOnly? BirthOf(string eighteen) =>
        eighteen.Length >= 14
        && DateOnly.TryParseExact(eighteen.AsSpan(6, 8), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        && day.Year >= 1850
            ? day
            : null;

    private static int FirstWrong(string normal)
    {
        for (var i = 0; i < normal.Length; i++)
        {
            if (!char.IsAsciiDigit(normal[i]) && !(i == IdNumber.Length - 1 && normal[i] == 'X'))
                return i;
        }

        return -1;
    }

    [GeneratedRegex(@"^[0-9](\.[0-9]*)?E\+?[0-9]{1,2}$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Scientific();

    [GeneratedRegex("^[A-Z]{1,2}[0-9]{6,10}$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OtherDocument();
}
