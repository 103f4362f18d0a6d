using System.Globalization;
using StudentAid.Workflow.Casework.Organisations;

namespace StudentAid.Workflow.Casework.Tests.Organisations;

/// <summary>ID numbers that nobody has: the area code does not exist, date and check digit are right.</summary>
public static class SyntheticId
{
    public static string Make(DateOnly birth, int sequence, string area = "999999")
    {
        var digits = string.Create(CultureInfo.InvariantCulture, $"{area}{birth:yyyyMMdd}{sequence:000}");
        return digits + IdNumber.CheckDigit(digits);
    }
}
