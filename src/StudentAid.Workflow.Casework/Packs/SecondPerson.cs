using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Roles;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Packs;

internal static class SecondPerson
{
    /// <summary>Whether somebody else of those whom <see cref="DutyHolderSource"/> found has to approve what the principal does, or a layer wants one.</summary>
    public static bool IsNeeded(Value holders, Principal principal) =>
        holders["people"].Items.Any(p => p.AsText() != principal.Proposer.ToString()) || (holders["required"].AsBool() == true && !principal.IsSystem);

    /// <summary>Why somebody does not approve what he himself began, or what must be known first; null where it is another's, or nobody else of the unit could.</summary>
    public static StreamDecision? RefuseOwn(bool own, string unit, string duty, Principal principal, Facts facts, Code refusal)
    {
        if (!own)
            return null;
        var key = DutyHolderSource.FactOf(unit, duty);
        if (facts.Find(key) is not { } holders)
            return new StreamDecision.Needs([key]);
        return IsNeeded(holders.Value, principal) ? (StreamDecision)refusal.With() : null;
    }

    /// <summary>The same question for what is offered.</summary>
    public static async Task<bool> MayApproveAsync(bool own, string unit, string duty, Principal principal, FactLoader facts, CancellationToken cancellation) =>
        !own || !IsNeeded((await facts.LoadAsync([DutyHolderSource.FactOf(unit, duty)], cancellation))[0].Value, principal);
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
        if (facts.Find(DutyHolderSource.FactOf(unit, Duty.PublishDefinitions))?.Value is not { } holders)
            return null;
        var second = SecondPerson.IsNeeded(holders, principal);
        return new Passing(second ? StoredDocument.Proposed : StoredDocument.Published, principal.Proposer, default, !second && !principal.IsSystem);
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
