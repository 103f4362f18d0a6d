using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Packs;

/// <summary>All versions that a unit keeps.</summary>
public sealed class ShelfSource(DocumentShelf shelf) : FactSource("shelf")
{
    public override async Task<Fact> LoadAsync(FactKey key, CancellationToken cancellation) =>
        new(key, Value.List((await shelf.AllAsync(UnitState.IdOf(key.Id))).Select(d => d.ToValue())));
}

/// <summary>The content of the nearest document of a name.</summary>
public sealed class NearestDocumentSource(DocumentShelf shelf) : FactSource("nearest-document")
{
    public override async Task<Fact> LoadAsync(FactKey key, CancellationToken cancellation)
    {
        var parts = key.Id.Split('|');
        var day = parts[2].AsDay() ?? default;
        var found = DocumentShelf.Holding(await shelf.LineAsync(parts[0]), parts[0], parts[1], day).FirstOrDefault(d => $"{d.Kind}/{d.Id}" == parts[3]);
        return found is null ? None(key) : new Fact(key, await shelf.ContentAsync(found, cancellation), found.Pin, found.Version);
    }
}

/// <summary>A version's text, as its author wrote it.</summary>
public sealed class DocumentTextSource(IStepStore store) : FactSource("document-text")
{
    public override async Task<Fact> LoadAsync(FactKey key, CancellationToken cancellation) =>
        await store.BlobAsync(key.Id, cancellation) is { } blob ? new Fact(key, System.Text.Encoding.UTF8.GetString(blob.Content.Span)) : None(key);
}

/// <summary>A version's content by its hash.</summary>
public sealed class DocumentContentSource(IStepStore store) : FactSource("document-content")
{
    public override async Task<Fact> LoadAsync(FactKey key, CancellationToken cancellation) =>
        await store.BlobAsync(key.Id, cancellation) is { } blob ? new Fact(key, Value.Parse(blob.Content.Span)) : None(key);
}
