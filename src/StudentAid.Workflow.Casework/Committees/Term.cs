using System.Globalization;
using System.Text.RegularExpressions;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Committees;

/// <summary>For how long members are named (任期): the school years that <see cref="Label"/> names, and where they are given a first and a last day.</summary>
public sealed partial record Term(string Label, DateOnly? From = null, DateOnly? Until = null)
{
    /// <summary>As a committee's document keeps it.</summary>
    public static Term Of(Value committee) => new(committee["term"].AsText() ?? "", committee["termFrom"].AsDay(), committee["termUntil"].AsDay());

    /// <summary>Null where it says until when.</summary>
    public Rejection? Unfit() =>
        From is { } from && Until is { } until && until < from ? CommitteeCodes.TermBackwards.With(("from", Iso(from)), ("until", Iso(until)))
        : Until is null && YearsOf(Label) is null ? CommitteeCodes.TermUnreadable.With(("term", Label)) : null;

    /// <summary>Null where the members may meet on this day; of a round its school year counts, where the term says no days.</summary>
    public Rejection? Refuse(DateOnly day, string schoolYear)
    {
        if (From is { } from ? day < from : IsAhead(schoolYear))
            return CommitteeCodes.TermNotBegun.With(("term", ToString()));
        return (Until is { } until ? day > until : IsOver(day, schoolYear)) ? CommitteeCodes.TermOver.With(("term", ToString())) : null;
    }

    /// <summary>The label, with the days where it has some.</summary>
    public override string ToString() => string.Join(" ", new[] { Label, From is null && Until is null ? "" : $"{(From is { } f ? Iso(f) : "")}—{(Until is { } u ? Iso(u) : "")}" }.Where(p => p.Length > 0));

    private bool IsAhead(string schoolYear) => YearsOf(Label) is { } own && YearsOf(schoolYear) is { } asked && asked.First < own.First;

    private bool IsOver(DateOnly day, string schoolYear) =>
        YearsOf(Label) is { } own && (YearsOf(schoolYear) is { } asked ? asked.First >= own.Last : day.Year > own.Last);

    /// <summary>First and last calendar year of one school year or several: "2025" is 2025—2026. Null where the text is no school year.</summary>
    internal static (int First, int Last)? YearsOf(string label)
    {
        if (SchoolYears().Match(label.Trim()) is not { Success: true } years)
            return null;
        var first = int.Parse(years.Groups["first"].Value, CultureInfo.InvariantCulture);
        var last = years.Groups["last"].Success ? int.Parse(years.Groups["last"].Value, CultureInfo.InvariantCulture) : first + 1;
        return last > first ? (first, last) : null;
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    [GeneratedRegex("^(?<first>[0-9]{4})(\\s*[—–~～－/至到-]+\\s*(?<last>[0-9]{4}))?( ?学年度?)?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SchoolYears();
}
