using System.Collections.Immutable;
using MediatR;
using StudentAid.Workflow.Casework.Layers;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Publicity;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Packs;

/// <summary>Keeps a text as the draft of a unit's document or definition; an earlier draft of it is replaced, a published version never.</summary>
public sealed record DraftDocument(string Unit, string Text) : Command
{
    public override Id Target => default;

    public override Value Body => Value.List(Unit, Text);
}

/// <summary>Publishes texts at once, each as the next version of its document; what is published already as it stands is left out.</summary>
public sealed record PublishDocuments(string Unit, ImmutableArray<string> Texts) : Command
{
    public override Id Target => default;

    public override Value Body => Value.List(Unit, Value.List(Texts.Select(Value.Of)));
}

/// <summary>Publishes the draft with this key (<see cref="StoredDocument.Key"/>).</summary>
public sealed record PublishDocument(string Unit, string Document) : Command
{
    public override Id Target => UnitState.IdOf(Unit);

    public override Value Body => Value.List(Unit, Document);
}

/// <summary>Takes a published version out of use for rounds opened from now on. The reason is a code.</summary>
public sealed record RetractDocument(string Unit, string Document, string Reason) : Command
{
    public override Id Target => UnitState.IdOf(Unit);

    public override Value Body => Value.List(Unit, Document, Reason);
}

public sealed class PublishDocumentHandler(StepRunner runner, Interpreter interpreter, DocumentShelf shelves, LayerReport layers)
    : IRequestHandler<DraftDocument, Answer>, IRequestHandler<PublishDocuments, Answer>, IRequestHandler<PublishDocument, Answer>, IRequestHandler<RetractDocument, Answer>
{
    private const string Calendar = "calendar";

    private delegate StreamDecision Deciding(UnitSteps steps, ImmutableArray<StoredDocument> shelf, Facts facts);

    public Task<Answer> Handle(DraftDocument request, CancellationToken cancellationToken) =>
        RunAsync(request, request.Unit, (steps, shelf, _) => Draft(request.Text, interpreter.Types, steps, shelf), cancellationToken);

    public async Task<Answer> Handle(PublishDocuments request, CancellationToken cancellationToken) =>
        (Duties.Setup(request.Principal, request.Unit) ?? await layers.RefusalAsync(request.Unit, request.Texts, cancellationToken)) is { } refused
            ? refused
            : await RunAsync(request, request.Unit, (steps, shelf, facts) => Publish(request, interpreter.Types, steps, shelf, facts), cancellationToken);

    public async Task<Answer> Handle(PublishDocument request, CancellationToken cancellationToken)
    {
        if (Duties.Setup(request.Principal, request.Unit) is { } notYours)
            return notYours;
        var draft = (await shelves.AllAsync(UnitState.IdOf(request.Unit))).FirstOrDefault(d => d.Key == request.Document && d.State == StoredDocument.Draft);
        if (draft is not null && await layers.RefusalAsync(request.Unit, [await shelves.TextAsync(draft, cancellationToken)], cancellationToken) is { } refused)
            return refused;
        return await PublishDraftAsync(request, cancellationToken);
    }

    private Task<Answer> PublishDraftAsync(PublishDocument request, CancellationToken cancellationToken) => RunAsync(request, request.Unit, (steps, shelf, facts) =>
    {
        if (shelf.FirstOrDefault(d => d.Key == request.Document) is not { } found)
            return ShelfCodes.NoSuchDocument.With(("key", request.Document));
        if (found.State != StoredDocument.Draft)
            return ShelfCodes.NotADraft.With(("key", found.Key), ("state", found.State));
        if (Known(facts, found) is { } missing)
            return missing;
        if (found.Kind == StoredDocument.Definition && PublishCheck.OfDraft(found, request.Unit, facts, interpreter.Types) is { } unfit)
            return unfit;
        if (found.Kind == Calendar)
            PutCalendar(steps, request.Unit, found.Id, facts.Find(DocumentShelf.ContentOf(found))!.Value);
        return steps.Of(new UnitEvent.DocumentPublished(Put(steps, found with { State = StoredDocument.Published })));
    }, cancellationToken);

    public Task<Answer> Handle(RetractDocument request, CancellationToken cancellationToken) => RunAsync(request, request.Unit, (steps, shelf, facts) =>
    {
        if (shelf.FirstOrDefault(d => d.Key == request.Document) is not { } found)
            return ShelfCodes.NoSuchDocument.With(("key", request.Document));
        if (found.State != StoredDocument.Published)
            return ShelfCodes.NotPublished.With(("key", found.Key), ("state", found.State));
        var before = shelf.Where(d => d.Title == found.Title && d.State == StoredDocument.Published && d.Version < found.Version).MaxBy(d => d.Version);
        if (before is not null && Known(facts, before) is { } missing)
            return missing;
        if (found.Kind == Calendar)
            PutCalendar(steps, request.Unit, found.Id, before is null ? null : facts.Find(DocumentShelf.ContentOf(before))!.Value);
        Put(steps, found with { State = StoredDocument.Retracted });
        return steps.Of(new UnitEvent.DocumentRetracted(found.Key, request.Reason));
    }, cancellationToken);

    private Task<Answer> RunAsync(Command command, string unit, Deciding decide, CancellationToken cancellation) =>
        runner.RunAsync<UnitState>(command, UnitState.IdOf(unit), (state, _, act, facts) =>
        {
            if (Duties.Setup(command.Principal, unit) is { } notYours)
                return notYours;
            var key = DocumentShelf.FactOf(unit);
            return facts.Find(key) is { } shelf
                ? decide(new UnitSteps(state, unit, act), [.. shelf.Value.Items.Select(d => StoredDocument.Read(d, unit))], facts)
                : new StreamDecision.Needs([key]);
        }, cancellation);

    private static StreamDecision Draft(string text, ActivityTypes types, UnitSteps steps, ImmutableArray<StoredDocument> shelf)
    {
        var (read, refused) = DocumentText.Read(text, types);
        if (read is null)
            return refused!;
        var document = Next(read, shelf, StoredDocument.Draft);
        Keep(steps, read);
        return steps.Of(new UnitEvent.DocumentDrafted(Put(steps, document)));
    }

    private static StreamDecision Publish(PublishDocuments request, ActivityTypes types, UnitSteps steps, ImmutableArray<StoredDocument> shelf, Facts facts)
    {
        var (texts, refused) = PublishCheck.Read(request.Texts, types);
        if (refused is not null)
            return refused;
        if (PublishCheck.Of(texts, request.Unit, facts, types) is { } unfit)
            return unfit;
        var events = ImmutableArray.CreateBuilder<UnitEvent>();
        foreach (var read in texts)
        {
            var document = Next(read, shelf, StoredDocument.Published);
            if (document.IsInForce(shelf))
                continue;
            Keep(steps, read);
            shelf = shelf.RemoveAll(d => d.Key == document.Key).Add(document);
            if (document.Kind == Calendar)
                PutCalendar(steps, request.Unit, document.Id, Value.Parse(read.Content.Content.Span));
            events.Add(new UnitEvent.DocumentPublished(Put(steps, document)));
        }

        return events.Count == 0 ? ShelfCodes.NothingNew : steps.Of(events.ToImmutable());
    }

    private static StoredDocument Next(DocumentText read, ImmutableArray<StoredDocument> shelf, string state)
    {
        var document = new StoredDocument(
            read.Kind, read.Id, read.Procedure, read.Unit, read.From, 1, state, read.Content.Hash, read.Source.Hash, read.Name, "");
        // Versions of one kind and id are counted through all units that it names, for they share the key.
        var earlier = shelf.Where(d => d.Procedure == document.Procedure && d.Kind == document.Kind && d.Id == document.Id).ToList();
        var draft = earlier.FirstOrDefault(d => d.State == StoredDocument.Draft && d.Unit == document.Unit);
        return document with { Version = draft?.Version ?? earlier.Select(d => d.Version).DefaultIfEmpty(0).Max() + 1 };
    }

    private static StreamDecision.Needs? Known(Facts facts, StoredDocument document) =>
        document.Kind == Calendar && facts.Find(DocumentShelf.ContentOf(document)) is null ? new StreamDecision.Needs([DocumentShelf.ContentOf(document)]) : null;

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
