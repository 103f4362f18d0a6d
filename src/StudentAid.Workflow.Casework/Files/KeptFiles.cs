using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Files;

/// <summary>Whether files that a step names are looked for. A school that is played from a document brings no files; only there they are taken as named.</summary>
public sealed record FileChecking(bool Wanted);

/// <summary>"file" by hash: a list of <c>{ person, place }</c>, whose files of this hash are kept; null where nobody looks.</summary>
public sealed class KeptFileSource(IStoreReader reader, FileChecking checking) : FactSource(KeepFileHandler.Document)
{
    public override async Task<Fact> LoadAsync(FactKey key, CancellationToken cancellation)
    {
        if (!checking.Wanted)
            return None(key);
        var rows = await reader.DocumentsAsync(Scope.All, new DocumentFilter(KeepFileHandler.Document) { Key = key.Id });
        return new Fact(key, Value.List(rows.Select(r => (Value)Value.Record(("person", r.Content["person"]), ("place", r.OrgPath)))), "file");
    }
}

/// <summary>
/// Proof, scans and photos are named by the hash of what was uploaded. One that nobody uploaded, or that is another family's, proves nothing and is refused.
/// </summary>
public static class KeptFiles
{
    /// <summary>The hashes in a verb's input: <c>evidence</c> (hashes or <c>{ hash }</c>), <c>signed</c>, <c>commitment.scan</c>, <c>onBehalf.scan</c>.</summary>
    public static ImmutableArray<string> In(Value input) =>
    [
        .. Listed(input["evidence"]).Append(input["signed"]).Append(input["commitment"]["scan"]).Append(input["onBehalf"]["scan"])
            .Select(v => v.AsText()).OfType<string>().Where(PlainText.IsHash).Distinct(StringComparer.Ordinal),
    ];

    /// <summary>
    /// Null where each is a file of this person or of a unit at or above the place; else the refusal, or the facts to tell by.
    /// </summary>
    public static StreamDecision? Refuse(ImmutableArray<string> hashes, Id person, string place, Facts facts)
    {
        ImmutableArray<FactKey> missing = [.. hashes.Select(h => new FactKey(KeepFileHandler.Document, h)).Where(k => facts.Find(k) is null)];
        if (!missing.IsEmpty)
            return new StreamDecision.Needs(missing);
        foreach (var hash in hashes)
        {
            var kept = facts.Find(new FactKey(KeepFileHandler.Document, hash))!.Value;
            if (!kept.IsNull && !kept.Items.Any(owner => IsOf(owner, person, place)))
                return FileCodes.NotUploaded.With(("hash", hash[..8]));
        }

        return null;
    }

    private static bool IsOf(Value owner, Id person, string place) => owner["person"].AsText() is { Length: > 0 } of
        ? of == person.ToString()
        : UnitPath.IsBelow(place, owner["place"].AsText() ?? "");

    private static IEnumerable<Value> Listed(Value evidence) =>
        evidence.Kind == ValueKind.List ? evidence.Items.Select(e => e is RecordValue record ? record["hash"] : e) : evidence.IsNull ? [] : [evidence];
}
