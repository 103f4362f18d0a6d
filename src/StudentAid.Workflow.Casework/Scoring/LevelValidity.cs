using System.Globalization;
using StudentAid.Workflow.Casework.Packs;

namespace StudentAid.Workflow.Casework.Scoring;

/// <summary>How long a level is held (第十五条: a school year where nothing is said): so many months from the decision on, or until a day of the year (<c>MM-dd</c>).</summary>
public sealed record LevelValidity(int? Months, string Until)
{
    /// <summary>The last day of a level that was decided on this day.</summary>
    public DateOnly LastDay(DateOnly decided)
    {
        if (Months is { } months)
            return decided.AddMonths(months).AddDays(-1);
        var day = DateOnly.ParseExact($"2023-{Until}", "yyyy-MM-dd", CultureInfo.InvariantCulture);
        var end = new DateOnly(decided.Year, day.Month, day.Day);
        return end < decided ? end.AddYears(1) : end;
    }

    internal static LevelValidity? Read(DocumentNode node)
    {
        if (node.Child("validFor") is not { } child)
            return null;
        var (months, until) = (child.OptionalWhole("months", 1, 120), child.OptionalText("until") ?? "");
        if ((months is null) == (until.Length == 0))
            child.Findings.Error(PackCodes.Missing, child.Pointer, ("name", "months / until"));
        else if (until.Length > 0 && !DateOnly.TryParseExact($"2023-{until}", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            child.Error(PackCodes.WrongType, "until", ("expected", "MM-dd"));
        child.Close();
        return new LevelValidity(months, until);
    }
}
