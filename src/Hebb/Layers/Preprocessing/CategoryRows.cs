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
    /// <param name="isOneSample">Whether numbers of one axis are one sample, whose row is not of a batch, instead of samples of one number.</param>
    public static Tensor Encode(Tensor indices, OutputMode mode, int depth, bool isOneSample = false)
    {
        if (mode == OutputMode.Int) { return indices; }
        if (mode == OutputMode.OneHot && indices.Rank > 1 && indices.Shape[^1] == 1) { indices = indices.Squeeze(-1); }
        if (mode != OutputMode.OneHot && indices.Rank == 1 && !isOneSample) { indices = indices.ExpandDims(-1); }
        int together = indices.Rank > 1 ? 1 : 0; // of more axes the second is counted over, as in Keras
        Tensor hot = indices.ExpandDims(-1).EqualTo(Numbers(depth)).Cast(DType.Float32);
        return mode switch
        {
            OutputMode.OneHot => hot,
            OutputMode.MultiHot => hot.Max(together),
            _ => hot.Sum(together),
        };
    }

    /// <summary>The numbers as they are; when computed, one outside 0 to below <paramref name="depth"/> is an error.</summary>
    public static Tensor Checked(Tensor indices, int depth, RowName rows = RowName.Row) => Numbers(depth).Gather(indices, rows);

    private static Tensor Numbers(int depth) => depth <= Most
        ? Tensor.Range(depth, DType.Int32)
        : throw new ArgumentOutOfRangeException(nameof(depth), depth, $"There are at most {Most} categories.");

    /// <summary>Numbers of any type as Int32, without what is behind the point; what is none of them, such as NaN, becomes −1.</summary>
    public static Tensor Whole(Layer layer, Tensor x) => x.Rank > 0
        ? Indices(x).Cast(DType.Int32)
        : throw new ShapeException($"{layer} takes whole numbers of shape (batch, …), but got a single one.");

    /// <summary>
    /// Numbers from 0 to look up, without what is behind the point. A cast would make 0 of NaN and a small number of a large one: all that is no such number
    /// becomes −1, which no table has.
    /// </summary>
    public static Tensor Indices(Tensor x)
    {
        if (x.DType == DType.Int64) { return Tensor.Where(x >= Number(0) & x <= Number(int.MaxValue), x, Number(-1)); }
        return x.DType.IsFloat ? Tensor.Where(x.EqualTo(x), x.Floor(), Number(-1)).Cast(DType.Int32) : x.Cast(DType.Int32);
        Tensor Number(double value) => Tensor.Scalar(value, x.DType);
    }

    /// <summary>Numbers of any type as Int64, without what is behind the point; NaN, ∞ and what is too large is an error when it is computed.</summary>
    public static Tensor Long(Tensor x)
    {
        if (!x.DType.IsFloat) { return x.Cast(DType.Int64); }
        Tensor isNumber = x >= Tensor.Scalar(-Beyond, x.DType) & x < Tensor.Scalar(Beyond, x.DType), none = Tensor.Scalar(0, x.DType);
        Tensor refused = Tensor.Create<long>([0], [1]).Gather(isNumber.Cast(DType.Int32) - Tensor.Scalar(1, DType.Int32), RowName.Number);
        return Tensor.Where(isNumber, x, none).Cast(DType.Int64) + refused;
    }

    private const double Beyond = 9223372036854775808.0; // 2⁶³
}
