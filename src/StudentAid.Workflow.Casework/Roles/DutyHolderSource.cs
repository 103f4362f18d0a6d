using StudentAid.Workflow.Casework.Accounts;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;
using Directory = StudentAid.Workflow.Casework.Organisations.Directory;

namespace StudentAid.Workflow.Casework.Roles;

/// <summary>
/// "duty-holders" of <c>unit|duty</c>: <c>{ people, required }</c>. People are those who can sign in and carry the duty, at the unit
/// itself or, where nobody does there, at the nearest unit above; required says that a layer allows nobody to do it alone.
/// </summary>
public sealed class DutyHolderSource(Directory directory, RoleShelf roles, SignIns signIns) : FactSource("duty-holders")
{
    public static FactKey FactOf(string unit, string duty) => new("duty-holders", $"{unit}|{duty}");

    public override async Task<Fact> LoadAsync(FactKey key, CancellationToken cancellation)
    {
        var book = await roles.BookAsync(cancellation);
        var bar = key.Id.LastIndexOf('|');
        var (unit, duty) = (key.Id[..bar], key.Id[(bar + 1)..]);
        var able = new List<Principal>();
        foreach (var principal in (await directory.PrincipalsAsync(Scope.All, UnitPath.Root, granting: true)).Where(p => !p.IsMachine && Duties.Of(p, unit, duty) is null))
        {
            // Whoever cannot sign in cannot approve, so nobody waits for him.
            if (await signIns.CanAsync(principal.Id, cancellation))
                able.Add(principal);
        }

        var nearest = UnitPath.Line(unit).OrderByDescending(u => u.Length)
            .Select(u => able.Where(p => p.Grants.Any(g => g.Unit == u && book.At(unit).Find(g.Role)?.Carries(duty) == true)).ToList())
            .FirstOrDefault(p => p.Count > 0) ?? [];
        return new Fact(key, Value.Record(
            ("people", Value.List(nearest.Select(p => Value.Of(p.Id.ToString())))),
            ("required", Value.Of(book.At(unit).SecondPerson.Contains(duty, StringComparer.Ordinal)))));
    }
}
