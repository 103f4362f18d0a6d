using System.Collections.Concurrent;

namespace StudentAid.Workflow.Storage.Keys;

/// <summary>Which tenant a place belongs to: the school above it, itself included, or the topmost unit where there is none.</summary>
internal sealed class Tenancy(Func<string, string?> kindOf)
{
    private const string School = "school";

    private readonly ConcurrentDictionary<string, string> schools = new(StringComparer.Ordinal);

    public string Of(string place)
    {
        if (schools.TryGetValue(place, out var known))
            return known;
        for (var at = place.Length; at > 1; at = place.LastIndexOf('/', at - 2) + 1)
        {
            if (kindOf(place[..at]) == School)
                return schools[place] = place[..at];
        }

        return place.Length < 2 ? "/" : place[..(place.IndexOf('/', 1) + 1)];
    }
}
