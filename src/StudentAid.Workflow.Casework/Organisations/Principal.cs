using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Roles;
using StudentAid.Workflow.Casework.Substitutions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Organisations;

/// <summary>A role granted on a unit; it means nothing outside the unit's subtree.</summary>
public readonly record struct Grant(string Role, string Unit);

/// <summary>A unit on whose record (<c>supervisedBy</c>) stands the authority at which a grant is held: it is seen by it, and nothing is done there by it.</summary>
public readonly record struct Supervision(Grant By, string Unit);

/// <summary>
/// Who acts: a person or a machine with its grants. <see cref="Person"/> is the student or guardian's child whose own cases it may act on.
/// </summary>
public sealed record Principal(Id Id, string Name, ImmutableArray<Grant> Grants)
{
    /// <summary>The system's own work: deadlines, messages, releases.</summary>
    public static readonly Principal System = new(Id.Of("principal", "system"), "system", [new Grant("system", "/")]);

    /// <summary>Persons whose applicant this principal is: himself, or his children. Of staff those in whose cases they must withdraw.</summary>
    public ImmutableArray<Id> Persons { get; init; } = [];

    /// <summary>A program that shows a key, nobody who signs in.</summary>
    public bool IsMachine { get; init; }

    /// <summary>Who gave out the key that it shows; none where it shows none, or no person did.</summary>
    public Id KeyFrom { get; init; }

    /// <summary>Who answers for what it proposes, where another person approves: with a key of his giving one person is not two.</summary>
    public Id Proposer => KeyFrom.IsNone ? Id : KeyFrom;

    /// <summary>What roles carry at each unit, as it was read together with the grants.</summary>
    public RoleBook Roles { get; init; } = RoleBook.Shipped;

    /// <summary>What it supervises by the recorded trees, wherever that lies in the tree of ownership.</summary>
    public ImmutableArray<Supervision> Supervises { get; init; } = [];

    /// <summary>For whom it stands in now, and with what posts.</summary>
    public ImmutableArray<Substitution> StandsFor { get; init; } = [];

    /// <summary>The same with all its grants, where a key's limit or the choice of one role took some away; null where nothing did.</summary>
    public Principal? Whole { get; init; }

    public bool IsSystem => Id == System.Id;

    /// <summary>Seats that only students hold: a vote on a body's lists, and no sight of what lies at its unit.</summary>
    public IEnumerable<Grant> Seats => Grants.Where(IsSeat);

    /// <summary>True where it holds a grant that is no student's seat.</summary>
    public bool IsStaffSomewhere
    {
        get
        {
            foreach (var grant in Grants)
            {
                if (!IsSeat(grant))
                    return true;
            }

            return false;
        }
    }

    /// <summary>True of a grant whose role is a student's.</summary>
    public bool IsSeat(Grant grant) => Roles.At(grant.Unit).IsStudent(grant.Role);

    /// <summary>True of itself and its children (回避): such a case others judge and decide, with whichever of its roles it acts.</summary>
    public bool MustWithdrawFrom(Id person) => (Whole ?? this).Persons.Contains(person);

    /// <summary>True where it has such a seat at exactly this unit.</summary>
    public bool HasSeat(string unit) => Seats.Any(g => g.Unit == unit);

    /// <summary>What of the tree it may see.</summary>
    public Scope Scope => IsSystem ? Scope.All : Scope.Of(Grants.Where(g => !IsSeat(g)).Select(g => g.Unit).Concat(Supervises.Select(s => s.Unit)).Concat(StandsFor.SelectMany(s => s.As(this).Grants).Select(g => g.Unit)).Distinct(StringComparer.Ordinal));

    /// <summary>With those for whom it stands in at this instant alone.</summary>
    public Principal At(DateTimeOffset now) => StandsFor.All(s => s.Holds(now)) ? this : this with { StandsFor = [.. StandsFor.Where(s => s.Holds(now))] };

    /// <summary>True where it holds the role on the unit itself or a unit above it.</summary>
    public bool Holds(string role, string unit) =>
        IsSystem || Grants.Any(g => g.Role == role && unit.StartsWith(g.Unit, StringComparison.Ordinal));

    /// <summary>True for a grant among these that is no student's: a student representative sits in a body, but is shown no family's facts.</summary>
    public bool IsStaff(Func<Grant, bool> among, IReadOnlySet<string> studentRoles) => IsSystem || Grants.Any(g => among(g) && !studentRoles.Contains(g.Role) && !Roles.At(g.Unit).IsStudent(g.Role));

    /// <summary>
    /// The authority as which it oversees the unit: where a role that oversees is held, above the unit or recorded as its supervision. Null for everybody else, the
    /// unit's own people too.
    /// </summary>
    public string? AuthorityOver(string unit) => Grants.Where(g => g.Unit != unit && UnitPath.IsBelow(unit, g.Unit) && Oversees(g))
        .Concat(Supervises.Where(s => UnitPath.IsBelow(unit, s.Unit)).Select(s => s.By)).Select(g => g.Unit).OrderByDescending(u => u.Length).FirstOrDefault();

    /// <summary>True where the role is one of oversight at its unit.</summary>
    public bool Oversees(Grant grant) => Roles.At(grant.Unit).Find(grant.Role)?.Carries(Duty.Oversee) == true;

    /// <summary>With some of its grants only, and what they supervise.</summary>
    public Principal With(ImmutableArray<Grant> grants) => this with { Grants = grants, Persons = [], StandsFor = [], Supervises = [.. Supervises.Where(s => grants.Contains(s.By))], Whole = Whole ?? this };

    /// <summary>True where some role of its carries the duty somewhere; where exactly is for whoever knows the object.</summary>
    public bool Carries(string duty) => IsSystem || Grants.Any(g => Roles.Carries(g.Role, g.Unit, duty));

    /// <summary>The posts under which tasks are found: its roles at their own units, by equality.</summary>
    public ImmutableArray<Post> Posts => [.. Grants.Select(g => new Post(g.Role, g.Unit))];
}
