using System.Numerics;
using System.Runtime.InteropServices;

namespace Hebb.Tensors;

/// <summary>Looks for NaN and infinity.</summary>
internal static class NonFinite
{
    /// <summary>Where the first such number is; null if all are finite.</summary>
    public static int? First(ReadOnlySpan<float> values)
    {
        // 0 times what is not finite is NaN, and so is every sum with it. Four sums, because each addition waits for the one before.
        Vector<float> zero = Vector<float>.Zero, s0 = zero, s1 = zero, s2 = zero, s3 = zero;
        ref float first = ref MemoryMarshal.GetReference(values);
        int width = Vector<float>.Count, i = 0;
        for (; i <= values.Length - (4 * width); i += 4 * width)
        {
            s0 += Vector.LoadUnsafe(ref first, (nuint)i) * zero;
            s1 += Vector.LoadUnsafe(ref first, (nuint)(i + width)) * zero;
            s2 += Vector.LoadUnsafe(ref first, (nuint)(i + (2 * width))) * zero;
            s3 += Vector.LoadUnsafe(ref first, (nuint)(i + (3 * width))) * zero;
        }

        if (s0 + s1 + (s2 + s3) != zero) { i = 0; }
        for (; i < values.Length; i++)
        {
            if (!float.IsFinite(values[i])) { return i; }
        }

        return null;
    }

    /// <summary>Where the first such number of a tensor is; null if all are finite, or no floats.</summary>
    public static int? First(Tensor tensor) => tensor.DType == DType.Float32 ? First(tensor.AsSpan<float>()) : null;

    /// <summary>Whether any of these tensors has such a number.</summary>
    public static bool IsIn(ReadOnlySpan<Tensor> tensors)
    {
        foreach (Tensor tensor in tensors)
        {
            if (First(tensor) is not null) { return true; }
        }

        return false;
    }
}
