namespace StudentAid.Workflow.Engine.Analysis;

/// <summary>
/// Who must be passed on the way to whom, over an acyclic graph whose nodes are added parents first. Common ancestors are found in logarithmic time by
/// jump pointers (each node remembers its parent and one ancestor further up).
/// </summary>
internal sealed class DominatorTree
{
    private readonly int[] parent;
    private readonly int[] jump;
    private readonly int[] depth;

    public DominatorTree(int nodes, int root)
    {
        (parent, jump, depth) = (new int[nodes], new int[nodes], new int[nodes]);
        Array.Fill(parent, -1);
        (parent[root], jump[root]) = (root, root);
    }

    public long Operations { get; private set; }

    public bool Has(int node) => parent[node] >= 0;

    public void Add(int node, int above)
    {
        parent[node] = above;
        depth[node] = depth[above] + 1;
        var far = jump[above];
        jump[node] = depth[above] - depth[far] == depth[far] - depth[jump[far]] ? jump[far] : above;
    }

    /// <summary>The nearest node that both must pass (itself counts).</summary>
    public int Common(int one, int other)
    {
        if (depth[one] < depth[other])
            (one, other) = (other, one);
        one = Lift(one, depth[other]);
        while (one != other)
        {
            Operations++;
            (one, other) = jump[one] == jump[other] ? (parent[one], parent[other]) : (jump[one], jump[other]);
        }

        return one;
    }

    public bool Dominates(int above, int node) => Has(above) && Has(node) && depth[above] <= depth[node] && Lift(node, depth[above]) == above;

    private int Lift(int node, int to)
    {
        while (depth[node] > to)
        {
            Operations++;
            node = depth[jump[node]] >= to ? jump[node] : parent[node];
        }

        return node;
    }
}
