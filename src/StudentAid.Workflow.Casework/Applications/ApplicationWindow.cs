using System.Globalization;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Applications;

/// <summary>From (inclusive) and until (exclusive) when a person may apply, as instants. A personal one holds for one person only.</summary>
public sealed record ApplicationWindow(DateTimeOffset Opens, DateTimeOffset Closes)
{
    public bool IsOpen(DateTimeOffset now) => Opens <= now && now < Closes;

    /// <summary>Null where the fact says that there is no window.</summary>
    public static ApplicationWindow? Read(Value fact) =>
        Instant(fact["opens"]) is { } opens && Instant(fact["closes"]) is { } closes ? new ApplicationWindow(opens, closes) : null;

    private static DateTimeOffset? Instant(Value value) =>
        value.AsText() is { } text && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at)
            ? at : null;
}
