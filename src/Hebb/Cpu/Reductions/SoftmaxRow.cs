using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Hebb.Cpu.Vectors;

namespace Hebb.Cpu.Reductions;

/// <summary>The steps that softmax and the logarithm of a sum of exponentials share: for one row of floats.</summary>
/// <remarks>The last vector of a row may be read beyond the row's end, up to 60 bytes; those lanes are replaced before use.</remarks>
internal static unsafe class SoftmaxRow
{
    /// <summary>The largest element; NaN if any is NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Max(float* x, int columns)
    {
        Vector512<float> least = Vector512.Create(float.NegativeInfinity), max = least;
        int i = 0;
        for (; i + 16 <= columns; i += 16) { max = Vector512.Max(max, Vector512.Load(x + i)); }
        if (i < columns) { max = Vector512.Max(max, Vector512.ConditionalSelect(VectorAccess.FirstMask(columns - i), Vector512.Load(x + i), least)); }
        Vector256<float> eight = Vector256.Max(max.GetLower(), max.GetUpper());
        Vector128<float> four = Vector128.Max(eight.GetLower(), eight.GetUpper());
        four = Vector128.Max(four, Vector128.Shuffle(four, Vector128.Create(2, 3, 0, 1)));
        return MathF.Max(four.ToScalar(), four.GetElement(1));
    }

    /// <summary>Σ e^(x − max), in 16 sums over every sixteenth element that are added in halves; also stores the terms if asked to.</summary>
    /// <param name="x">The row.</param>
    /// <param name="columns">Its length.</param>
    /// <param name="max">Its largest element.</param>
    /// <param name="terms">Where the terms go, perhaps over the row itself; null if nobody needs them.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float SumOfExponentials(float* x, int columns, float max, float* terms)
    {
        Vector512<float> shift = Vector512.Create(max), sum = default;
        int i = 0;
        for (; i + 16 <= columns; i += 16)
        {
            Vector512<float> term = VectorMath.Exp(Vector512.Load(x + i) - shift);
            sum += term;
            if (terms != null) { term.Store(terms + i); }
        }

        if (i < columns)
        {
            Vector512<float> term = VectorMath.Exp(Vector512.Load(x + i) - shift) & VectorAccess.FirstMask(columns - i);
            sum += term;
            if (terms != null) { VectorAccess.StoreFirst(terms + i, term, columns - i); }
        }

        return LaneTree.Sum(sum);
    }

    /// <summary>Divides a row by a number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Divide(float* x, int columns, float divisor)
    {
        Vector512<float> by = Vector512.Create(divisor);
        for (int i = 0; i < columns; i += 16) { VectorAccess.StoreFirst(x + i, Vector512.Load(x + i) / by, columns - i); }
    }
}
