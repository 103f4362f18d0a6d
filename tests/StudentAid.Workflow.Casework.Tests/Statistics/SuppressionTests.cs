using System.Collections.Immutable;
using FluentAssertions;
using FsCheck;
using FsCheck.Fluent;
using StudentAid.Workflow.Casework.Statistics;

namespace StudentAid.Workflow.Casework.Tests.Statistics;

/// <summary>That nothing small is told, and that for whatever is not told there is another tree, of which exactly the same is told, where it is another number.</summary>
public sealed class SuppressionTests
{
    [Fact]
    public void Where_nothing_is_small_everything_is_told()
    {
        var told = new ToldTree(CountNode.Over("/", [CountNode.Leaf("/a/", 5, 9), CountNode.Leaf("/b/", 7, 6)]));
        told.Root.Below.Prepend(told.Root).Select(told.At).Should().OnlyContain(t => t.Total != null && t.Counts != null);
    }

    [Fact]
    public void A_small_count_is_hidden_with_the_next_smallest_beside_it_and_totals_that_are_large_stay()
    {
        var (small, middle, large) = (CountNode.Leaf("/a/", 3, 20), CountNode.Leaf("/b/", 8, 30), CountNode.Leaf("/c/", 40, 50));
        var told = new ToldTree(CountNode.Over("/", [small, middle, large]));
        told.At(small).Should().BeEquivalentTo(new { Total = (int?)23, Counts = (ImmutableArray<int>?)null });
        told.At(middle).Counts.Should().BeNull("51 - 40 - 8 would give the 3 away");
        told.At(large).Counts!.Value.Should().Equal(40, 50);
        told.At(told.Root).Counts!.Value.Should().Equal(51, 100);
    }

    [Fact]
    public void A_level_that_few_have_everywhere_is_told_with_its_neighbour_and_a_tree_of_few_not_at_all()
    {
        new ToldTree(CountNode.Over("/", [CountNode.Leaf("/a/", 2, 20, 9), CountNode.Leaf("/b/", 1, 30, 9)])).Columns.Should().BeEquivalentTo(new[] { new[] { 0, 1 }, [2] });
        var few = new ToldTree(CountNode.Over("/", [CountNode.Leaf("/a/", 2, 1), CountNode.Leaf("/b/", 0, 1)]));
        few.Root.Below.Prepend(few.Root).Select(few.At).Should().OnlyContain(t => t.Total == null && t.Counts == null);
    }

    [Fact]
    public void A_unit_that_counts_itself_beside_those_below_it_is_one_more_of_them()
    {
        var tree = CountNode.Tree("/", [("/a/", [6]), ("/a/b/", [7])], s => s == "/a/" ? ["/a/"] : ["/a/", "/a/b/"])!;
        (tree.Find("/a/")!.Total, tree.Find("/a/")!.Below.Select(b => b.Total).Order().ToArray()).Should().BeEquivalentTo((13, new[] { 6, 7 }));
    }

    [Fact]
    public void Nothing_small_is_told_and_nothing_hidden_can_be_worked_out() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(Trees.ToArbitrary(), tree =>
        {
            var told = new ToldTree(tree);
            var nodes = All(tree).ToList();
            foreach (var at in nodes.Select(told.At))
            {
                if (at.Total < Suppression.Least || at.Counts?.Any(c => c < Suppression.Least) == true || (at.Total is null && at.Counts is not null))
                    return false;
            }

            return Untold(tree, told, nodes).SetEquals(Movable(tree, told, nodes));
        }));

    private static Gen<CountNode> Trees => from columns in Gen.Choose(1, 2) from below in Gen.ArrayOf(Below(columns)) where below.Length is > 0 and < 4 select CountNode.Over("/", [.. below.Select((b, i) => b($"/{i}/"))]);

    private static Gen<Func<string, CountNode>> Below(int columns) => Gen.OneOf(
        Leaf(columns), Leaf(columns), from one in Leaf(columns) from two in Leaf(columns) select (Func<string, CountNode>)(u => CountNode.Over(u, [one($"{u}0/"), two($"{u}1/")])));

    private static Gen<Func<string, CountNode>> Leaf(int columns) =>
        from counts in Gen.ArrayOf(Gen.Frequency((3, Gen.Choose(0, 6)), (2, Gen.Choose(5, 15))), columns) select (Func<string, CountNode>)(u => CountNode.Leaf(u, [.. counts]));

    private static IEnumerable<CountNode> All(CountNode node) => node.Below.SelectMany(All).Prepend(node);

    /// <summary>Every number that is not told: a unit's total (column -1) and its columns; where one is told alone it is the total.</summary>
    private static HashSet<(string Unit, int Column)> Untold(CountNode tree, ToldTree told, List<CountNode> nodes) =>
    [
        .. nodes.Where(n => told.At(n).Total is null).Select(n => (n.Unit, -1)),
        .. nodes.Where(n => told.At(n).Counts is null && (told.Columns.Count > 1 || told.At(n).Total is null)).SelectMany(n => told.Columns.Select((_, c) => (n.Unit, c))),
    ];

    /// <summary>What differs in some other tree of which the same is told: one that differs in at most four counts by one.</summary>
    private static HashSet<(string Unit, int Column)> Movable(CountNode tree, ToldTree told, List<CountNode> nodes)
    {
        var merged = tree.Merged(told.Columns);
        var leaves = All(merged).Where(n => n.Below.IsEmpty).ToList();
        var cells = leaves.SelectMany((l, i) => l.Counts.SelectMany((_, c) => ((int[])[1, -1]).Select(by => (Leaf: i, Column: c, By: by)))).ToList();
        var moved = new HashSet<(string, int)>();
        Search([], 0);
        return moved;

        void Search(ImmutableArray<(int Leaf, int Column, int By)> change, int from)
        {
            if (change.Length > 0)
                Judge(change);
            if (change.Length == 4)
                return;
            for (var next = from; next < cells.Count; next++)
            {
                if (change.All(c => (c.Leaf, c.Column) != (cells[next].Leaf, cells[next].Column)))
                    Search(change.Add(cells[next]), next + 1);
            }
        }

        void Judge(ImmutableArray<(int Leaf, int Column, int By)> change)
        {
            if (change.Any(c => leaves[c.Leaf].Counts[c.Column] + c.By < 0))
                return;
            var differs = new List<(string, int)>();
            foreach (var node in nodes)
            {
                var own = change.Where(c => leaves[c.Leaf].Unit.StartsWith(node.Unit, StringComparison.Ordinal)).ToList();
                var at = told.At(node);
                if (own.Sum(c => c.By) != 0)
                {
                    if (at.Total is not null)
                        return;
                    differs.Add((node.Unit, -1));
                }

                for (var column = 0; column < told.Columns.Count; column++)
                {
                    if (own.Where(c => c.Column == column).Sum(c => c.By) == 0)
                        continue;
                    if (at.Counts is not null)
                        return;
                    differs.Add((node.Unit, column));
                }
            }

            moved.UnionWith(differs);
        }
    }
}
