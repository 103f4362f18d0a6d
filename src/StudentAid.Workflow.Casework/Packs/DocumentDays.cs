using System.Globalization;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Packs;

/// <summary>Days as documents write them: <c>yyyy-MM-dd</c>.</summary>
public static class DocumentDays
{
    private const string Format = "yyyy-MM-dd";

    /// <summary>The day, or null where it is none.</summary>
    public static DateOnly? AsDay(this Value value) => value.AsText()?.AsDay();

    /// <inheritdoc cref="AsDay(Value)"/>
    public static DateOnly? AsDay(this string text) =>
        DateOnly.TryParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
