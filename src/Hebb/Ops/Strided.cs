using Hebb.Tensors;

namespace Hebb.Ops;

/// <summary>Moves elements between two layouts: the reference for every op that only rearranges.</summary>
internal static class Strided
{
    /// <summary>Copies a block of the given extents from one layout to another; strides and offsets count elements.</summary>
    public static void Copy(
        Elements from, long fromOffset, ReadOnlySpan<long> fromStrides, Elements to, long toOffset, ReadOnlySpan<long> toStrides, Shape extents)
    {
        int size = from.DType.Size;
        if (extents.Size == 0) { return; }
        int[] index = new int[extents.Rank];
        while (true)
        {
            from.Bytes.Slice(checked((int)(fromOffset * size)), size).CopyTo(to.Bytes.Slice(checked((int)(toOffset * size)), size));
            int axis = extents.Rank - 1;
            for (; axis >= 0; axis--)
            {
                fromOffset += fromStrides[axis];
                toOffset += toStrides[axis];
                if (++index[axis] < extents[axis]) { break; }
                fromOffset -= fromStrides[axis] * extents[axis];
                toOffset -= toStrides[axis] * extents[axis];
                index[axis] = 0;
            }

            if (axis < 0) { return; }
        }
    }
}
