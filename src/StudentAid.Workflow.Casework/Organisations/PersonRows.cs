using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Organisations;

/// <summary>People's records looked up together.</summary>
internal static class PersonRows
{
    private const int Together = 500;

    /// <summary>By person; of one that two units keep both.</summary>
    public static async Task<ILookup<Id, DocumentRow>> OfAsync(IStoreReader reader, IEnumerable<Id> people)
    {
        var found = new List<DocumentRow>();
        foreach (var some in people.Distinct().Chunk(Together))
            found.AddRange(await reader.DocumentsAsync(Scope.All, new DocumentFilter(UnitFacts.Person) { Keys = [.. some.Select(p => p.ToString())] }));
        return found.ToLookup(r => Id.Parse(r.Key));
    }
}
