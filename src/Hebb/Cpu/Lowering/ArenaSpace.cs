namespace Hebb.Cpu.Lowering;

/// <summary>The free places of an arena: a value takes the lowest one it fits into and gives it back when nobody needs it any more.</summary>
internal sealed class ArenaSpace
{
    private readonly List<(long From, long To)> _gaps = [(0, long.MaxValue)];

    /// <summary>The work done: how often a free place was looked at.</summary>
    public long Visits { get; private set; }

    /// <summary>The bytes taken at most so far.</summary>
    public long Bytes { get; private set; }

    /// <summary>Takes the lowest place of this size.</summary>
    public long Take(long bytes)
    {
        int index = _gaps.FindIndex(gap => gap.To - gap.From >= bytes);
        Visits += index + 1;
        (long from, long to) = _gaps[index];
        if (to - from == bytes) { _gaps.RemoveAt(index); }
        else { _gaps[index] = (from + bytes, to); }
        Bytes = Math.Max(Bytes, from + bytes);
        return from;
    }

    /// <summary>Gives a place back.</summary>
    public void Free(long from, long bytes)
    {
        long to = from + bytes;
        int index = ~_gaps.BinarySearch((from, to));
        if (_gaps[index].From == to)
        {
            to = _gaps[index].To;
            _gaps.RemoveAt(index);
        }

        if (index > 0 && _gaps[index - 1].To == from) { _gaps[index - 1] = (_gaps[index - 1].From, to); }
        else { _gaps.Insert(index, (from, to)); }
    }
}
