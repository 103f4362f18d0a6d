using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Roles;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Organisations;

/// <summary>A role granted on a unit; it means nothing outside the unit's subtree.</summary>
public readonly record struct Grant(string Role, string Unit);

/// <summary>
/// Who acts: a person or a machine with its grants. <see cref="Person"/> is the student or guardian's child whose own cases it may act on.
/// </summary>
public sealed record Principal(Id Id, string Name, ImmutableArray<Grant> Grants)
{
    /// <summary>The system's own work: deadlines, messages, releases.</summary>
    public static readonly Principal System = new(Id.Of("principal", "system"), "system", [new Grant("system", "/")]);

    /// <summary>Persons whose applicant this principal is: himself, or his children. Empty for staff.</summary>
    public ImmutableArray<Id> Persons { get; init; } = [];

    /// <summary>What roles carry at each unit, as it was read together with the grants.</summary>
    public RoleBook Roles { get; init; } = RoleBook.Shipped;

    public bool IsSystem => Id == System.Id;

    /// <summary>What of the tree it may see.</summary>
    public Scope Scope => IsSystem ? Scope.All : Scope.Of(Grants.Select(g => g.Unit).Distinct(StringComparer.Ordinal));

    /// <summary>True where it holds the role on the unit itself or a unit above it.</summary>
    public bool Holds(string role, string unit) =>
        IsSystem || Grants.Any(g => g.Role == role && unit.StartsWith(g.Unit, StringComparison.Ordinal));

    /// <summary>True for a grant among these that is no student's: a student representative sits in a body, but is shown no family's facts.</summary>
    public bool IsStaff(Func<Grant, bool> among, IReadOnlySet<string> studentRoles) => IsSystem || Grants.Any(g => among(g) && !studentRoles.Contains(g.Role) && !Roles.At(g.Unit).IsStudent(g.Role));

    /// <summary>True where some role of its carries the duty somewhere; where exactly is for whoever knows the object.</summary>
    public bool Carries(string duty) => IsSystem || Grants.Any(g => Roles.Carries(g.Role, g.Unit, duty));

    /// <summary>The posts under which tasks are found: its roles at their own units, by equality.</summary>
    public ImmutableArray<Post> Posts => [.. Grants.Select(g => new Post(g.Role, g.Unit))];
}
