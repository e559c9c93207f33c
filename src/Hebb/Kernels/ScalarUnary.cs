using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hebb.Kernels;

/// <summary>A function of one element in double: for functions too rare to deserve a polynomial of their own.</summary>
internal interface IScalarUnary
{
    /// <summary>The value.</summary>
    static abstract double Of(double x);
}

/// <summary>A function of two elements in double.</summary>
internal interface IScalarBinary
{
    /// <summary>The value.</summary>
    static abstract double Of(double a, double b);
}

/// <summary>Element by element in double, rounded to float once.</summary>
internal readonly struct ScalarUnary<T> : IUnary where T : struct, IScalarUnary
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Vector512<float> Of(Vector512<float> x)
    {
        Vector512<float> y = default;
        for (int i = 0; i < Vector512<float>.Count; i++) { y = y.WithElement(i, (float)T.Of(x[i])); }
        return y;
    }
}

/// <summary>Element by element in double, rounded to float once.</summary>
internal readonly struct ScalarBinary<T> : IBinary where T : struct, IScalarBinary
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Vector512<float> Of(Vector512<float> a, Vector512<float> b)
    {
        Vector512<float> y = default;
        for (int i = 0; i < Vector512<float>.Count; i++) { y = y.WithElement(i, (float)T.Of(a[i], b[i])); }
        return y;
    }
}
