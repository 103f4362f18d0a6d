using System.Collections.Frozen;
using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Roles;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Tasks;

/// <summary>Who gives roles at a unit: those who hold such a role at the nearest unit of its line that has any; nobody where none has.</summary>
public sealed record Responsible(string Unit, Text Roles, ImmutableArray<string> People);

/// <summary>Who holds which post in a part of the tree and on the line above it, as it stands when it is read.</summary>
public sealed class PostHolders(ImmutableArray<Principal> principals, RoleBook book)
{
    private readonly FrozenSet<Grant> grants = principals.SelectMany(p => p.Grants).ToFrozenSet();

    /// <summary>Everybody who can hold something in the scope. A unit keeps only people whose roles lie in it, so that nobody else's need be read.</summary>
    public static async Task<PostHolders> ReadAsync(Organisations.Directory directory, RoleShelf roles, Scope scope)
    {
        var found = new List<Principal>();
        foreach (var place in scope.Places)
            found.AddRange(await directory.PrincipalsAsync(Scope.All, place));
        foreach (var above in scope.Places.SelectMany(p => UnitPath.Line(p)).Where(p => !scope.Covers(p)).Distinct(StringComparer.Ordinal))
            found.AddRange(await directory.KeptAtAsync(above));
        return new PostHolders([.. found.DistinctBy(p => p.Id)], await roles.BookAsync());
    }

    /// <summary>What roles are at a unit.</summary>
    public RoleList RolesAt(string unit) => book.At(unit);

    public bool Holds(string role, string unit) => grants.Contains(new Grant(role, unit));

    public bool HoldsAtOrAbove(string role, string unit) => UnitPath.Line(unit).Any(above => Holds(role, above));

    public bool MayAct(ListDuties duties, ListAct act, string school) => principals.Any(p => duties.Allows(p, act, school));

    public Responsible ResponsibleFor(string unit)
    {
        Role[] giving = [.. book.At(unit).With(Duty.SetUp)];
        var names = Duties.Together([.. giving.Select(r => r.Name)]);
        foreach (var place in UnitPath.Line(unit).Reverse())
        {
            ImmutableArray<string> people = [.. principals.Where(p => giving.Any(r => p.Grants.Contains(new Grant(r.Id, place)))).Select(p => p.Name).Order(Pinyin.Order)];
            if (!people.IsEmpty)
                return new Responsible(place, names, people);
        }

        return new Responsible("", names, []);
    }
}
