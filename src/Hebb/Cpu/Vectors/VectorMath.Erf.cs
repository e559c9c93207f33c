using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hebb.Cpu.Vectors;

/// <content>The error function.</content>
internal static partial class VectorMath
{
    /// <summary>erf x; error below 1.5 ULP.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Erf(Vector512<float> x)
    {
        // Near 0: x + x p(x²).
        var square = x * x;
        var p = Fma(Vector512.Create(8.3823907e-05f), square, -0.00081455975f);
        p = Fma(p, square, 0.0052012862f);
        p = Fma(p, square, -0.026859499f);
        p = Fma(p, square, 0.11283697f);
        p = Fma(p, square, -0.37612635f);
        p = Fma(p, square, 0.12837917f);
        var near = Fma(x, p, x);

        // From 0.92 on: 1 − exp(q(|x|)), which is 1 to the last bit from 4 on.
        var magnitude = AtMost(4f, Vector512.Abs(x));
        var q = Fma(Vector512.Create(0.00019593724f), magnitude, -0.0030432171f);
        q = Fma(q, magnitude, 0.02222692f);
        q = Fma(q, magnitude, -0.1039316f);
        q = Fma(q, magnitude, -0.63718224f);
        q = Fma(q, magnitude, -1.1276757f);
        q = Fma(q, magnitude, -0.00019567589f);
        var e = ReducedExpm1(q, out var n);
        var scale = PowerOfTwo(n);
        var far = Vector512.CopySign(Vector512<float>.One - Fma(e, scale, scale), x);

        return Vector512.ConditionalSelect(Vector512.LessThan(magnitude, Vector512.Create(0.92f)), near, far);
    }
}
