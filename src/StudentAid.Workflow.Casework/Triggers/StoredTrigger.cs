using System.Globalization;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Engine.Triggers;

namespace StudentAid.Workflow.Casework.Triggers;

/// <summary>
/// A trigger that stands: of which published definition (<see cref="Pin"/>, <c>definition/id@sha256</c>), set at <see cref="Since"/>, and for a timed one
/// the deadline of its unit's stream and when it is due. <see cref="Layer"/> is the place of the unit whose stream holds it.
/// </summary>
public sealed record StoredTrigger(string Definition, string Pin, Trigger Trigger, DateTimeOffset Since, int Bookmark, DateTimeOffset? Due, string Layer)
{
    public const string Row = "trigger";

    public string Key => $"{Definition}/{Trigger.Activity}";

    /// <summary>The instance of a due instant: derived, so that however many fire it, one begins.</summary>
    public Id InstanceAt(DateTimeOffset due) => Id.Of("triggered", Layer, Key, due.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));

    /// <summary>The instance of a signal or request: derived from the operation that brought it.</summary>
    public Id InstanceOf(Id operation, string place) => Id.Of("triggered", place, Key, operation.ToString());

    /// <summary>
    /// Where an instance stands that somebody of these units starts: a definition holds for the unit that published it and below, so it is the first of
    /// his units there, or, where he stands above, the publishing unit. Null where the definition does not hold for him.
    /// </summary>
    public string? PlaceFor(IEnumerable<string> units)
    {
        string? place = null;
        foreach (var unit in units.Order(StringComparer.Ordinal))
        {
            if (Layer.StartsWith(unit, StringComparison.Ordinal))
                return Layer;
            if (place is null && unit.StartsWith(Layer, StringComparison.Ordinal))
                place = unit;
        }

        return place;
    }

    public Value ToValue() => Value.Record(
        ("definition", Definition), ("pin", Pin), ("trigger", Trigger.ToValue()), ("since", Since.ToUnixTimeMilliseconds()),
        ("bookmark", Bookmark), ("due", Due is { } due ? due.ToUnixTimeMilliseconds() : Value.Null));

    public static StoredTrigger Read(Value content, string layer) => new(
        content["definition"].AsText() ?? "", content["pin"].AsText() ?? "", Trigger.From(content["trigger"]), InstantOf(content["since"]) ?? default,
        (int)(content["bookmark"].AsNumber() ?? 0), InstantOf(content["due"]), layer);

    private static DateTimeOffset? InstantOf(Value value) => value.AsNumber() is { } ms ? DateTimeOffset.FromUnixTimeMilliseconds((long)ms) : null;
}
