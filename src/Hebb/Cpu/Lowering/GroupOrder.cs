namespace Hebb.Cpu.Lowering;

/// <summary>
/// Keeps units in an order in which each stands after what it needs, while units are merged and orders added. A change searches only between the places of the
/// two units concerned, forward from one and backward from the other until either side has nothing left, and moves only what that side found (Pearce and Kelly,
/// 2006): the work grows with the graph and not with its square.
/// </summary>
internal sealed class UnitOrder
{
    /// <summary>Room for moving units between two that were neighbours at first.</summary>
    private const long Gap = 1L << 32;

    private readonly (SpanningTree? Ahead, SpanningTree? Back) _trees;
    private readonly Unit _first = new(), _last = new() { Place = long.MaxValue };
    private readonly Sweep _forward = new(), _backward = new();
    private int _marks;

    /// <summary>Units as they stand, each after what it needs.</summary>
    /// <param name="units">The units, their <see cref="Unit.Followers"/> and <see cref="Unit.Leaders"/> known.</param>
    /// <param name="ahead">Paths to users that are known beforehand; null for none.</param>
    /// <param name="back">Paths to inputs that are known beforehand; null for none.</param>
    public UnitOrder(IEnumerable<Unit> units, SpanningTree? ahead = null, SpanningTree? back = null)
    {
        _trees = (ahead, back);
        (_first.Next, _last.Previous) = (_last, _first);
        foreach (Unit unit in units) { Insert(unit, _last.Previous!); }
        Number();
    }

    /// <summary>The work done: how often a unit was looked at.</summary>
    public long Visits { get; private set; }

    /// <summary>Makes two units one; refuses if a path leaves the first and comes to the second over others.</summary>
    /// <param name="first">The unit that vanishes.</param>
    /// <param name="second">One that reads it.</param>
    public bool TryMerge(Unit first, Unit second)
    {
        if (!AreApart(first, second, mayBeNext: true)) { return false; }
        if (_forward.IsDone) { Move(_forward.Found, second); }
        else
        {
            // What the second one needs comes first; then it takes the place of the other.
            Move(_backward.Found, first.Previous!);
            Remove(second);
            Insert(second, first);
            second.Place = first.Place;
        }

        Remove(first);
        second.Followers.AddRange(first.Followers);
        second.Leaders.AddRange(first.Leaders);
        return true;
    }

    /// <summary>Makes a unit stand after all others of a list; refuses, and changes nothing, if it must stand before one of them.</summary>
    public bool TryFollow(List<Unit> all, Unit second)
    {
        int done = 0;
        while (done < all.Count && TryFollow(all[done], second)) { done++; }
        if (done == all.Count) { return true; }
        foreach (Unit first in all.Take(done))
        {
            if (first == second) { continue; }
            first.Followers.RemoveAt(first.Followers.Count - 1);
            second.Leaders.RemoveAt(second.Leaders.Count - 1);
        }

        return false;
    }

    private bool TryFollow(Unit first, Unit second)
    {
        if (first == second) { return true; }
        if (first.Place > second.Place)
        {
            if (!AreApart(second, first, mayBeNext: false)) { return false; }
            if (_forward.IsDone) { Move([.. _forward.Found, second], first); }
            else { Move([.. _backward.Found, first], second.Previous!); }
        }

        first.Followers.Add(second.Representative);
        second.Leaders.Add(first.Representative);
        return true;
    }

    /// <summary>
    /// Whether no path leads from a unit to one behind it, apart from, perhaps, one over no other unit. Afterwards one of the two sweeps is done.
    /// </summary>
    private bool AreApart(Unit from, Unit to, bool mayBeNext)
    {
        _forward.Begin(from, ++_marks);
        _backward.Begin(to, ++_marks);
        while (!_forward.IsDone && !_backward.IsDone)
        {
            bool ahead = _forward.Visits <= _backward.Visits;
            (Sweep sweep, Sweep other, SpanningTree? tree) = ahead ? (_forward, _backward, _trees.Ahead) : (_backward, _forward, _trees.Back);
            Unit goal = ahead ? to : from;
            Unit unit = sweep.Open.Pop();
            foreach (GraphNode node in ahead ? unit.Followers : unit.Leaders)
            {
                Visits++;
                sweep.Visits++;
                Unit next = node.Unit!;
                if (next == goal)
                {
                    if (mayBeNext && unit == (ahead ? from : to)) { continue; }
                    return false;
                }

                if (next.Place <= from.Place || next.Place >= to.Place || next.Mark == sweep.Mark) { continue; }
                if (next.Mark == other.Mark || tree?.HasPath(node, goal) == true) { return false; }
                next.Mark = sweep.Mark;
                sweep.Found.Add(next);
                sweep.Open.Push(next);
            }
        }

        return true;
    }

    /// <summary>Puts units behind another one, in the order they had.</summary>
    private void Move(List<Unit> units, Unit behind)
    {
        if (units.Count == 0) { return; }
        units.Sort((a, b) => a.Place.CompareTo(b.Place));
        foreach (Unit moved in units) { Remove(moved); }
        long place = behind.Place, step = (behind.Next!.Place - place) / (units.Count + 1);
        foreach (Unit moved in units)
        {
            Insert(moved, behind);
            moved.Place = place += step;
            behind = moved;
        }

        if (step == 0) { Number(); }
    }

    private void Number()
    {
        long place = 0;
        for (Unit unit = _first.Next!; unit != _last; unit = unit.Next!) { unit.Place = place += Gap; }
    }

    private static void Insert(Unit unit, Unit behind)
    {
        (unit.Previous, unit.Next) = (behind, behind.Next);
        (behind.Next!.Previous, behind.Next) = (unit, unit);
    }

    private static void Remove(Unit unit) => (unit.Previous!.Next, unit.Next!.Previous) = (unit.Next, unit.Previous);

    /// <summary>A search in one direction.</summary>
    private sealed class Sweep
    {
        /// <summary>Units whose neighbours were not looked at yet.</summary>
        public Stack<Unit> Open { get; } = new();

        /// <summary>What was found, apart from where the search began.</summary>
        public List<Unit> Found { get; } = [];

        /// <summary>What found units are marked with.</summary>
        public int Mark { get; private set; }

        /// <summary>How often a unit was looked at.</summary>
        public int Visits { get; set; }

        /// <summary>Whether everything in this direction was found.</summary>
        public bool IsDone => Open.Count == 0;

        /// <summary>Begins a search.</summary>
        public void Begin(Unit start, int mark)
        {
            Open.Clear();
            Found.Clear();
            (Mark, Visits) = (mark, 0);
            Open.Push(start);
        }
    }
}
