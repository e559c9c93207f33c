namespace Hebb.Cpu.Lowering;

/// <summary>
/// The tree of a depth-first walk from nodes to their users, or to their inputs: most long paths of a network (forward, and back to the gradients) run
/// along it, so that two numbers a node tell at once that there is one. A path beside the tree stays unknown.
/// </summary>
internal sealed class SpanningTree
{
    private readonly int[] _entered;
    private readonly int[] _left;

    /// <summary>Walks over the nodes of a graph.</summary>
    /// <param name="nodes">All nodes, in an order in which the walk comes to each before what lies behind it.</param>
    /// <param name="neighbors">Where the walk goes from a node.</param>
    public SpanningTree(IEnumerable<GraphNode> nodes, Func<GraphNode, IReadOnlyList<GraphNode>> neighbors)
    {
        int size = nodes.Select(node => node.Id + 1).DefaultIfEmpty().Max(), time = 0;
        (_entered, _left) = (new int[size], new int[size]);
        Stack<(GraphNode Node, int Next)> open = new();
        foreach (GraphNode root in nodes)
        {
            Enter(root);
            while (open.TryPop(out (GraphNode Node, int Next) top))
            {
                IReadOnlyList<GraphNode> next = neighbors(top.Node);
                if (top.Next == next.Count)
                {
                    _left[top.Node.Id] = time;
                    continue;
                }

                open.Push((top.Node, top.Next + 1));
                Enter(next[top.Next]);
            }
        }

        void Enter(GraphNode node)
        {
            if (_entered[node.Id] != 0) { return; }
            _entered[node.Id] = ++time;
            open.Push((node, 0));
        }
    }

    /// <summary>Whether a path from a node to one of a group's, in the direction of the walk, is known.</summary>
    public bool HasPath(GraphNode from, FusionGroup to)
    {
        int first = _entered[from.Id], last = _left[from.Id];
        if (to.Core is { } core && Holds(core)) { return true; }
        foreach (GraphNode node in to.Chain)
        {
            if (Holds(node)) { return true; }
        }

        return false;

        bool Holds(GraphNode node) => _entered[node.Id] >= first && _entered[node.Id] <= last;
    }
}
