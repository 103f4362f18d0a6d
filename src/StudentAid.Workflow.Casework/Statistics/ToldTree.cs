using System.Collections.Immutable;

namespace StudentAid.Workflow.Casework.Statistics;

/// <summary>What is told of a unit: the total, and the columns of <see cref="ToldTree.Columns"/>; null where it is not told.</summary>
public sealed record ToldCounts(CountNode Node, int? Total, ImmutableArray<int>? Counts);

/// <summary>
/// A tree of counts as it may be told: a total for each unit, and columns beside it. Where a total is not told neither are its columns; the columns are hidden by the same rule
/// as totals, so that neither the row's total nor the column's gives one of them away.
/// </summary>
public sealed class ToldTree
{
    private readonly Dictionary<CountNode, ToldCounts> told = new(ReferenceEqualityComparer.Instance);

    public ToldTree(CountNode tree)
    {
        Root = tree;
        Columns = Suppression.Columns(tree);
        var merged = tree.Merged(Columns);
        var totals = merged.Merged([[.. Enumerable.Range(0, Columns.Count)]]);
        var noTotal = Suppression.Of(totals);
        var untold = new HashSet<CountNode>(ReferenceEqualityComparer.Instance);
        Together(totals, merged, (total, node) =>
        {
            if (noTotal.Contains(total))
                untold.Add(node);
        });
        var noCounts = Suppression.Of(merged, untold.Contains);
        Together(tree, merged, (node, counts) =>
            told[node] = new ToldCounts(node, untold.Contains(counts) ? null : counts.Total, noCounts.Contains(counts) ? null : counts.Counts));
    }

    public CountNode Root { get; }

    /// <summary>Which of the tree's columns are told together.</summary>
    public IReadOnlyList<ImmutableArray<int>> Columns { get; }

    public ToldCounts At(CountNode node) => told[node];

    /// <summary>Two trees of the same shape, unit by unit.</summary>
    private static void Together(CountNode one, CountNode other, Action<CountNode, CountNode> each)
    {
        each(one, other);
        for (var i = 0; i < one.Below.Length; i++)
            Together(one.Below[i], other.Below[i], each);
    }
}
