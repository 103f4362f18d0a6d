using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Files;

/// <summary>
/// "proofs" by person: what was uploaded of him with a category and a day until which it is valid, in whatever year, as a list of
/// <c>{ type, hash, validUntil }</c>. What has run out is left to the reader, who knows the day.
/// </summary>
public sealed class ProofsFactSource(IStoreReader reader) : FactSource("proofs")
{
    public override async Task<Fact> LoadAsync(FactKey key, CancellationToken cancellation)
    {
        if (Id.TryParse(key.Id) is not { } person)
            return None(key);
        var proofs = new List<Value>();
        var streams = await reader.StreamsAsync(Scope.All, new StreamFilter { Subject = person, Kind = FileState.Kind }, PageRequest.Everything);
        foreach (var stream in streams.Items)
        {
            foreach (var row in await reader.DocumentsAsync(Scope.All, new DocumentFilter(KeepFileHandler.Document) { Stream = stream.Id }))
            {
                var told = row.Content["sealed"];
                if (told["category"].AsText() is { Length: > 0 } type && !told["validUntil"].IsNull)
                    proofs.Add(Value.Record(("type", type), ("hash", row.Key), ("validUntil", told["validUntil"])));
            }
        }

        return new Fact(key, Value.List(proofs), "proofs", proofs.Count);
    }
}
