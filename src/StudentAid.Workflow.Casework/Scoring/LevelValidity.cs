using System.Globalization;
using StudentAid.Workflow.Casework.Packs;

namespace StudentAid.Workflow.Casework.Scoring;

/// <summary>
/// How long a level is held (第十五条: a school year where nothing is said): so many months, until a day of the year (<c>MM-dd</c>), or as long as the student is on the
/// register (<see cref="Graduation"/>); from the decision on, or from the first day <see cref="From"/> of the year in its round's school year.
/// </summary>
public sealed record LevelValidity(int? Months, string Until)
{
    public const string Graduation = "graduation";

    /// <summary>A day of the year; empty where a level is held from the day on which it was decided.</summary>
    public string From { get; init; } = "";

    /// <summary>The first day of a level of a round whose term began so.</summary>
    public DateOnly FirstDay(DateOnly termStart, DateOnly decided) => From.Length > 0 ? OnOrAfter(From, termStart) : decided;

    /// <summary>The last day of a level that is held from this day; <see cref="DateOnly.MaxValue"/> until he leaves the register; null where nothing is said of it.</summary>
    public DateOnly? LastDay(DateOnly first) =>
        Months is { } months ? first.AddMonths(months).AddDays(-1) : Until.Length == 0 ? null : Until == Graduation ? DateOnly.MaxValue : OnOrAfter(Until, first);

    /// <summary>The first day with this month and day, written <c>MM-dd</c>, from another on.</summary>
    internal static DateOnly OnOrAfter(string written, DateOnly first)
    {
        var day = DateOnly.ParseExact($"2023-{written}", "yyyy-MM-dd", CultureInfo.InvariantCulture);
        var found = new DateOnly(first.Year, day.Month, day.Day);
        return found < first ? found.AddYears(1) : found;
    }

    internal static LevelValidity? Read(DocumentNode node)
    {
        if (node.Child("validFor") is not { } child)
            return null;
        var validity = new LevelValidity(child.OptionalWhole("months", 1, 120), child.OptionalText("until") ?? "") { From = child.OptionalText("from") ?? "" };
        if (validity.Months is not null && validity.Until.Length > 0 || validity is { Months: null, Until: "", From: "" })
            child.Findings.Error(PackCodes.Missing, child.Pointer, ("name", "months / until"));
        if (validity.Until is not (Graduation or "") && !IsDay(validity.Until))
            child.Error(PackCodes.WrongType, "until", ("expected", $"MM-dd / {Graduation}"));
        if (validity.From.Length > 0 && !IsDay(validity.From))
            child.Error(PackCodes.WrongType, "from", ("expected", "MM-dd"));
        child.Close();
        return validity;
    }

    private static bool IsDay(string written) => DateOnly.TryParseExact($"2023-{written}", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
}
