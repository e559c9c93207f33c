namespace Hebb.Cpu.Lowering;

/// <summary>Orders groups: each after what it reads, and otherwise as the code was traced.</summary>
internal static class Schedule
{
    /// <summary>The groups in order, their positions set.</summary>
    /// <param name="groups">The groups.</param>
    /// <param name="after">Pairs (first, second): orders that values do not enforce, and do not contradict.</param>
    public static List<FusionGroup> Of(IReadOnlyCollection<FusionGroup> groups, IEnumerable<(FusionGroup First, FusionGroup Second)> after)
    {
        Dictionary<FusionGroup, int> waiting = [];
        Dictionary<FusionGroup, List<FusionGroup>> successors = [];
        void Follow(FusionGroup first, FusionGroup second)
        {
            if (first == second) { return; }
            if (!successors.TryGetValue(first, out List<FusionGroup>? list)) { successors[first] = list = []; }
            list.Add(second);
            waiting[second]++;
        }

        foreach (FusionGroup group in groups) { waiting[group] = 0; }
        foreach (FusionGroup group in groups)
        {
            foreach (GraphNode source in Fuse.Reads(group).Distinct())
            {
                if (source.Group is { } first) { Follow(first, group); }
            }
        }

        foreach ((FusionGroup first, FusionGroup second) in after) { Follow(first, second); }
        PriorityQueue<FusionGroup, int> ready = new();
        foreach (FusionGroup group in groups)
        {
            if (waiting[group] == 0) { ready.Enqueue(group, Traced(group)); }
        }

        List<FusionGroup> order = [];
        while (ready.TryDequeue(out FusionGroup? group, out _))
        {
            group.Position = order.Count;
            order.Add(group);
            if (!successors.TryGetValue(group, out List<FusionGroup>? next)) { continue; }
            foreach (FusionGroup successor in next)
            {
                if (--waiting[successor] == 0) { ready.Enqueue(successor, Traced(successor)); }
            }
        }

        return order.Count == groups.Count ? order : throw new InvalidOperationException("Groups depend on each other in a circle.");
    }

    /// <summary>When the group's first node was traced.</summary>
    private static int Traced(FusionGroup group) => group.Nodes.Min(node => node.Id);
}
