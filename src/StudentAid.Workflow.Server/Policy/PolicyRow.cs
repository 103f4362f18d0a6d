using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Roles;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Server.Policy;

/// <summary>What somebody must be or hold for an operation, besides the words of <see cref="Duty"/>.</summary>
public static class Need
{
    /// <summary>Nobody needs to be signed in.</summary>
    public const string Nobody = "nobody";

    /// <summary>Whoever is signed in; of others' things the queries show nothing.</summary>
    public const string SignedIn = "signed-in";

    /// <summary>A family, for the person whose applicant it is.</summary>
    public const string Own = "own";

    /// <summary>A role at the object's unit, above it, or where a task of it lies.</summary>
    public const string Unit = "unit";

    /// <summary>A role that the list's body or activity names, held on the list's own unit or, of an office, above it within the school.</summary>
    public const string List = "list";

    /// <summary>A student's seat on the body that decides the list; no other need is met by one.</summary>
    public const string Member = "member";

    public static readonly ImmutableArray<string> All = [Nobody, SignedIn, Own, Unit, List, Member];
}

/// <summary>
/// The rights of one operation. One of <see cref="Needs"/> is enough. <see cref="Unit"/>: whose things count, <c>own</c> (units at and below the grant),
/// <c>own+above</c> (rules of the units above bind, too), or <c>-</c>. <see cref="Without"/>: the status for who holds none of them anywhere.
/// <see cref="Foreign"/>: what who holds it elsewhere gets for another's object, the same as for an id that nobody has; <c>empty</c> is a list without it.
/// <see cref="Sends"/>: the commands that it may lead to, by the names of their types.
/// </summary>
public sealed record PolicyRow(string Method, string Path, ImmutableArray<string> Needs, string Unit, string Without, string Foreign, string Noun, bool Reads, ImmutableArray<string> Sends)
{
    public string Operation => $"{Method} {Path}";

    /// <summary>The duties among the needs.</summary>
    public IEnumerable<string> Duties => Needs.Where(Duty.Names.ContainsKey);

    /// <summary>Whether this could be somebody who may, before it is known about what. Asked before every step, so nothing is allocated for the needs of cases.</summary>
    public bool MayBe(Principal principal)
    {
        if (principal.IsSystem)
            return true;
        foreach (var need in Needs)
        {
            if (Meets(principal, need))
                return true;
        }

        return false;
    }

    /// <summary>Null where it could be; else the same refusal for every object, which tells of none whether it exists.</summary>
    public Rejection? Refuse(Principal principal)
    {
        if (MayBe(principal))
            return null;
        if (Without == "404")
            return StepCodes.NotFound.With();
        var roles = principal.Roles.At(UnitPath.Root);
        return StepCodes.NotYours.With(("role", Casework.Organisations.Duties.Together([.. Duties.SelectMany(roles.With).Distinct().Select(r => r.Name)])));
    }

    private static bool Meets(Principal principal, string need) => need switch
    {
        Need.Nobody or Need.SignedIn => true,
        Need.Own => !principal.Persons.IsEmpty,
        Need.Unit or Need.List => principal.IsStaffSomewhere,
        Need.Member => principal.Seats.Any(),
        _ => principal.Carries(need),
    };
}
