using System.Collections.Immutable;
using System.Globalization;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Engine.Definitions;

namespace StudentAid.Workflow.Casework.Enrolment;

/// <summary>A part of the year in which new students are registered, both days inclusive ("MM-dd").</summary>
public sealed record RegistrationWindow(string Id, Text Name, string Opens, string Closes)
{
    /// <summary>The days of a year's window; null for a 29 February that the year has not, or a text that is no day.</summary>
    public (DateOnly Opens, DateOnly Closes)? Of(int year) => DayOf(year, Opens) is { } opens && DayOf(year, Closes) is { } closes ? (opens, closes) : null;

    private static DateOnly? DayOf(int year, string written) =>
        DateOnly.TryParseExact(string.Create(CultureInfo.InvariantCulture, $"{year:D4}-{written}"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}

/// <summary>A fact of the register (a field of its import) by what people call it.</summary>
public sealed record RegisterFact(string Id, Text Name);

/// <summary>
/// 学籍注册 as a pack rules it (人社厅发〔2020〕20号 (二)): the windows, what must be known of student and guardian, and what the public look-up shows besides name and
/// school (<see cref="LookUp"/>; empty: there is none).
/// </summary>
public sealed record RegistrationRules(ImmutableArray<RegistrationWindow> Windows, ImmutableArray<RegisterFact> Required, ImmutableArray<RegisterFact> LookUp)
{
    /// <summary>The window in which a day lies, with its days.</summary>
    public (RegistrationWindow Window, DateOnly Opens, DateOnly Closes)? On(DateOnly day) => Days(day.Year, day.Year).Where(w => w.Opens <= day && day <= w.Closes).Cast<(RegistrationWindow, DateOnly, DateOnly)?>().FirstOrDefault();

    /// <summary>The next window that opens after a day.</summary>
    public (RegistrationWindow Window, DateOnly Opens, DateOnly Closes)? After(DateOnly day) => Days(day.Year, day.Year + 1).Where(w => w.Opens > day).OrderBy(w => w.Opens).Cast<(RegistrationWindow, DateOnly, DateOnly)?>().FirstOrDefault();

    internal static RegistrationRules? Read(DocumentNode node)
    {
        if (node.Child("registration") is not { } child)
            return null;
        var windows = child.Each("windows", w => new RegistrationWindow(w.Id(), w.Label(), w.RequiredText("opens"), w.RequiredText("closes")), w => w.Id, required: true);
        var rules = new RegistrationRules(windows, Facts(child, "required"), Facts(child, "lookUp"));
        foreach (var bad in windows.Where(w => w.Of(2024) is not { } days || days.Closes < days.Opens))
            child.Error(PackCodes.UnknownWord, "windows", ("word", $"{bad.Opens} – {bad.Closes}"), ("known", "MM-dd"));
        child.Close();
        return rules;
    }

    private static ImmutableArray<RegisterFact> Facts(DocumentNode node, string name) => node.Each(name, f => new RegisterFact(f.RequiredText("field"), f.Label()), f => f.Id);

    private IEnumerable<(RegistrationWindow Window, DateOnly Opens, DateOnly Closes)> Days(int from, int to) =>
        Enumerable.Range(from, to - from + 1).SelectMany(year => Windows.Where(w => w.Of(year) is not null).Select(w => (w, w.Of(year)!.Value.Opens, w.Of(year)!.Value.Closes)));
}
