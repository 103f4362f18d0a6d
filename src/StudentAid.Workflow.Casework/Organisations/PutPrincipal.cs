using System.Collections.Immutable;
using MediatR;
using StudentAid.Workflow.Casework.Accounts;
using StudentAid.Workflow.Casework.Organisations.Tables;
using StudentAid.Workflow.Casework.Roles;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Organisations;

/// <summary>
/// Keeps who may act: a person or a machine, its roles within <paramref name="Unit"/>, and whose applicant it is (himself, his children); default for whose it is on record.
/// Without an id it is a new one: <c>Id.Of(stream, version, 0)</c> of the answer.
/// </summary>
public sealed record PutPrincipal(string Unit, Id Id, string Name, string Kind, ImmutableArray<Grant> Grants, ImmutableArray<Id> Persons) : Command
{
    public const string Person = "person";
    public const string Machine = "machine";

    public override Id Target => default;

    public override Value Body => Value.List(Unit, Id.ToString(), Content());

    /// <summary>The terms of these grants; one that has none is held until it is taken away.</summary>
    public ImmutableArray<GrantTerm> Terms { get; init; } = [];

    /// <summary>Every role with its terms; one may be held for several.</summary>
    private IEnumerable<GrantTerm> Held => Grants.Distinct().SelectMany(g => Terms.Where(t => t.Grant == g).Distinct().DefaultIfEmpty(new GrantTerm(g.Role, g.Unit)));

    /// <summary>The number that was on record when a table was compared with it, 0 for none; null where nothing was compared.</summary>
    public long? Seen { get; init; }

    private RecordValue Content() => Value.Record(
        ("name", Name), ("kind", Kind),
        ("grants", Value.List(Held.Select(g => g.ToValue()))),
        ("persons", Persons.IsDefault ? Value.Null : Value.List(Persons.Select(p => Value.Of(p.ToString())))));

    /// <summary>What goes on record.</summary>
    internal RecordValue Content(Facts facts) => Persons.IsDefault
        ? Content().With("persons", facts.Find(AccountHolderSource.FactOf(Id)) is { } kept && !kept.Value["applicants"].IsNull ? kept.Value["applicants"] : Value.List()) : Content();
}

public sealed class PutPrincipalHandler(StepRunner runner, RoleShelf roles) : IRequestHandler<PutPrincipal, Answer>
{
    public async Task<Answer> Handle(PutPrincipal request, CancellationToken cancellationToken)
    {
        var book = await roles.BookAsync(cancellationToken);
        return await runner.RunAsync<UnitState>(request, UnitState.IdOf(request.Unit), (state, _, act, facts) => Decide(request, book, state, act, facts), cancellationToken);
    }

    private static StreamDecision Decide(PutPrincipal request, RoleBook book, UnitState? state, Act act, Facts facts)
    {
        if (Missing([request], facts) is { IsEmpty: false } missing)
            return new StreamDecision.Needs(missing);
        if (Refuse(request, book, facts) is { } refused)
            return refused;
        var steps = new UnitSteps(state, request.Unit, act);
        var id = request.Id.IsNone ? Id.Of(act.Stream, steps.Seq, 0) : request.Id;
        return steps.Of(new UnitEvent.PrincipalPut(steps.Put(UnitFacts.Principal, id.ToString(), request.Content(facts), request.Unit)));
    }

    /// <summary>What must be known of all of them together, and is not.</summary>
    internal static ImmutableArray<FactKey> Missing(IReadOnlyCollection<PutPrincipal> all, Facts facts) =>
        [.. all.SelectMany(Needed).Distinct().Where(k => facts.Find(k) is null)];

    private static IEnumerable<FactKey> Needed(PutPrincipal request)
    {
        foreach (var grant in request.Grants.Where(g => UnitPath.IsPath(g.Unit)))
            yield return UnitFacts.Unit(grant.Unit);
        if (!request.Id.IsNone)
            yield return AccountHolderSource.FactOf(request.Id);
        foreach (var person in request.Persons.IsDefault || request.Principal.IsSystem ? [] : request.Persons)
            yield return UnitFacts.PersonOf(person);
    }

    /// <summary>Why it cannot be kept so, all that is needed being known; null where all is well.</summary>
    internal static Rejection? Refuse(PutPrincipal request, RoleBook book, Facts facts)
    {
        if (Duties.Setup(request.Principal, request.Unit) is { } notYours)
            return notYours;
        if (request.Kind is not (PutPrincipal.Person or PutPrincipal.Machine))
            return OrganisationCodes.UnknownKind.With(("kind", request.Kind));
        if (request.Terms.FirstOrDefault(t => t.Until < t.From) is { } reversed)
            return OrganisationCodes.TermReversed.With(("from", reversed.From), ("until", reversed.Until));
        foreach (var grant in request.Grants)
        {
            if (!UnitPath.IsPath(grant.Unit))
                return OrganisationCodes.BadPath.With(("path", grant.Unit));
            if (!UnitPath.IsBelow(grant.Unit, request.Unit))
                return OrganisationCodes.GrantOutside.With(("path", grant.Unit), ("unit", request.Unit));
            if (Unfit(grant, book.At(grant.Unit), facts) is { } unfit)
                return unfit;
            if (AtClosed(request, grant, facts) is { } closed)
                return closed;
        }

        return request.Principal.IsSystem ? null : Foreign(request, facts);
    }

    /// <summary>A role must be known where it is granted, and make sense at a unit of that kind; of a unit that is not on record nothing is known.</summary>
    private static Rejection? Unfit(Grant grant, RoleList roles, Facts facts)
    {
        if (roles.Find(grant.Role) is not { } role)
            return RoleCodes.Unknown.With(("role", grant.Role));
        if (role.Units is not { IsEmpty: false } kinds)
            return null;
        var unit = facts.Find(UnitFacts.Unit(grant.Unit))!;
        if (unit.Value["kind"].AsText() is not { } kind || role.FitsAt(kind) || (unit.Value["standsFor"].AsText() is { } stands && role.FitsAt(stands)))
            return null;
        return RoleCodes.WrongUnit.With(("role", role.Name), ("kinds", Text.Listed(kinds)), ("unit", Text.From(unit.Value["name"]) ?? grant.Unit));
    }

    /// <summary>Nobody comes to a unit out of use; a role that was given there before may still be written again, so that its other ones can be changed.</summary>
    private static Rejection? AtClosed(PutPrincipal request, Grant grant, Facts facts)
    {
        var unit = facts.Find(UnitFacts.Unit(grant.Unit))!.Value;
        if (unit["closed"].AsBool() != true)
            return null;
        var before = request.Id.IsNone ? null : facts.Find(AccountHolderSource.FactOf(request.Id));
        return before?.Value["grants"].Items.Any(g => GrantTerm.Read(g).Grant == grant) == true ? null : OrganisationCodes.UnitClosed.With(("unit", Text.From(unit["name"]) ?? grant.Unit));
    }

    /// <summary>Whoever keeps people of a unit makes nobody the applicant of another unit's student, and takes over nobody whom another unit keeps.</summary>
    private static Rejection? Foreign(PutPrincipal request, Facts facts)
    {
        if (!request.Persons.IsDefault && request.Persons.Any(p => !UnitPath.IsBelow(facts.Find(UnitFacts.PersonOf(p))!.Value["place"].AsText() ?? "", request.Unit)))
            return OrganisationCodes.UnknownPerson.With();
        var before = request.Id.IsNone ? null : facts.Find(AccountHolderSource.FactOf(request.Id));
        if (before?.Value["place"].AsText() is { } keeper && keeper != request.Unit)
            return AccountCodes.UnknownHolder.With();
        return request.Seen is { } seen && seen != (before?.Version ?? 0) ? OrgTableCodes.PersonMoved.With(("name", request.Name)) : null;
    }
}
