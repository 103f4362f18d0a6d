using System.Text;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Packs;

/// <summary>Loads a round's pin: its manifest and all that it names, each from the blob of its hash.</summary>
public sealed class BlobPinSource(IStepStore store, Func<string, Definition?> read) : IPinSource
{
    public async Task<PinnedSet?> LoadAsync(string pin, CancellationToken cancellation) =>
        await TextAsync(pin, cancellation) is { } text ? await ReadAsync(pin, text, cancellation) : null;

    public Task<PinnedSet?> LoadAsync(string pin, Blob manifest, CancellationToken cancellation) =>
        ReadAsync(pin, Encoding.UTF8.GetString(manifest.Content.Span), cancellation);

    private async Task<PinnedSet?> ReadAsync(string pin, string text, CancellationToken cancellation)
    {
        var manifest = Value.Parse(text);
        if (await DefinitionAsync(manifest["definition"].AsText() ?? "", cancellation) is not { } definition)
            return null;
        var types = Members(manifest["definitions"]);
        var others = new Dictionary<string, ExecutableDefinition>(StringComparer.Ordinal);
        foreach (var used in types.Values.Distinct(StringComparer.Ordinal))
            others[used] = await DefinitionAsync(used, cancellation) ?? throw new InvalidOperationException($"{pin} names {used}, which is not in the store.");
        var documents = new Dictionary<string, Value>(StringComparer.Ordinal);
        foreach (var (name, document) in Members(manifest["documents"]))
            documents[name] = Value.Parse(await TextAsync(document, cancellation) ?? throw new InvalidOperationException($"{pin} names {document}, which is not in the store."));
        return new PinnedSet(definition, others, types, documents);
    }

    private async Task<ExecutableDefinition?> DefinitionAsync(string pin, CancellationToken cancellation) =>
        await TextAsync(pin, cancellation) is { } text && read(text) is { } definition ? new ExecutableDefinition(definition) : null;

    private async Task<string?> TextAsync(string pin, CancellationToken cancellation) =>
        await store.BlobAsync(pin[(pin.LastIndexOf('@') + 1)..], cancellation) is { } blob ? Encoding.UTF8.GetString(blob.Content.Span) : null;

    private static Dictionary<string, string> Members(Value record) =>
        record is RecordValue r ? r.Members.ToDictionary(m => m.Key, m => m.Value.AsText()!, StringComparer.Ordinal) : [];
}
