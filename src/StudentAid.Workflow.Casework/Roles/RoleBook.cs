using System.Collections.Concurrent;
using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Layers;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;

namespace StudentAid.Workflow.Casework.Roles;

/// <summary>A published list of roles with what it says.</summary>
public sealed record RoleLayer(StoredDocument Document, RoleList Roles);

/// <summary>
/// Every unit's list of roles as it stands at one moment. What holds at a unit is what the product brings, under each layer of the unit's line from the
/// top: of one place the latest day's, there the latest version.
/// </summary>
public sealed class RoleBook(ImmutableArray<RoleLayer> layers)
{
    /// <summary>Where nobody has published a list.</summary>
    public static readonly RoleBook Shipped = new([]);

    private readonly ConcurrentDictionary<string, RoleList> known = new(StringComparer.Ordinal);

    public RoleList At(string unit) => layers.IsEmpty ? RoleList.Shipped : known.GetOrAdd(unit, static (u, book) => Fold(book.Holding(u)), this);

    /// <summary>What holds above a place: what a list published there must keep to.</summary>
    public RoleList Above(string place) => Fold(Holding(place).Where(l => l.Document.PlaceFor(place)!.Length < place.Length));

    /// <summary>The list by which each role is as it is at a unit: the lowest that speaks of it. What no list speaks of, the product brings.</summary>
    public ImmutableDictionary<string, StoredDocument> OriginsAt(string unit) =>
        Holding(unit).SelectMany(l => l.Roles.Roles.Select(r => (r.Id, l.Document))).Aggregate(ImmutableDictionary<string, StoredDocument>.Empty, (all, r) => all.SetItem(r.Id, r.Document));

    /// <summary>True where a role that is held at a unit carries a duty there, or somewhere below.</summary>
    public bool Carries(string role, string unit, string duty) =>
        Carries(At(unit), role, duty) || layers.Any(l => PlacesOf(l).Any(p => UnitPath.IsBelow(p, unit) && Carries(At(p), role, duty)));

    /// <summary>True where somebody has published a list for the unit.</summary>
    public bool IsChangedFor(string unit) => Holding(unit).Any();

    /// <summary>True where the same versions are in it.</summary>
    public bool Has(ImmutableArray<StoredDocument> documents) => layers.Select(l => l.Document).SequenceEqual(documents);

    private static bool Carries(RoleList roles, string role, string duty) => roles.Find(role) is { } held && held.Carries(duty);

    /// <summary>Where a layer begins to hold; one of a unit named by its code may lie anywhere below.</summary>
    private static IEnumerable<string> PlacesOf(RoleLayer layer) =>
        layer.Document.Unit.Length == 0 ? [layer.Document.Layer] : [UnitCode.Path(layer.Document.Unit), $"{layer.Document.Layer}{layer.Document.Unit}/"];

    private IEnumerable<RoleLayer> Holding(string unit) => layers.Where(l => l.Document.PlaceFor(unit) is not null)
        .GroupBy(l => (Place: l.Document.PlaceFor(unit)!, l.Document.Id)).OrderBy(g => g.Key.Place.Length).ThenBy(g => g.Key.Id, StringComparer.Ordinal)
        .Select(g => g.OrderByDescending(l => l.Document.From).ThenByDescending(l => l.Document.Version).First());

    private static RoleList Fold(IEnumerable<RoleLayer> line) => line.Aggregate(RoleList.Shipped, (above, layer) => above.Under(layer.Roles));
}
