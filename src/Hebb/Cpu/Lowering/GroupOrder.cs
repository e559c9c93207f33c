namespace Hebb.Cpu.Lowering;

/// <summary>
/// Keeps groups in an order in which each stands after what it needs, while groups are merged and orders added. A change searches only between the two groups
/// concerned, forward from one and backward from the other until either side has nothing left, and moves only what that side found (Pearce and Kelly, 2006):
/// the work grows with the graph and not with its square.
/// </summary>
internal sealed class GroupOrder
{
    /// <summary>The distance of neighboring labels at first: room for groups that move between them.</summary>
    private const long Gap = 1L << 32;

    private readonly (SpanningTree? Ahead, SpanningTree? Back) _trees;
    private readonly FusionGroup _first = new(), _last = new() { Label = long.MaxValue };
    private readonly Sweep _forward = new(), _backward = new();
    private int _marks;

    /// <summary>Groups as they stand, each after what it needs.</summary>
    /// <param name="groups">The groups, their <see cref="FusionGroup.Successors"/> and <see cref="FusionGroup.Predecessors"/> known.</param>
    /// <param name="ahead">Paths to users that are known beforehand; null for none.</param>
    /// <param name="back">Paths to inputs that are known beforehand; null for none.</param>
    public GroupOrder(IEnumerable<FusionGroup> groups, SpanningTree? ahead = null, SpanningTree? back = null)
    {
        _trees = (ahead, back);
        (_first.Next, _last.Previous) = (_last, _first);
        foreach (FusionGroup group in groups) { Insert(group, _last.Previous!); }
        Number();
    }

    /// <summary>The work done: how often a group was looked at.</summary>
    public long Visits { get; private set; }

    /// <summary>Makes two groups one; refuses if a path leaves the first and comes to the second over others.</summary>
    /// <param name="first">The group that vanishes.</param>
    /// <param name="second">One that reads it.</param>
    public bool TryMerge(FusionGroup first, FusionGroup second)
    {
        if (!AreApart(first, second, mayBeNext: true)) { return false; }
        if (_forward.IsDone) { Move(_forward.Found, second); }
        else
        {
            // What the second one needs comes first; then it takes the place of the other.
            Move(_backward.Found, first.Previous!);
            Remove(second);
            Insert(second, first);
            second.Label = first.Label;
        }

        Remove(first);
        second.Successors.AddRange(first.Successors);
        second.Predecessors.AddRange(first.Predecessors);
        return true;
    }

    /// <summary>Makes a group stand after all others of a list; refuses, and changes nothing, if it must stand before one of them.</summary>
    public bool TryFollow(List<FusionGroup> all, FusionGroup second)
    {
        int done = 0;
        while (done < all.Count && TryFollow(all[done], second)) { done++; }
        if (done == all.Count) { return true; }
        foreach (FusionGroup first in all.Take(done))
        {
            if (first == second) { continue; }
            first.Successors.RemoveAt(first.Successors.Count - 1);
            second.Predecessors.RemoveAt(second.Predecessors.Count - 1);
        }

        return false;
    }

    private bool TryFollow(FusionGroup first, FusionGroup second)
    {
        if (first == second) { return true; }
        if (first.Label > second.Label)
        {
            if (!AreApart(second, first, mayBeNext: false)) { return false; }
            if (_forward.IsDone) { Move([.. _forward.Found, second], first); }
            else { Move([.. _backward.Found, first], second.Previous!); }
        }

        first.Successors.Add(second.Representative);
        second.Predecessors.Add(first.Representative);
        return true;
    }

    /// <summary>
    /// Whether no path leads from a group to one behind it, apart from, perhaps, one over no other group. Afterwards one of the two sweeps is done.
    /// </summary>
    private bool AreApart(FusionGroup from, FusionGroup to, bool mayBeNext)
    {
        _forward.Begin(from, ++_marks);
        _backward.Begin(to, ++_marks);
        while (!_forward.IsDone && !_backward.IsDone)
        {
            bool ahead = _forward.Visits <= _backward.Visits;
            (Sweep sweep, Sweep other, SpanningTree? tree) = ahead ? (_forward, _backward, _trees.Ahead) : (_backward, _forward, _trees.Back);
            FusionGroup goal = ahead ? to : from;
            FusionGroup group = sweep.Open.Pop();
            foreach (GraphNode node in ahead ? group.Successors : group.Predecessors)
            {
                Visits++;
                sweep.Visits++;
                FusionGroup next = node.Group!;
                if (next == goal)
                {
                    if (mayBeNext && group == (ahead ? from : to)) { continue; }
                    return false;
                }

                if (next.Label <= from.Label || next.Label >= to.Label || next.Mark == sweep.Mark) { continue; }
                if (next.Mark == other.Mark || tree?.HasPath(node, goal) == true) { return false; }
                next.Mark = sweep.Mark;
                sweep.Found.Add(next);
                sweep.Open.Push(next);
            }
        }

        return true;
    }

    /// <summary>Puts groups behind another one, in the order they had.</summary>
    private void Move(List<FusionGroup> groups, FusionGroup behind)
    {
        if (groups.Count == 0) { return; }
        groups.Sort((a, b) => a.Label.CompareTo(b.Label));
        foreach (FusionGroup moved in groups) { Remove(moved); }
        long label = behind.Label, step = (behind.Next!.Label - label) / (groups.Count + 1);
        foreach (FusionGroup moved in groups)
        {
            Insert(moved, behind);
            moved.Label = label += step;
            behind = moved;
        }

        if (step == 0) { Number(); }
    }

    private void Number()
    {
        long label = 0;
        for (FusionGroup group = _first.Next!; group != _last; group = group.Next!) { group.Label = label += Gap; }
    }

    private static void Insert(FusionGroup group, FusionGroup behind)
    {
        (group.Previous, group.Next) = (behind, behind.Next);
        (behind.Next!.Previous, behind.Next) = (group, group);
    }

    private static void Remove(FusionGroup group) => (group.Previous!.Next, group.Next!.Previous) = (group.Next, group.Previous);

    /// <summary>A search in one direction.</summary>
    private sealed class Sweep
    {
        /// <summary>Groups whose neighbors were not looked at yet.</summary>
        public Stack<FusionGroup> Open { get; } = new();

        /// <summary>What was found, apart from where the search began.</summary>
        public List<FusionGroup> Found { get; } = [];

        /// <summary>What found groups are marked with.</summary>
        public int Mark { get; private set; }

        /// <summary>How often a group was looked at.</summary>
        public int Visits { get; set; }

        /// <summary>Whether everything in this direction was found.</summary>
        public bool IsDone => Open.Count == 0;

        /// <summary>Begins a search.</summary>
        public void Begin(FusionGroup start, int mark)
        {
            Open.Clear();
            Found.Clear();
            (Mark, Visits) = (mark, 0);
            Open.Push(start);
        }
    }
}
