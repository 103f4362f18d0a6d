using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Layers;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Layers;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Packs;

/// <summary>The documents and definitions that units keep, and which of them hold for a school.</summary>
public sealed class DocumentShelf(IStoreReader reader, IStepStore store)
{
    /// <summary>All versions that a unit's stream holds.</summary>
    public static FactKey FactOf(string unit) => new("shelf", unit);

    /// <summary>The content of a version.</summary>
    public static FactKey ContentOf(StoredDocument document) => new("document-content", document.Hash);

    /// <summary>The author's text of a version.</summary>
    public static FactKey TextOf(StoredDocument document) => new("document-text", document.Source);

    /// <summary>The content of the nearest document: <c>school|procedure|day|kind/id</c>.</summary>
    public static FactKey NearestOf(string school, string procedure, DateOnly day, string name) =>
        new("nearest-document", $"{school}|{procedure}|{day:yyyy-MM-dd}|{name}");

    /// <summary>All versions of every unit, or of one stream.</summary>
    public async Task<ImmutableArray<StoredDocument>> AllAsync(Id stream = default) =>
        [.. (await reader.DocumentsAsync(Scope.All, new DocumentFilter(StoredDocument.Row) { Stream = stream })).Select(d => StoredDocument.Read(d.Content, d.OrgPath))];

    /// <summary>All versions that a unit and those above it keep: whatever may hold for it, however many other units there are.</summary>
    public async Task<ImmutableArray<StoredDocument>> LineAsync(string unit)
    {
        var line = ImmutableArray.CreateBuilder<StoredDocument>();
        foreach (var place in UnitPath.Line(unit))
            line.AddRange(await AllAsync(UnitState.IdOf(place)));
        return line.ToImmutable();
    }

    /// <summary>What waits for a second person at units in scope: proposed versions, and published ones whose retraction is proposed.</summary>
    public async Task<ImmutableArray<StoredDocument>> WaitingAsync(Scope scope) =>
        [.. (await reader.DocumentsAsync(scope, new DocumentFilter(StoredDocument.Row) { Waiting = true })).Select(d => StoredDocument.Read(d.Content, d.OrgPath))];

    /// <summary>
    /// The places from which on a document of a unit's layer holds, as <see cref="StoredDocument.PlaceFor"/> finds them for the schools below: the layer's, or, where it names
    /// a unit by its code, each unit with that code; where none is on record yet, the one that the code implies.
    /// </summary>
    public async Task<ImmutableArray<string>> PlacesAsync(string unit, string? code)
    {
        if (string.IsNullOrEmpty(code) || UnitPath.Line(unit).Any(p => UnitPath.Code(p) == code))
            return [unit];
        ImmutableArray<string> named =
        [
            .. (await reader.DocumentsAsync(Scope.All, new DocumentFilter(UnitFacts.OrgUnit) { Below = unit })).Select(d => d.Key)
                .Where(p => UnitPath.Line(p).FirstOrDefault(u => UnitPath.Code(u) == code) == p).Order(StringComparer.Ordinal),
        ];
        return !named.IsEmpty ? named : unit == UnitPath.Root ? [UnitCode.Path(code)] : [$"{unit}{code}/"];
    }

    /// <summary>
    /// What holds for a school, one version of each <c>kind/id</c>: of those published and from a day not after <paramref name="day"/> the nearest layer's,
    /// there the procedure's own before the general one, then the latest day, then the latest version. Overlays are
    /// none of these: all of a line hold together.
    /// </summary>
    public static ImmutableArray<StoredDocument> Holding(IEnumerable<StoredDocument> shelf, string school, string procedure, DateOnly day) =>
    [
        .. shelf.Where(d => d.Kind != Overlay.Kind && d.State == StoredDocument.Published && d.From <= day && (d.Procedure.Length == 0 || d.Procedure == procedure))
            .Select(d => (Document: d, Place: d.PlaceFor(school))).Where(d => d.Place is not null)
            .GroupBy(d => $"{d.Document.Kind}/{d.Document.Id}", StringComparer.Ordinal)
            .Select(g => g.OrderByDescending(d => d.Place!.Length).ThenByDescending(d => d.Document.Procedure.Length)
                .ThenByDescending(d => d.Document.From).ThenByDescending(d => d.Document.Version).First().Document)
            .OrderBy(d => d.Kind, StringComparer.Ordinal).ThenBy(d => d.Id, StringComparer.Ordinal),
    ];

    /// <summary>The content of a version. Throws where its blob is gone: a defect of the store.</summary>
    public async Task<Value> ContentAsync(StoredDocument document, CancellationToken cancellation) =>
        await store.BlobAsync(document.Hash, cancellation) is { } blob
            ? Value.Parse(blob.Content.Span)
            : throw new InvalidOperationException($"The content of {document.Pin} is not in the store.");

    public async Task<string> TextAsync(StoredDocument document, CancellationToken cancellation) =>
        await store.BlobAsync(document.Source, cancellation) is { } blob
            ? System.Text.Encoding.UTF8.GetString(blob.Content.Span)
            : throw new InvalidOperationException($"The text of {document.Pin} is not in the store.");
}
