using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Storage.Keys;

/// <summary>
/// A step's personal content as it is kept: the sealed parts, the documents' contents and look-ups in the order of the rows, the messages' bodies, the keys that
/// are new with it, and the body's hash under the store's key. Without a vault all stands as it was given.
/// </summary>
internal sealed record LockedStep(
    ImmutableArray<SealedPart> Sealed, ImmutableArray<Value?> Contents, ImmutableArray<ImmutableArray<LookUpRow>> LookUps, ImmutableArray<Value> Bodies,
    ImmutableArray<KeyRow> Keys, long BodyHash)
{
    public static LockedStep Of(Step step, Vault? vault)
    {
        var documents = step.Rows.OfType<DocumentPut>().ToList();
        if (vault is null)
            return new LockedStep(step.Sealed, [.. documents.Select(d => d.Content)], [.. documents.Select(_ => ImmutableArray<LookUpRow>.Empty)], [.. step.Messages.Select(m => m.Body)], [], step.BodyHash);
        var fresh = new Fresh();
        var parts = step.Sealed.Select((p, n) => vault.Lock(p, step, n, fresh)).ToImmutableArray();
        var contents = documents.Select(d => vault.Lock(d, step, fresh)).ToImmutableArray();
        var looks = documents.Select(d => vault.LookUps(d, step, fresh).ToImmutableArray()).ToImmutableArray();
        var bodies = step.Messages.Select(m => m.Body.IsNull ? m.Body : vault.Lock(m, step, fresh)).ToImmutableArray();
        foreach (var blob in step.Blobs)
            vault.Use(blob, step, fresh);
        var hash = vault.Lock(step, fresh);
        return new LockedStep(parts, contents, looks, bodies, fresh.Rows, hash);
    }
}
