using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Definitions;

namespace StudentAid.Workflow.Casework.Statistics;

/// <summary>What was counted of one procedure, school by school: levels, of which each student has one, and special groups.</summary>
internal sealed class ProcedureCounts(Text name)
{
    private readonly List<(string Id, Text Name)> levels = [];
    private readonly Dictionary<string, Text> groups = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<string, int>> byLevel = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<string, int>> byGroup = new(StringComparer.Ordinal);

    public Text Name => name;

    public IReadOnlyList<(string Id, Text Name)> LevelNames => levels;

    public IEnumerable<(string Id, Text Name)> Groups => groups.OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => (g.Key, g.Value));

    /// <summary>The levels of a school's scale, in its order; those that are known already stay where they are.</summary>
    public void Levels(IEnumerable<(string Id, Text Name)> of) => levels.AddRange(of.Where(l => levels.TrueForAll(k => k.Id != l.Id)).ToList());

    /// <summary>The school has a list, and if nobody is on it.</summary>
    public void At(string school)
    {
        byLevel.TryAdd(school, new Dictionary<string, int>(StringComparer.Ordinal));
        byGroup.TryAdd(school, new Dictionary<string, int>(StringComparer.Ordinal));
    }

    public void Add(string school, string level, IEnumerable<(string Id, Text Name)> told)
    {
        Raise(byLevel[school], level);
        foreach (var (id, called) in told)
        {
            groups.TryAdd(id, called);
            Raise(byGroup[school], id);
        }
    }

    public IEnumerable<(string School, ImmutableArray<int> Counts)> ByLevel() => byLevel.Select(s => (s.Key, levels.Select(l => s.Value.GetValueOrDefault(l.Id)).ToImmutableArray()));

    public IEnumerable<(string School, ImmutableArray<int> Counts)> ByGroup(string group) => byGroup.Select(s => (s.Key, ImmutableArray.Create(s.Value.GetValueOrDefault(group))));

    private static void Raise(Dictionary<string, int> counts, string key) => counts[key] = counts.GetValueOrDefault(key) + 1;
}
