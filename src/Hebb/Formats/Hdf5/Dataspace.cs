using Hebb.Tensors;

namespace Hebb.Formats.Hdf5;

/// <summary>The shape of a dataset or an attribute.</summary>
internal static class Dataspace
{
    /// <summary>The most axes HDF5 allows.</summary>
    private const int MaxRank = 32;

    /// <summary>Reads a shape whose number of elements is sure to fit; an absent value is an empty list.</summary>
    public static Shape Read(Cursor cursor)
    {
        int version = cursor.U8();
        int rank = cursor.U8();
        cursor.Skip(1);
        int kind = cursor.U8();
        if (version is not (1 or 2)) { throw cursor.Error($"dataspace version {version}", "version 1 or 2"); }
        if (rank > MaxRank) { throw cursor.Error($"an array of {rank} axes", $"at most {MaxRank}"); }
        if (version == 2 && kind == 2) { return [0]; }
        if (version == 1) { cursor.Skip(4); }

        int[] extents = new int[rank];
        long product = 1;
        for (int axis = 0; axis < rank; axis++)
        {
            ulong extent = cursor.U64();
            if (extent > int.MaxValue || product > long.MaxValue / Math.Max(1, (long)extent))
            {
                throw cursor.Error($"an extent of {extent} on axis {axis}", "a shape that fits in memory");
            }

            extents[axis] = (int)extent;
            product *= Math.Max(1, (long)extent);
        }

        return Shape.Create(extents);
    }
}
