using System.Numerics;

namespace Hebb.Cpu.Lowering;

/// <summary>
/// The free places of an arena: a value takes the lowest one it fits into and gives it back when nobody needs it any more. Places of about the same size are
/// kept together, so that those too small need not be looked at.
/// </summary>
internal sealed class ArenaSpace
{
    private const int Sizes = 63;

    private readonly SortedSet<(long From, long To)>[] _bySize = [.. Enumerable.Range(0, Sizes).Select(_ => new SortedSet<(long, long)>())];
    private readonly Dictionary<long, long> _ends = [], _starts = [];

    /// <summary>An empty arena.</summary>
    public ArenaSpace() => Add(0, long.MaxValue);

    /// <summary>The work done: how often a free place was looked at.</summary>
    public long Visits { get; private set; }

    /// <summary>The bytes taken at most so far.</summary>
    public long Bytes { get; private set; }

    /// <summary>Takes the lowest place of this size.</summary>
    public long Take(long bytes)
    {
        (long From, long To) lowest = (long.MaxValue, long.MaxValue);
        for (int size = BitOperations.Log2((ulong)bytes); size < Sizes; size++)
        {
            foreach ((long From, long To) place in _bySize[size])
            {
                Visits++;
                if (place.To - place.From < bytes) { continue; }
                if (place.From < lowest.From) { lowest = place; }
                break;
            }
        }

        Remove(lowest.From, lowest.To);
        if (lowest.To - lowest.From > bytes) { Add(lowest.From + bytes, lowest.To); }
        Bytes = Math.Max(Bytes, lowest.From + bytes);
        return lowest.From;
    }

    /// <summary>Gives a place back.</summary>
    public void Free(long from, long bytes)
    {
        long to = from + bytes;
        if (_ends.TryGetValue(to, out long end))
        {
            Remove(to, end);
            to = end;
        }

        if (_starts.TryGetValue(from, out long start))
        {
            Remove(start, from);
            from = start;
        }

        Add(from, to);
    }

    private void Add(long from, long to)
    {
        _bySize[BitOperations.Log2((ulong)(to - from))].Add((from, to));
        (_ends[from], _starts[to]) = (to, from);
    }

    private void Remove(long from, long to)
    {
        _bySize[BitOperations.Log2((ulong)(to - from))].Remove((from, to));
        _ends.Remove(from);
        _starts.Remove(to);
    }
}
