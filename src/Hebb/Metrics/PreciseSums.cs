using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Metrics;

/// <summary>
/// Sums that nearly cancel when they are used, such as Σy² and (Σy)²/n for y far from 0: they are taken in double, and each travels as two floats, the
/// number rounded
/// and what rounding took away.
/// </summary>
internal static class PreciseSums
{
    /// <summary>The sums of each output, (outputs, sums), as a vector.</summary>
    public static Tensor Pack(Tensor sums)
    {
        Tensor rounded = sums.Cast(DType.Float32);
        Tensor rest = (sums - rounded.Cast(DType.Float64)).Cast(DType.Float32);
        return Tensor.Stack([rounded, rest], -1).Reshape([2 * checked((int)sums.Size)]);
    }

    /// <summary>The sums, output by output.</summary>
    public static double[] Unpack(ReadOnlySpan<double> totals)
    {
        double[] sums = new double[totals.Length / 2];
        for (int i = 0; i < sums.Length; i++) { sums[i] = totals[2 * i] + totals[2 * i + 1]; }
        return sums;
    }

    /// <summary>Values as (rows, outputs) in double.</summary>
    public static Tensor Outputs(Tensor x)
    {
        int rows = x.Shape[0];
        return x.Reshape([rows, checked((int)x.Shape[1..].Size)]).Cast(DType.Float64);
    }
}
