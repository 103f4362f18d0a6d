using System.Collections.Immutable;

namespace StudentAid.Workflow.Casework.Statistics;

/// <summary>
/// Which units' counts are not told, so that none below <see cref="Least"/> is told and none that is not told can be worked out from those that are.
/// <para>
/// What is hidden is hidden with everything below it. Where a unit is told and not all right below it are, at least two of these are not, and what they come to together is at
/// least <see cref="Least"/> in every column: then one can always be one more and another one less, and nothing that is told changes.
/// </para>
/// </summary>
public static class Suppression
{
    public const int Least = 5;

    /// <summary>The hidden units of a tree (by reference); with <paramref name="also"/> those that are to be hidden anyway.</summary>
    public static IReadOnlySet<CountNode> Of(CountNode root, Func<CountNode, bool>? also = null)
    {
        var hidden = new HashSet<CountNode>(ReferenceEqualityComparer.Instance);
        bool Small(CountNode node) => node.Counts.Any(c => c < Least) || also?.Invoke(node) == true;
        if (Small(root))
            HideAll(root, hidden);
        else
            Below(root, Small, hidden);
        return hidden;
    }

    /// <summary>
    /// Columns that are told together, neighbours added until each comes to enough in the whole tree; one alone where even the total does not.
    /// </summary>
    public static IReadOnlyList<ImmutableArray<int>> Columns(CountNode root)
    {
        var groups = root.Counts.Select((_, c) => ImmutableArray.Create(c)).ToList();
        int Sum(int at) => groups[at].Sum(c => root.Counts[c]);
        while (groups.Count > 1 && Enumerable.Range(0, groups.Count).Where(g => Sum(g) < Least).ToList() is [var small, ..])
        {
            var other = small == 0 ? 1 : small == groups.Count - 1 || Sum(small - 1) <= Sum(small + 1) ? small - 1 : small + 1;
            var (first, second) = (Math.Min(small, other), Math.Max(small, other));
            groups[first] = groups[first].AddRange(groups[second]);
            groups.RemoveAt(second);
        }

        return groups;
    }

    private static void Below(CountNode shown, Func<CountNode, bool> small, HashSet<CountNode> hidden)
    {
        var held = shown.Below.Where(small).ToList();
        if (held.Count > 0)
        {
            // The smallest others go with them, so that as little as may be is lost.
            var others = new Queue<CountNode>(shown.Below.Except(held).OrderBy(n => n.Total).ThenBy(n => n.Unit, StringComparer.Ordinal));
            while (others.Count > 0 && (held.Count < 2 || Enumerable.Range(0, shown.Counts.Length).Any(c => held.Sum(h => h.Counts[c]) < Least)))
                held.Add(others.Dequeue());
        }

        foreach (var node in shown.Below)
        {
            if (held.Contains(node))
                HideAll(node, hidden);
            else
                Below(node, small, hidden);
        }
    }

    private static void HideAll(CountNode node, HashSet<CountNode> hidden)
    {
        hidden.Add(node);
        foreach (var below in node.Below)
            HideAll(below, hidden);
    }
}
