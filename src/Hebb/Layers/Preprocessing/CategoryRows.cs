using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>Turns numbers of categories into rows of zeros and ones.</summary>
internal static class CategoryRows
{
    /// <summary>What stands for an element that is to be left out of the rows.</summary>
    public const int Nothing = -1;

    /// <summary>The most categories there may be: single-precision numbers count exactly up to here, and a file cannot ask for gigabytes of zeros.</summary>
    public const int Most = 1 << 24;

    /// <summary>The numbers in the form that a mode asks for.</summary>
    /// <param name="indices">Numbers from 0 to below <paramref name="depth"/> (Int32), or <see cref="Nothing"/>.</param>
    /// <param name="mode">The form.</param>
    /// <param name="depth">The number of categories.</param>
    public static Tensor Encode(Tensor indices, OutputMode mode, int depth)
    {
        if (mode == OutputMode.Int) { return indices; }
        bool isColumn = indices.Rank > 1 && indices.Shape[^1] == 1;
        if (mode == OutputMode.OneHot && isColumn) { indices = indices.Squeeze(-1); }
        if (mode != OutputMode.OneHot && indices.Rank == 1) { indices = indices.ExpandDims(-1); }
        Tensor hot = indices.ExpandDims(-1).EqualTo(Numbers(depth)).Cast(DType.Float32);
        return mode switch
        {
            OutputMode.OneHot => hot,
            OutputMode.MultiHot => hot.Max(-2),
            _ => hot.Sum(-2),
        };
    }

    /// <summary>The numbers as they are; when computed, one outside 0 to below <paramref name="depth"/> is an error.</summary>
    public static Tensor Checked(Tensor indices, int depth, RowName rows = RowName.Row) => Numbers(depth).Gather(indices, rows);

    private static Tensor Numbers(int depth) => depth <= Most
        ? Tensor.Range(depth, DType.Int32)
        : throw new ArgumentOutOfRangeException(nameof(depth), depth, $"There are at most {Most} categories.");

    /// <summary>Whole numbers of any type as Int32.</summary>
    public static Tensor Whole(Layer layer, Tensor x) => x.Rank > 0
        ? x.Cast(DType.Int32)
        : throw new ShapeException($"{layer} takes whole numbers of shape (batch, …), but got a single one.");
}
