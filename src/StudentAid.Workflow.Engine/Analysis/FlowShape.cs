using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;

namespace StudentAid.Workflow.Engine.Analysis;

/// <summary>A flowchart as a graph of numbers: what is reachable, which edges loop back, who dominates and post-dominates whom.</summary>
internal sealed class FlowShape
{
    private readonly Dictionary<string, int> index = new(StringComparer.Ordinal);
    private readonly List<(int To, int Connection)>[] edges;
    private readonly List<int> order = [];
    private readonly HashSet<int> back = [];
    private readonly Dictionary<int, bool[]> reached = [];
    private readonly int[] state;

    public FlowShape(ActivityNode flowchart, ImmutableArray<Connection> meant, Func<ActivityNode, bool> isTerminal)
    {
        Nodes = [.. flowchart.ChildrenAt("activities")];
        Connections = flowchart.Connections.AddRange(meant);
        for (var i = 0; i < Nodes.Length; i++)
            index.TryAdd(Nodes[i].Id, i);
        edges = new List<(int, int)>[Nodes.Length];
        state = new int[Nodes.Length];
        for (var i = 0; i < Nodes.Length; i++)
            edges[i] = [];
        for (var i = 0; i < Connections.Length; i++)
        {
            Operations++;
            if (!Connections[i].Rewind && Find(Connections[i].From) is { } from && Find(Connections[i].To) is { } to)
                edges[from].Add((to, i));
        }

        var start = FlowGraph.StartOf(flowchart);
        foreach (var node in Nodes.Where(n => n.Id == start || n.CanStartWorkflow))
            Search(Find(node.Id)!.Value);
        order.Reverse();
        Dominators = Before();
        Followers = After(isTerminal);
    }

    public ImmutableArray<ActivityNode> Nodes { get; }

    public ImmutableArray<Connection> Connections { get; }

    public long Operations { get; private set; }

    /// <summary>Number of the node that stands for "not in this flowchart": root of both trees.</summary>
    public int Outside => Nodes.Length;

    public DominatorTree Dominators { get; }

    /// <summary>Post-dominators: what every way on must pass. A node from which no way leads on (it only goes back) is not in it.</summary>
    public DominatorTree Followers { get; }

    public int? Find(string id) => index.TryGetValue(id, out var found) ? found : null;

    public bool IsReachable(int node) => state[node] != 0;

    /// <summary>Forward and loop edges of a node, with the number of the connection.</summary>
    public IReadOnlyList<(int To, int Connection)> EdgesOf(int node) => edges[node];

    public bool IsBack(int connection) => back.Contains(connection);

    /// <summary>Whether a way leads forward from one activity to another.</summary>
    public bool Reaches(int from, int to)
    {
        if (from == to || Dominators.Dominates(from, to))
            return true;
        if (!reached.TryGetValue(from, out var seen))
        {
            reached[from] = seen = new bool[Nodes.Length];
            var open = new Stack<int>([from]);
            while (open.TryPop(out var node))
            {
                foreach (var (next, connection) in edges[node])
                {
                    Operations++;
                    if (!back.Contains(connection) && !seen[next])
                    {
                        seen[next] = true;
                        open.Push(next);
                    }
                }
            }
        }

        return seen[to];
    }

    /// <summary>Depth first: an edge to a node that is still open goes back.</summary>
    private void Search(int start)
    {
        if (state[start] != 0)
            return;
        var open = new Stack<(int Node, int Edge)>([(start, 0)]);
        state[start] = 1;
        while (open.TryPop(out var top))
        {
            Operations++;
            if (top.Edge == edges[top.Node].Count)
            {
                state[top.Node] = 2;
                order.Add(top.Node);
                continue;
            }

            open.Push((top.Node, top.Edge + 1));
            var (next, connection) = edges[top.Node][top.Edge];
            if (state[next] == 1)
                back.Add(connection);
            if (state[next] != 0)
                continue;
            state[next] = 1;
            open.Push((next, 0));
        }
    }

    private DominatorTree Before()
    {
        var tree = new DominatorTree(Nodes.Length + 1, Outside);
        var above = new int[Nodes.Length];
        Array.Fill(above, -1);
        foreach (var node in order)
        {
            tree.Add(node, above[node] < 0 ? Outside : above[node]);
            foreach (var (next, connection) in edges[node].Where(e => !back.Contains(e.Connection)))
                above[next] = above[next] < 0 ? node : tree.Common(above[next], node);
        }

        Operations += tree.Operations;
        return tree;
    }

    private DominatorTree After(Func<ActivityNode, bool> isTerminal)
    {
        var tree = new DominatorTree(Nodes.Length + 1, Outside);
        var returning = Connections.Where(c => c.Rewind).Select(c => c.From).ToHashSet(StringComparer.Ordinal);
        for (var i = order.Count - 1; i >= 0; i--)
        {
            var node = order[i];
            var next = edges[node].Where(e => !back.Contains(e.Connection) && tree.Has(e.To)).Select(e => e.To).ToArray();
            if (isTerminal(Nodes[node]) || (edges[node].Count == 0 && !returning.Contains(Nodes[node].Id)))
                tree.Add(node, Outside);
            else if (next.Length > 0)
                tree.Add(node, next.Aggregate(tree.Common));
        }

        Operations += tree.Operations;
        return tree;
    }
}
