using System.Collections.Immutable;

namespace StudentAid.Workflow.Casework.Statistics;

/// <summary>A unit in a tree of counts: what was counted at it, column by column, is the sum of what stands below it, where anything does.</summary>
public sealed class CountNode
{
    private CountNode(string unit, ImmutableArray<CountNode> below, ImmutableArray<int> counts) => (Unit, Below, Counts) = (unit, below, counts);

    public string Unit { get; }

    public ImmutableArray<CountNode> Below { get; }

    public ImmutableArray<int> Counts { get; }

    public int Total => Counts.Sum();

    public static CountNode Leaf(string unit, params ImmutableArray<int> counts) => new(unit, [], counts);

    /// <summary>With at least one unit below it.</summary>
    public static CountNode Over(string unit, ImmutableArray<CountNode> below) =>
        new(unit, below, [.. Enumerable.Range(0, below[0].Counts.Length).Select(c => below.Sum(b => b.Counts[c]))]);

    /// <summary>The same tree with columns added together.</summary>
    public CountNode Merged(IReadOnlyList<ImmutableArray<int>> groups) => new(
        Unit, [.. Below.Select(b => b.Merged(groups))], [.. groups.Select(g => g.Sum(c => Counts[c]))]);

    public CountNode? Find(string unit) => Unit == unit ? this : Below.Select(b => b.Find(unit)).FirstOrDefault(b => b is not null);

    /// <summary>The tree of these leaves: each under the units that <paramref name="line"/> names from the root (excluded) to itself.</summary>
    public static CountNode? Tree(string root, IEnumerable<(string Unit, ImmutableArray<int> Counts)> leaves, Func<string, ImmutableArray<string>> line)
    {
        var all = leaves.Select(l => (Line: line(l.Unit), l.Counts)).ToList();
        return all.Count == 0 ? null : At(root, all, 0);
    }

    private static CountNode At(string unit, List<(ImmutableArray<string> Line, ImmutableArray<int> Counts)> leaves, int depth)
    {
        // What a unit counts itself beside what stands below it is one more leaf of its own.
        var own = leaves.Where(l => l.Line.Length == depth).Select(l => Leaf(unit, l.Counts)).ToList();
        var below = leaves.Where(l => l.Line.Length > depth).GroupBy(l => l.Line[depth], StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => At(g.Key, [.. g], depth + 1)).ToList();
        return below.Count == 0 && own.Count == 1 ? own[0] : Over(unit, [.. own, .. below]);
    }
}
