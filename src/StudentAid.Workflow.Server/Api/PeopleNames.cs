using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Api;

/// <summary>Names of the people on a list, read once for the whole list.</summary>
public sealed class PeopleNames(IStoreReader reader)
{
    /// <param name="unit">The place at or below which they are registered.</param>
    public async Task<IReadOnlyDictionary<Id, string>> OfAsync(string unit, IEnumerable<Id> people)
    {
        var wanted = people.ToHashSet();
        if (wanted.Count == 0)
            return new Dictionary<Id, string>();
        var documents = await reader.DocumentsAsync(Scope.All, new DocumentFilter("person") { Below = unit });
        return documents.Select(d => (Id: Id.TryParse(d.Key) ?? default, Name: d.Content["sealed"]["name"].AsText() ?? ""))
            .Where(p => wanted.Contains(p.Id)).ToDictionary(p => p.Id, p => p.Name);
    }
}
