using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Accounts;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Roles;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;
using Directory = StudentAid.Workflow.Casework.Organisations.Directory;

namespace StudentAid.Workflow.Casework.Packs;

/// <summary>
/// "publishers" by unit, and by duty where it is another than publishing: <c>{ people, required }</c>. People are those who can sign in and carry the duty, at the unit
/// itself or, where nobody does there, at the nearest unit above; required says that a layer allows nobody to do it alone.
/// </summary>
public sealed class PublisherSource(IStoreReader reader, Directory directory, RoleShelf roles) : FactSource("publishers")
{
    public static FactKey FactOf(string unit) => FactOf(unit, Duty.PublishDefinitions);

    public static FactKey FactOf(string unit, string duty) => new("publishers", duty == Duty.PublishDefinitions ? unit : $"{unit}|{duty}");

    public override async Task<Fact> LoadAsync(FactKey key, CancellationToken cancellation)
    {
        var book = await roles.BookAsync(cancellation);
        var (unit, duty) = key.Id.Split('|') is [var at, var other] ? (at, other) : (key.Id, Duty.PublishDefinitions);
        var able = new List<Principal>();
        foreach (var principal in (await directory.PrincipalsAsync(Scope.All, UnitPath.Root, granting: true)).Where(p => !p.IsMachine && Duties.Of(p, unit, duty) is null))
        {
            if (await SignsInAsync(principal.Id))
                able.Add(principal);
        }

        var nearest = UnitPath.Line(unit).OrderByDescending(u => u.Length)
            .Select(u => able.Where(p => p.Grants.Any(g => g.Unit == u && book.At(unit).Find(g.Role)?.Carries(duty) == true)).ToList())
            .FirstOrDefault(p => p.Count > 0) ?? [];
        return new Fact(key, Value.Record(
            ("people", Value.List(nearest.Select(p => Value.Of(p.Id.ToString())))),
            ("required", Value.Of(book.At(unit).SecondPerson.Contains(duty, StringComparer.Ordinal)))));
    }

    /// <summary>Whoever never activated an account cannot approve, so nobody waits for him.</summary>
    private async Task<bool> SignsInAsync(Id holder)
    {
        var row = await reader.DocumentAsync(Scope.All, AccountState.IdOf(holder), Account.Document, holder.ToString());
        if (row is not null && Account.From(holder, row.Content).IsActive)
            return true;
        var sessions = await reader.DocumentsAsync(Scope.All, new DocumentFilter(Session.Document) { Stream = AccountState.IdOf(holder) });
        return sessions.Any(s => Session.From(s.Key, s.Content).Way == Session.BySchool);
    }
}

internal static class SecondPerson
{
    /// <summary>Whether somebody else of those whom <see cref="PublisherSource"/> found has to approve what the principal does, or a layer wants one.</summary>
    public static bool IsNeeded(Value publishers, Principal principal) =>
        publishers["people"].Items.Any(p => p.AsText() != principal.Id.ToString()) || (publishers["required"].AsBool() == true && !principal.IsSystem);
}

/// <summary>
/// How a version comes to hold: proposed, so that a second person approves it; approved; or published at once, alone where somebody who is no part of the
/// product did it and nobody else of the unit could have approved.
/// </summary>
internal sealed record Passing(string State, Id By, Id ApprovedBy, bool Alone)
{
    /// <summary>What becomes of a principal's publishing at a unit; null where the facts are not known yet.</summary>
    public static Passing? Of(Principal principal, string unit, bool forReview, Facts facts)
    {
        if (principal.IsSystem && !forReview)
            return new Passing(StoredDocument.Published, default, default, false);
        if (facts.Find(PublisherSource.FactOf(unit))?.Value is not { } publishers)
            return null;
        var second = SecondPerson.IsNeeded(publishers, principal);
        return new Passing(second ? StoredDocument.Proposed : StoredDocument.Published, principal.Id, default, !second && !principal.IsSystem);
    }

    public static Passing Approved(Id by, Id approver) => new(StoredDocument.Published, by, approver, false);

    /// <summary>Whether the product's own proposal of this very content waits already: a folder that is read again proposes nothing anew.</summary>
    public bool IsWaiting(StoredDocument document, ImmutableArray<StoredDocument> shelf) =>
        State == StoredDocument.Proposed && By == Principal.System.Id && shelf.Any(d => d.Key == document.Key && d.State == StoredDocument.Proposed && d.Hash == document.Hash);

    public bool Publishes => State == StoredDocument.Published;

    public StoredDocument Mark(StoredDocument document) => document with { State = State, By = By, ApprovedBy = ApprovedBy, DeclinedBy = default };

    public ImmutableArray<UnitEvent> Events(Kept kept) =>
        !Publishes ? [new UnitEvent.DocumentProposed(kept)]
        : !ApprovedBy.IsNone ? [new UnitEvent.DocumentPublished(kept), new UnitEvent.DocumentApproved(kept.Key, By)]
        : Alone ? [new UnitEvent.DocumentPublished(kept), new UnitEvent.PublishedAlone(kept.Key)]
        : [new UnitEvent.DocumentPublished(kept)];
}
