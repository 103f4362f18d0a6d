using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Packs;

/// <summary>A proposal as the approver saw it: key (<see cref="StoredDocument.Key"/>) and pin, which names its content.</summary>
public sealed record SeenProposal(string Key, string Pin);

/// <summary>Publishes proposals of a unit, all or none, or retracts the one version whose retraction is proposed: by somebody else than who proposed them, who has signed in and carries the duty.</summary>
public sealed record ApproveDocuments(string Unit, ImmutableArray<SeenProposal> Documents) : Command
{
    public override Id Target => UnitState.IdOf(Unit);

    public override Value Body => Value.List(Unit, Value.List(Documents.Select(d => (Value)Value.List(d.Key, d.Pin))));
}

/// <summary>Makes a proposal a draft again, or lets a version hold whose retraction is proposed: turned down, or taken back by who made it. The reason is of nobody's affairs.</summary>
public sealed record DeclineDocument(string Unit, string Document, string Reason) : Command
{
    public override Id Target => UnitState.IdOf(Unit);

    public override Value Body => Value.List(Unit, Document, Reason);
}

internal static class Proposals
{
    /// <summary>The proposals as they stand, or why they cannot be approved by this principal.</summary>
    public static (ImmutableArray<StoredDocument> Found, Rejection? Refused) Find(ApproveDocuments request, ImmutableArray<StoredDocument> shelf)
    {
        if (request.Principal.IsMachine || request.Principal.IsSystem)
            return ([], ShelfCodes.PersonApproves.With());
        var found = ImmutableArray.CreateBuilder<StoredDocument>();
        foreach (var seen in request.Documents)
        {
            if (shelf.FirstOrDefault(d => d.Key == seen.Key) is not { } document)
                return ([], ShelfCodes.NoSuchDocument.With(("key", seen.Key)));
            if (document.State != StoredDocument.Proposed && !document.IsLeaving)
                return ([], ShelfCodes.NotProposed.With(("key", seen.Key), ("state", document.State)));
            if (document.IsLeaving && request.Documents.Length > 1)
                return ([], ShelfCodes.RetractionByItself.With());
            if ((document.IsLeaving ? document.RetractBy : document.By) == request.Principal.Proposer)
                return ([], ShelfCodes.OwnProposal.With(("key", seen.Key)));
            if (document.Pin != seen.Pin)
                return ([], ShelfCodes.ProposalChanged.With(("key", seen.Key)));
            found.Add(document);
        }

        return found.Count == 0 ? ([], ShelfCodes.NothingNew.With()) : (found.ToImmutable(), null);
    }
}
