namespace Hebb.Learning.Trees;

/// <summary>The rows in an order in which those of a leaf stand together, in ascending order.</summary>
internal sealed class RowOrder
{
    private readonly int[] _rows, _scratch;

    /// <summary>All rows, to begin with.</summary>
    public RowOrder(int count)
    {
        (_rows, _scratch) = (new int[count], new int[count]);
        Reset();
    }

    /// <summary>The rows from a place on.</summary>
    public ReadOnlySpan<int> Rows(int start, int count) => _rows.AsSpan(start, count);

    /// <summary>Puts all rows into ascending order.</summary>
    public void Reset()
    {
        for (int i = 0; i < _rows.Length; i++) { _rows[i] = i; }
    }

    /// <summary>Moves the rows of a leaf that go left before those that go right, and says how many there are. Blocks of rows are divided each for itself, the
    /// left ones from the front of the block, the right ones from its end, and then moved.</summary>
    /// <param name="start">The first place of the leaf.</param>
    /// <param name="count">How many rows it has.</param>
    /// <param name="column">The column that is asked.</param>
    /// <param name="sides">1 for its bins that go left, otherwise 0.</param>
    public int Divide(int start, int count, BinnedColumn column, byte[] sides)
    {
        int[] lefts = new int[Parts.Blocks(count)];
        Parts.Rows(count, (block, from, to) =>
            lefts[block] = column.Divide(_rows.AsSpan(start + from, to - from), sides, _scratch.AsSpan(start + from, to - from)));
        int all = 0;
        int[] before = Array.ConvertAll(lefts, left => (all += left) - left);
        Parts.Rows(count, (block, from, to) =>
        {
            Span<int> divided = _scratch.AsSpan(start + from, to - from), right = divided[lefts[block]..];
            right.Reverse();
            divided[..lefts[block]].CopyTo(_rows.AsSpan(start + before[block]));
            right.CopyTo(_rows.AsSpan(start + all + from - before[block]));
        });
        return all;
    }
}
