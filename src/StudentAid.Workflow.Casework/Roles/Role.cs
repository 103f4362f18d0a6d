using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Roles;

/// <summary>
/// A role (岗位) as a document describes it. <see cref="Duties"/> are words of <see cref="Duty"/>; where a document says nothing of them, the layer above
/// goes on holding. A lower layer may not take away what stands in <see cref="Required"/>. Nobody sits in for a <see cref="Personal"/> one; a
/// <see cref="Student"/> one is no staff; it is held at units of the kinds <see cref="Units"/>, at any where there are none.
/// </summary>
public sealed record Role(
    string Id, Text Name, ImmutableArray<string>? Duties, ImmutableArray<string> Required, bool Personal, bool Student, ImmutableArray<string>? Units)
{
    /// <summary>What it sees first and what lies beside; where a document says nothing of it, the layer above goes on holding. No part of a round's pin, for nothing is decided by it.</summary>
    public ImmutableArray<MenuEntry>? Menu { get; init; }

    public bool Carries(string duty) => Duties is { } duties && duties.Contains(duty, StringComparer.Ordinal);

    /// <summary>True where it may be held at a unit of this kind.</summary>
    public bool FitsAt(string kind) => Units is not { IsEmpty: false } units || units.Contains(kind, StringComparer.Ordinal);

    /// <summary>What this role of a higher layer comes to under a lower layer's.</summary>
    public Role Under(Role lower) => lower with
    {
        Duties = lower.Duties is { } duties ? [.. duties.Union(Required, StringComparer.Ordinal)] : Duties,
        Required = [.. Required.Union(lower.Required, StringComparer.Ordinal)],
        Units = lower.Units ?? Units,
        Menu = lower.Menu ?? Menu,
    };

    internal Value ToValue()
    {
        var content = Value.Record(("id", Id), ("name", Name.ToValue()), ("duties", Words(Duties ?? [])));
        if (!Required.IsEmpty)
            content = content.With("required", Words(Required));
        if (Personal)
            content = content.With("personal", Value.Of(true));
        if (Student)
            content = content.With("student", Value.Of(true));
        return Units is { } units ? content.With("units", Words(units)) : content;
    }

    private static ListValue Words(ImmutableArray<string> words) => Value.List(words.Select(Value.Of));
}
