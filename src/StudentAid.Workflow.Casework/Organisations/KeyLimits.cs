using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Organisations;

/// <summary>
/// What a machine's key may do of what its holder may. Ends: the instant from which it holds no more, null for never. Operations: <c>noun:read</c>,
/// <c>noun:write</c>, <c>noun:*</c> or <c>*:read</c>, the noun being the first part of the address behind <c>/api</c>; none for all. Units: the holder's roles
/// count within these alone; none for all. PerMinute: so many requests, 0 for no limit.
/// </summary>
public sealed record KeyLimits(DateTimeOffset? Ends, ImmutableArray<string> Operations, ImmutableArray<string> Units, int PerMinute)
{
    public static readonly KeyLimits None = new(null, [], [], 0);

    /// <summary>So many years a key lasts of which a person says no end.</summary>
    public const int UsualYears = 1;

    /// <summary>So many years a key lasts at most.</summary>
    public const int LongestYears = 3;

    /// <summary>Whether the key may do this.</summary>
    public bool Allows(string noun, bool reads) =>
        Operations.IsEmpty || Operations.Any(o => o.Split(':') is [var n, var verb] && (n == "*" || n == noun) && (verb == "*" || verb == (reads ? "read" : "write")));

    /// <summary>The holder with no more than the key's units of his roles; who is somebody's applicant is it only without such a limit.</summary>
    public Principal Narrow(Principal holder) => Units.IsEmpty ? holder : holder with
    {
        Persons = [],
        Whole = holder.Whole ?? holder,
        Grants =
        [
            .. holder.Grants.SelectMany(g => Units.Select(u => UnitPath.IsBelow(u, g.Unit) ? new Grant(g.Role, u) : UnitPath.IsBelow(g.Unit, u) ? g : (Grant?)null))
                .OfType<Grant>().Distinct(),
        ],
        Supervises =
        [
            .. holder.Supervises.SelectMany(s => Units.Select(u => UnitPath.IsBelow(u, s.Unit) ? s with { Unit = u } : UnitPath.IsBelow(s.Unit, u) ? s : (Supervision?)null))
                .OfType<Supervision>().Distinct(),
        ],
    };

    public bool Equals(KeyLimits? other) =>
        other is not null && Ends == other.Ends && PerMinute == other.PerMinute && Operations.SequenceEqual(other.Operations) && Units.SequenceEqual(other.Units);

    public override int GetHashCode() => HashCode.Combine(Ends, PerMinute, Operations.Length, Units.Length);

    public static KeyLimits From(Value content) => content.IsNull ? None : new(
        content["ends"].AsNumber() is { } at ? DateTimeOffset.FromUnixTimeMilliseconds((long)at) : null,
        [.. content["operations"].Items.Select(o => o.AsText()!)], [.. content["units"].Items.Select(u => u.AsText()!)], (int)(content["perMinute"].AsNumber() ?? 0));

    internal RecordValue ToValue()
    {
        var content = Value.Record(
            ("operations", Value.List(Operations.Select(Value.Of))), ("units", Value.List(Units.Select(Value.Of))), ("perMinute", PerMinute));
        return Ends is { } at ? content.With("ends", at.ToUnixTimeMilliseconds()) : content;
    }
}
