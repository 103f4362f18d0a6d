using System.Collections.Immutable;
using System.Text;
using MediatR;
using StudentAid.Workflow.Casework.Layers;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Publicity;
using StudentAid.Workflow.Casework.Retention;
using StudentAid.Workflow.Casework.Roles;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Casework.Triggers;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Packs;

/// <summary>Keeps texts as drafts of a unit's documents or definitions, all or none; an earlier draft of one is replaced, a published version never.</summary>
public sealed record DraftDocument(string Unit, ImmutableArray<string> Texts) : Command
{
    public DraftDocument(string unit, string text)
        : this(unit, [text])
    {
    }

    public override Id Target => default;

    public override Value Body => Texts is [var one] ? Value.List(Unit, one) : Value.List(Unit, Value.List(Texts.Select(Value.Of)));
}

/// <summary>
/// Publishes texts, each as the next version of its document; what is published already as it stands is left out. The reason, if one is given, stands with each.
/// Where another person of the unit could approve them, or a higher layer wants a second one, they are proposed instead (<see cref="ApproveDocuments"/>).
/// </summary>
public sealed record PublishDocuments(string Unit, ImmutableArray<string> Texts) : Command
{
    public string Reason { get; init; } = "";

    /// <summary>True where the product's own publishing, too, waits for a person of the unit, if there is one: an import by hand.</summary>
    public bool ForReview { get; init; }

    public override Id Target => default;

    public override Value Body => Reason.Length == 0 ? Value.List(Unit, Value.List(Texts.Select(Value.Of))) : Value.List(Unit, Value.List(Texts.Select(Value.Of)), Reason);
}

/// <summary>Publishes, or proposes, the draft with this key (<see cref="StoredDocument.Key"/>).</summary>
public sealed record PublishDocument(string Unit, string Document) : Command
{
    public override Id Target => UnitState.IdOf(Unit);

    public override Value Body => Value.List(Unit, Document);
}

/// <summary>
/// Takes a published version out of use for rounds opened from now on. The reason is a code. Where another person of the unit could approve it, or a higher layer wants a
/// second one, it is proposed instead, and the version holds until then (<see cref="ApproveDocuments"/>).
/// </summary>
public sealed record RetractDocument(string Unit, string Document, string Reason) : Command
{
    public override Id Target => UnitState.IdOf(Unit);

    public override Value Body => Value.List(Unit, Document, Reason);
}

public sealed class PublishDocumentHandler(StepRunner runner, Interpreter interpreter, DocumentShelf shelves, LayerReport layers, RoleShelf roles, RetentionShelf retention)
    : IRequestHandler<DraftDocument, Answer>, IRequestHandler<PublishDocuments, Answer>, IRequestHandler<PublishDocument, Answer>, IRequestHandler<RetractDocument, Answer>,
      IRequestHandler<ApproveDocuments, Answer>, IRequestHandler<DeclineDocument, Answer>
{
    private const string Calendar = "calendar";

    private delegate StreamDecision Deciding(UnitSteps steps, UnitTriggers triggers, ImmutableArray<StoredDocument> shelf, Facts facts);

    public Task<Answer> Handle(DraftDocument request, CancellationToken cancellationToken) =>
        RunAsync(request, request.Unit, (steps, _, shelf, _) => Draft(request.Texts, interpreter.Types, steps, shelf), cancellationToken);

    public async Task<Answer> Handle(PublishDocuments request, CancellationToken cancellationToken) =>
        (Duties.Publishing(request.Principal, request.Unit) ?? await RefusalAsync(request.Unit, request.Texts, cancellationToken)) is { } refused
            ? refused
            : await RunAsync(request, request.Unit, (steps, triggers, shelf, facts) => Publish(request, steps, triggers, shelf, facts), cancellationToken);

    public async Task<Answer> Handle(PublishDocument request, CancellationToken cancellationToken)
    {
        if (Duties.Publishing(request.Principal, request.Unit) is { } notYours)
            return notYours;
        var draft = (await shelves.AllAsync(UnitState.IdOf(request.Unit))).FirstOrDefault(d => d.Key == request.Document && d.State == StoredDocument.Draft);
        if (draft is not null && await RefusalAsync(request.Unit, [await shelves.TextAsync(draft, cancellationToken)], cancellationToken) is { } refused)
            return refused;
        return await PublishDraftAsync(request, cancellationToken);
    }

    /// <summary>What the layers above do not allow.</summary>
    private async Task<Rejection?> RefusalAsync(string unit, ImmutableArray<string> texts, CancellationToken cancellation) =>
        await layers.RefusalAsync(unit, texts, cancellation) ?? await roles.RefusalAsync(unit, texts, cancellation)
        ?? await retention.RefusalAsync(unit, texts, cancellation);

    private Task<Answer> PublishDraftAsync(PublishDocument request, CancellationToken cancellationToken) => RunAsync(request, request.Unit, (steps, triggers, shelf, facts) =>
    {
        if (shelf.FirstOrDefault(d => d.Key == request.Document) is not { } found)
            return ShelfCodes.NoSuchDocument.With(("key", request.Document));
        if (found.State != StoredDocument.Draft)
            return ShelfCodes.NotADraft.With(("key", found.Key), ("state", found.State));
        if (Known(facts, found) is { } missing)
            return missing;
        if (found.Kind == StoredDocument.Definition && PublishCheck.OfDraft(found, request.Unit, facts, interpreter.Types) is { } unfit)
            return unfit;
        if (Passing.Of(request.Principal, request.Unit, false, facts) is not { } way)
            return new StreamDecision.Needs([DutyHolderSource.FactOf(request.Unit, Duty.PublishDefinitions)]);
        if (way.Publishes && found.Kind == Calendar)
            PutCalendar(steps, request.Unit, found.Id, facts.Find(DocumentShelf.ContentOf(found))!.Value);
        if (way.Publishes && found.Kind == StoredDocument.Definition && triggers.Replace(found.Id, found.Pin, Definition(facts, found)) is { } unheard)
            return unheard;
        return steps.Of([.. way.Events(Put(steps, way.Mark(found with { Reason = "" }))), .. triggers.Events]);
    }, cancellationToken);

    public async Task<Answer> Handle(ApproveDocuments request, CancellationToken cancellationToken)
    {
        if (Duties.Publishing(request.Principal, request.Unit) is { } notYours)
            return notYours;
        var (found, refused) = Proposals.Find(request, await shelves.AllAsync(UnitState.IdOf(request.Unit)));
        if (refused is not null)
            return refused;
        if (found is [{ IsLeaving: true } leaving])
            return await layers.RetractionRefusalAsync(request.Unit, leaving.Key, cancellationToken) is { } needed ? needed : await ApproveRetractionAsync(request, leaving, cancellationToken);
        var texts = ImmutableArray.CreateBuilder<string>(found.Length);
        foreach (var document in found)
            texts.Add(await shelves.TextAsync(document, cancellationToken));
        if (await RefusalAsync(request.Unit, texts.ToImmutable(), cancellationToken) is { } unfit)
            return unfit;
        return await RunAsync(request, request.Unit, (steps, triggers, shelf, facts) => Approve(request, texts.ToImmutable(), steps, triggers, shelf, facts), cancellationToken);
    }

    public Task<Answer> Handle(DeclineDocument request, CancellationToken cancellationToken) => RunAsync(request, request.Unit, (steps, _, shelf, _) =>
    {
        if (shelf.FirstOrDefault(d => d.Key == request.Document) is not { } found)
            return ShelfCodes.NoSuchDocument.With(("key", request.Document));
        if (found.IsLeaving)
        {
            Put(steps, found with { RetractBy = default, RetractReason = "" });
            return steps.Of(new UnitEvent.RetractionDeclined(found.Key, found.RetractBy));
        }

        if (found.State != StoredDocument.Proposed)
            return ShelfCodes.NotProposed.With(("key", found.Key), ("state", found.State));
        Put(steps, found with { State = StoredDocument.Draft, By = default, DeclinedBy = request.Principal.Id, Reason = request.Reason });
        return steps.Of(new UnitEvent.ProposalDeclined(found.Key, found.By));
    }, cancellationToken);

    public async Task<Answer> Handle(RetractDocument request, CancellationToken cancellationToken) =>
        (Duties.Publishing(request.Principal, request.Unit) ?? await layers.RetractionRefusalAsync(request.Unit, request.Document, cancellationToken)) is { } refused
            ? refused
            : await RetractAsync(request, cancellationToken);

    private Task<Answer> RetractAsync(RetractDocument request, CancellationToken cancellationToken) => RunAsync(request, request.Unit, (steps, triggers, shelf, facts) =>
    {
        if (shelf.FirstOrDefault(d => d.Key == request.Document) is not { } found)
            return ShelfCodes.NoSuchDocument.With(("key", request.Document));
        if (found.State != StoredDocument.Published)
            return ShelfCodes.NotPublished.With(("key", found.Key), ("state", found.State));
        if (found.IsLeaving)
            return ShelfCodes.RetractionWaits.With(("key", found.Key));
        if (Passing.Of(request.Principal, request.Unit, false, facts) is not { } way)
            return new StreamDecision.Needs([DutyHolderSource.FactOf(request.Unit, Duty.PublishDefinitions)]);
        if (!way.Publishes)
        {
            Put(steps, found with { RetractBy = request.Principal.Proposer, RetractReason = request.Reason });
            return steps.Of(new UnitEvent.RetractionProposed(found.Key, request.Reason));
        }

        return TakeBack(found, request.Reason, way.Alone ? new UnitEvent.RetractedAlone(found.Key) : null, (request.Unit, shelf), steps, triggers, facts);
    }, cancellationToken);

    private Task<Answer> ApproveRetractionAsync(ApproveDocuments request, StoredDocument seen, CancellationToken cancellationToken) =>
        RunAsync(request, request.Unit, (steps, triggers, shelf, facts) =>
        {
            var (found, refused) = Proposals.Find(request, shelf);
            return refused is not null ? refused
                : found is [{ IsLeaving: true } leaving]
                    ? TakeBack(leaving, leaving.RetractReason, new UnitEvent.RetractionApproved(leaving.Key, leaving.RetractBy), (request.Unit, shelf), steps, triggers, facts)
                    : ShelfCodes.NotProposed.With(("key", seen.Key), ("state", found[0].State));
        }, cancellationToken);

    /// <summary>The version is retracted, and the one before it holds again where there is one.</summary>
    private StreamDecision TakeBack(
        StoredDocument found, string reason, UnitEvent? how, (string Unit, ImmutableArray<StoredDocument> Shelf) at, UnitSteps steps, UnitTriggers triggers, Facts facts)
    {
        var (unit, shelf) = at;
        var others = shelf.Where(d => d.Title == found.Title && d.State == StoredDocument.Published && d.Key != found.Key).ToList();
        // A later version holds already, whatever goes before it.
        if (others.All(d => d.Version < found.Version))
        {
            var before = others.MaxBy(d => d.Version);
            if (before is not null && Known(facts, before) is { } missing)
                return missing;
            if (found.Kind == Calendar)
                PutCalendar(steps, unit, found.Id, before is null ? null : facts.Find(DocumentShelf.ContentOf(before))!.Value);
            if (found.Kind == StoredDocument.Definition && triggers.Replace(found.Id, before?.Pin ?? "", before is null ? null : Definition(facts, before)) is { } unfit)
                return unfit;
        }

        Put(steps, found with { State = StoredDocument.Retracted, RetractBy = default, RetractReason = "" });
        return steps.Of([new UnitEvent.DocumentRetracted(found.Key, reason), .. how is null ? [] : (UnitEvent[])[how], .. triggers.Events]);
    }

    private async Task<Answer> RunAsync(Command command, string unit, Deciding decide, CancellationToken cancellation)
    {
        var answer = await runner.RunAsync<UnitState>(command, UnitState.IdOf(unit), (state, _, act, facts) =>
        {
            if (Duties.Publishing(command.Principal, unit) is { } notYours)
                return notYours;
            if (facts.Find(DocumentShelf.FactOf(unit)) is not { } shelf || facts.Find(TriggerShelf.FactOf(unit)) is not { } triggers)
                return new StreamDecision.Needs([DocumentShelf.FactOf(unit), TriggerShelf.FactOf(unit)]);
            var steps = new UnitSteps(state, unit, act);
            return decide(
                steps, new UnitTriggers(steps, [.. triggers.Value.Items.Select(t => StoredTrigger.Read(t, ""))]), [.. shelf.Value.Items.Select(d => StoredDocument.Read(d, unit))], facts);
        }, cancellation);
        roles.Forget();
        return answer;
    }

    private Definition? Definition(Facts facts, StoredDocument document) => Definition(facts.Find(DocumentShelf.ContentOf(document))!.Value.ToJson());

    private Definition? Definition(string text) => DefinitionReader.Read(text, interpreter.Types).Definition;

    private static StreamDecision Draft(ImmutableArray<string> texts, ActivityTypes types, UnitSteps steps, ImmutableArray<StoredDocument> shelf)
    {
        var (all, refused) = PublishCheck.Read(texts, types);
        if (refused is not null)
            return refused;
        var events = ImmutableArray.CreateBuilder<UnitEvent>();
        foreach (var read in all)
        {
            var document = Next(read, shelf, StoredDocument.Draft);
            Keep(steps, read);
            shelf = shelf.RemoveAll(d => d.Key == document.Key).Add(document);
            events.Add(new UnitEvent.DocumentDrafted(Put(steps, document)));
        }

        return events.Count == 0 ? ShelfCodes.NothingNew : steps.Of(events.ToImmutable());
    }

    private StreamDecision Publish(PublishDocuments request, UnitSteps steps, UnitTriggers triggers, ImmutableArray<StoredDocument> shelf, Facts facts)
    {
        var (texts, refused) = PublishCheck.Read(request.Texts, interpreter.Types);
        if (refused is not null)
            return refused;
        if (PublishCheck.Of(texts, request.Unit, facts, interpreter.Types) is { } unfit)
            return unfit;
        return Passing.Of(request.Principal, request.Unit, request.ForReview, facts) is { } way
            ? Pass(texts, (way, request.Unit, request.Reason), steps, triggers, shelf)
            : new StreamDecision.Needs([DutyHolderSource.FactOf(request.Unit, Duty.PublishDefinitions)]);
    }

    /// <summary>What was read before is held against the shelf as it is now: nobody approves what he has not seen.</summary>
    private StreamDecision Approve(
        ApproveDocuments request, ImmutableArray<string> read, UnitSteps steps, UnitTriggers triggers, ImmutableArray<StoredDocument> shelf, Facts facts)
    {
        var (found, refused) = Proposals.Find(request, shelf);
        if (refused is not null)
            return refused;
        var (texts, unreadable) = PublishCheck.Read(read, interpreter.Types);
        if (unreadable is not null)
            return unreadable;
        if (PublishCheck.Of(texts, request.Unit, facts, interpreter.Types) is { } unfit)
            return unfit;
        return Pass(texts, (Passing.Approved(found[0].By, request.Principal.Id), request.Unit, found[0].Reason), steps, triggers, shelf);
    }

    private StreamDecision Pass(
        ImmutableArray<DocumentText> texts, (Passing Way, string Unit, string Reason) how, UnitSteps steps, UnitTriggers triggers, ImmutableArray<StoredDocument> shelf)
    {
        var events = ImmutableArray.CreateBuilder<UnitEvent>();
        foreach (var read in texts)
        {
            var next = Next(read, shelf, how.Way.State);
            var (way, reason) = shelf.FirstOrDefault(d => d.Key == next.Key && d.State == StoredDocument.Proposed) is { } proposal && !how.Way.ApprovedBy.IsNone
                ? (how.Way with { By = proposal.By }, proposal.Reason) : (how.Way, how.Reason);
            var document = way.Mark(next) with { Reason = reason };
            if (document.IsInForce(shelf) || how.Way.IsWaiting(document, shelf))
                continue;
            Keep(steps, read);
            shelf = shelf.RemoveAll(d => d.Key == document.Key).Add(document);
            if (way.Publishes && Hold(document, read, how.Unit, steps, triggers) is { } unheard)
                return unheard;
            events.AddRange(way.Events(Put(steps, document)));
        }

        return events.Count == 0 ? ShelfCodes.NothingNew : steps.Of([.. events, .. triggers.Events]);
    }

    /// <summary>What a version changes beside the shelf as soon as it is published.</summary>
    private Rejection? Hold(StoredDocument document, DocumentText read, string unit, UnitSteps steps, UnitTriggers triggers)
    {
        if (document.Kind == Calendar)
            PutCalendar(steps, unit, document.Id, Value.Parse(read.Content.Content.Span));
        return document.Kind == StoredDocument.Definition
            ? triggers.Replace(document.Id, document.Pin, Definition(Encoding.UTF8.GetString(read.Source.Content.Span))) : null;
    }

    private static StoredDocument Next(DocumentText read, ImmutableArray<StoredDocument> shelf, string state)
    {
        var document = new StoredDocument(
            read.Kind, read.Id, read.Procedure, read.Unit, read.From, 1, state, read.Content.Hash, read.Source.Hash, read.Name, "");
        // Versions of one kind and id are counted through all units that it names, for they share the key.
        var earlier = shelf.Where(d => d.Procedure == document.Procedure && d.Kind == document.Kind && d.Id == document.Id).ToList();
        var draft = earlier.FirstOrDefault(d => d.State is StoredDocument.Draft or StoredDocument.Proposed && d.Unit == document.Unit);
        return document with { Version = draft?.Version ?? earlier.Select(d => d.Version).DefaultIfEmpty(0).Max() + 1 };
    }

    private static StreamDecision.Needs? Known(Facts facts, StoredDocument document) =>
        document.Kind is Calendar or StoredDocument.Definition && facts.Find(DocumentShelf.ContentOf(document)) is null ? new StreamDecision.Needs([DocumentShelf.ContentOf(document)]) : null;

    /// <summary>Calendars are facts and read by every step that counts days: the one in force also stands as a document of its own, and what runs by one is told.</summary>
    private static void PutCalendar(UnitSteps steps, string unit, string id, Value? content)
    {
        steps.Parts.Row(new DocumentPut(Calendar, id, content));
        if (!steps.Parts.HasMessages)
            SendCalendarChangeHandler.Announce(steps, unit);
    }

    private static void Keep(UnitSteps steps, DocumentText read)
    {
        steps.Parts.Keep(read.Content);
        if (read.Source.Hash != read.Content.Hash)
            steps.Parts.Keep(read.Source);
    }

    private static Kept Put(UnitSteps steps, StoredDocument document) =>
        steps.Put(StoredDocument.Row, document.Key, document.ToValue()) with { Hash = document.Hash };
}
