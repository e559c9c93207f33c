namespace Hebb.Cpu.Lowering;

/// <summary>
/// Keeps units in an order in which each stands after what it needs, while units are merged and orders added. A change searches only between the places of the two units
/// concerned and moves only what it finds there (Pearce and Kelly, 2006), so that the work grows with the graph and not with its square.
/// </summary>
internal sealed class UnitOrder
{
    /// <summary>Room for moving units between two that were neighbours at first.</summary>
    private const long Gap = 1L << 32;

    private readonly SpanningTree? _tree;
    private readonly Unit _first = new(), _last = new() { Place = long.MaxValue };
    private readonly List<Unit> _found = [];
    private readonly Stack<Unit> _open = new();
    private int _search;

    /// <summary>Units as they stand, each after what it needs.</summary>
    /// <param name="units">The units, their <see cref="Unit.Followers"/> known.</param>
    /// <param name="tree">Paths between nodes that are known beforehand; null for none.</param>
    public UnitOrder(IEnumerable<Unit> units, SpanningTree? tree = null)
    {
        _tree = tree;
        (_first.Next, _last.Previous) = (_last, _first);
        foreach (Unit unit in units) { Insert(unit, _last.Previous!); }
        Number();
    }

    /// <summary>The work done: how often a unit was looked at.</summary>
    public long Visits { get; private set; }

    /// <summary>Makes two units one, which stays at the place of the second; refuses if a path leaves the first and comes to the second over others.</summary>
    /// <param name="first">The unit that vanishes.</param>
    /// <param name="second">One that reads it.</param>
    public bool TryMerge(Unit first, Unit second)
    {
        if (!FindBetween(first, second, mayBeNext: true)) { return false; }
        MoveBehind(second);
        Remove(first);
        second.Followers.AddRange(first.Followers);
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
            if (first != second) { first.Followers.RemoveAt(first.Followers.Count - 1); }
        }

        return false;
    }

    private bool TryFollow(Unit first, Unit second)
    {
        if (first == second) { return true; }
        if (first.Place > second.Place)
        {
            if (!FindBetween(second, first, mayBeNext: false)) { return false; }
            _found.Add(second);
            MoveBehind(first);
        }

        first.Followers.Add(second.Representative);
        return true;
    }

    /// <summary>Finds what must stand after a unit and so far stands before another one; false if the other one itself must.</summary>
    private bool FindBetween(Unit from, Unit to, bool mayBeNext)
    {
        _search++;
        _found.Clear();
        _open.Clear();
        _open.Push(from);
        while (_open.TryPop(out Unit? unit))
        {
            foreach (GraphNode node in unit.Followers)
            {
                Visits++;
                Unit next = node.Unit!;
                if (next == to && !(mayBeNext && unit == from)) { return false; }
                if (next == unit || next.Place >= to.Place || next.Search == _search) { continue; }
                if (_tree?.HasPath(node, to) == true) { return false; }
                next.Search = _search;
                _found.Add(next);
                _open.Push(next);
            }
        }

        return true;
    }

    /// <summary>Puts the found units behind a unit, in the order they had.</summary>
    private void MoveBehind(Unit unit)
    {
        if (_found.Count == 0) { return; }
        _found.Sort((a, b) => a.Place.CompareTo(b.Place));
        foreach (Unit moved in _found) { Remove(moved); }
        Unit behind = unit.Next!;
        long step = (behind.Place - unit.Place) / (_found.Count + 1), place = unit.Place;
        foreach (Unit moved in _found)
        {
            Insert(moved, unit);
            moved.Place = place += step;
            unit = moved;
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
}
