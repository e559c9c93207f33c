using System.Numerics;

namespace Hebb.Tensors;

/// <summary>Looks for NaN and infinity.</summary>
internal static class NonFinite
{
    /// <summary>Where the first such number is; null if all are finite.</summary>
    public static int? First(ReadOnlySpan<float> values)
    {
        // 0 times what is not finite is NaN, and so is every sum with it.
        Vector<float> sum = Vector<float>.Zero;
        int i = 0;
        for (; i <= values.Length - Vector<float>.Count; i += Vector<float>.Count) { sum += new Vector<float>(values[i..]) * Vector<float>.Zero; }
        if (sum != Vector<float>.Zero) { i = 0; }
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
