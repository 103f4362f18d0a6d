using System.Collections.Immutable;

namespace StudentAid.Workflow.Engine.Activities;

/// <summary>The activity types that a host knows, by name and version. Old versions stay registered, for open instances are pinned to them.</summary>
public sealed class ActivityTypes
{
    private readonly Dictionary<string, ImmutableSortedDictionary<int, ActivityType>> byName = new(StringComparer.Ordinal);

    /// <summary>Throws <see cref="ArgumentException"/> when two types share name and version.</summary>
    public ActivityTypes(IEnumerable<ActivityType> types)
    {
        foreach (var type in types)
        {
            var description = type.Description;
            var versions = byName.GetValueOrDefault(description.Type) ?? ImmutableSortedDictionary<int, ActivityType>.Empty;
            byName[description.Type] = versions.Add(description.Version, type);
        }
    }

    /// <summary>The newest version of each type, by name.</summary>
    public IEnumerable<ActivityType> All => byName.Values.Select(v => v.Values.Last()).OrderBy(t => t.Description.Type, StringComparer.Ordinal);

    /// <summary>These and more; throws as the constructor does.</summary>
    public ActivityTypes With(IEnumerable<ActivityType> more) => new(byName.Values.SelectMany(v => v.Values).Concat(more));

    /// <summary>The type in this version, or the newest one that is not newer; null where the name is unknown.</summary>
    public ActivityType? Find(string name, int version = int.MaxValue)
    {
        if (!byName.TryGetValue(name, out var versions))
            return null;
        ActivityType? found = null;
        foreach (var (number, type) in versions)
        {
            if (found is null || number <= version)
                found = type;
        }

        return found;
    }
}
