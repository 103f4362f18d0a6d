using System.Collections.Immutable;

namespace StudentAid.Workflow.Storage.Reading;

/// <summary>
/// What of the ownership tree a reader may see: everything below each of its places (<c>/code/code/…/</c>). No place, nothing;
/// <see cref="All"/> is for the system's own work.
/// </summary>
public sealed record Scope
{
    public static readonly Scope All = new(["/"], everything: true);
    public static readonly Scope Nothing = new([], everything: false);

    private Scope(ImmutableArray<string> places, bool everything)
    {
        Places = places;
        IsAll = everything;
    }

    public ImmutableArray<string> Places { get; }

    public bool IsAll { get; }

    /// <summary>Throws <see cref="ArgumentException"/> for a place that does not begin and end with a slash, for it would take in its neighbours.</summary>
    public static Scope Of(params IEnumerable<string> places)
    {
        ImmutableArray<string> distinct = [.. places.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var wrong = distinct.FirstOrDefault(p => !p.StartsWith('/') || !p.EndsWith('/'));
        return wrong is null ? new Scope(distinct, everything: false) : throw new ArgumentException($"Expected a place like /a/b/, but got '{wrong}'.", nameof(places));
    }

    public bool Covers(string place) => IsAll || Places.Any(p => place.StartsWith(p, StringComparison.Ordinal));

    public bool Equals(Scope? other) => other is not null && IsAll == other.IsAll && Places.SequenceEqual(other.Places, StringComparer.Ordinal);

    public override int GetHashCode() => HashCode.Combine(IsAll, string.Join('|', Places).GetHashCode(StringComparison.Ordinal));
}
