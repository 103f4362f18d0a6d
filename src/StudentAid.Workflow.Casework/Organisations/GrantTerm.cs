using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Organisations;

/// <summary>A role on a unit with the first and the last day on which it is held; a bound that is left out does not bind.</summary>
public sealed record GrantTerm(string Role, string Unit, DateOnly? From = null, DateOnly? Until = null)
{
    public Grant Grant => new(Role, Unit);

    public bool Holds(DateOnly day) => !(From > day) && !(Until < day);

    public static GrantTerm Read(Value content) => new(content["role"].AsText()!, content["unit"].AsText()!, content["from"].AsDay(), content["until"].AsDay());

    /// <summary>The roles of a principal's document that are held on a day.</summary>
    public static ImmutableArray<Grant> HeldOn(Value principal, DateOnly day) =>
        [.. principal["grants"].Items.Select(Read).Where(g => g.Holds(day)).Select(g => g.Grant).Distinct()];

    internal RecordValue ToValue()
    {
        var content = Value.Record(("role", Role), ("unit", Unit));
        if (From is { } from)
            content = content.With("from", Iso(from));
        return Until is { } until ? content.With("until", Iso(until)) : content;
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
