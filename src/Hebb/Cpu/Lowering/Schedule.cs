namespace Hebb.Cpu.Lowering;

/// <summary>Orders units: each after what it reads, and otherwise as the code was traced.</summary>
internal static class Schedule
{
    /// <summary>The units in order, their positions set.</summary>
    /// <param name="units">The units.</param>
    /// <param name="after">Pairs (first, second): orders that values do not enforce, and do not contradict.</param>
    public static List<Unit> Of(IReadOnlyCollection<Unit> units, IEnumerable<(Unit First, Unit Second)> after)
    {
        Dictionary<Unit, int> waiting = [];
        Dictionary<Unit, List<Unit>> followers = [];
        void Follow(Unit first, Unit second)
        {
            if (first == second) { return; }
            if (!followers.TryGetValue(first, out List<Unit>? list)) { followers[first] = list = []; }
            list.Add(second);
            waiting[second]++;
        }

        foreach (Unit unit in units) { waiting[unit] = 0; }
        foreach (Unit unit in units)
        {
            foreach (GraphNode source in Fuse.Reads(unit).Distinct())
            {
                if (source.Unit is { } first) { Follow(first, unit); }
            }
        }

        foreach ((Unit first, Unit second) in after) { Follow(first, second); }
        PriorityQueue<Unit, int> ready = new();
        foreach (Unit unit in units)
        {
            if (waiting[unit] == 0) { ready.Enqueue(unit, Traced(unit)); }
        }

        List<Unit> order = [];
        while (ready.TryDequeue(out Unit? unit, out _))
        {
            unit.Position = order.Count;
            order.Add(unit);
            if (!followers.TryGetValue(unit, out List<Unit>? next)) { continue; }
            foreach (Unit follower in next)
            {
                if (--waiting[follower] == 0) { ready.Enqueue(follower, Traced(follower)); }
            }
        }

        return order.Count == units.Count ? order : throw new InvalidOperationException("Units depend on each other in a circle.");
    }

    /// <summary>When the unit's first node was traced.</summary>
    private static int Traced(Unit unit) => unit.Nodes.Min(node => node.Id);
}
