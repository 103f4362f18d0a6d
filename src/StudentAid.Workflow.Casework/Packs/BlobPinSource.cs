using System.Collections.Immutable;
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
    public Task<PinnedSet?> LoadAsync(string pin, CancellationToken cancellation) => LoadAsync(pin, [], cancellation);

    public async Task<PinnedSet?> LoadAsync(string pin, ImmutableArray<Blob> blobs, CancellationToken cancellation)
    {
        async Task<string?> TextAsync(string name)
        {
            var hash = name[(name.LastIndexOf('@') + 1)..];
            return (blobs.FirstOrDefault(b => b.Hash == hash) ?? await store.BlobAsync(hash, cancellation)) is { } blob ? Encoding.UTF8.GetString(blob.Content.Span) : null;
        }

        return await TextAsync(pin) is { } text ? await ReadAsync(pin, Value.Parse(text), TextAsync) : null;
    }

    private async Task<PinnedSet?> ReadAsync(string pin, Value manifest, Func<string, Task<string?>> textOf)
    {
        if (await DefinitionAsync(manifest["definition"].AsText() ?? "", textOf) is not { } definition)
            return null;
        var types = Members(manifest["definitions"]);
        var others = new Dictionary<string, ExecutableDefinition>(StringComparer.Ordinal);
        foreach (var used in types.Values.Distinct(StringComparer.Ordinal))
            others[used] = await DefinitionAsync(used, textOf) ?? throw new InvalidOperationException($"{pin} names {used}, which is not in the store.");
        var documents = new Dictionary<string, Value>(StringComparer.Ordinal);
        foreach (var (name, document) in Members(manifest["documents"]))
            documents[name] = Value.Parse(await textOf(document) ?? throw new InvalidOperationException($"{pin} names {document}, which is not in the store."));
        var whole = CaseParts.LaidInto(definition.Definition, name => types.GetValueOrDefault(name) is { } used ? others[used].Definition : null);
        return new PinnedSet(
            new ExecutableDefinition(whole) { Required = [.. manifest["required"].Items.Select(r => new RequiredStep(r.Items[0].AsText()!, r.Items[1].AsText() ?? ""))] }, others, types, documents);
    }

    private async Task<ExecutableDefinition?> DefinitionAsync(string pin, Func<string, Task<string?>> textOf) =>
        await textOf(pin) is { } text && read(text) is { } definition ? new ExecutableDefinition(definition) : null;

    private static Dictionary<string, string> Members(Value record) =>
        record is RecordValue r ? r.Members.ToDictionary(m => m.Key, m => m.Value.AsText()!, StringComparer.Ordinal) : [];
}
