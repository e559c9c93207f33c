using System.Runtime.Intrinsics;
using Hebb.Kernels;
using Hebb.Ops;
using Xunit.Abstractions;

namespace Hebb.Tests.Kernels;

public sealed class VectorMathTests(ITestOutputHelper output)
{
    public static TheoryData<string, double> Functions => new()
    {
        { nameof(VectorMath.Exp), 2 }, { nameof(VectorMath.Expm1), 2 }, { nameof(VectorMath.Log), 2 }, { nameof(VectorMath.Log1p), 3 },
        { nameof(VectorMath.Tanh), 3 }, { nameof(VectorMath.Sigmoid), 3 }, { nameof(VectorMath.Erf), 3 },
    };

    [Theory]
    [MemberData(nameof(Functions))]
    public void Errors_stay_within_the_stated_bound_over_all_floats(string name, double bound)
    {
        double worst = 0;
        float at = 0;
        for (long bits = 0; bits <= uint.MaxValue; bits += 997)
        {
            float x = BitConverter.Int32BitsToSingle((int)(uint)bits);
            float y = Vector(name, Vector512.Create(x))[3];
            double exact = Exact(name, x);
            if (double.IsNaN(exact) || float.IsNaN(y))
            {
                Assert.True(double.IsNaN(exact) && float.IsNaN(y), $"{name}({x:R}) = {y:R} instead of {exact:R}");
                continue;
            }

            double error = Ulps(y, exact);
            if (error > worst) { (worst, at) = (error, x); }
        }

        output.WriteLine($"{name}: {worst:F2} ULP at {at:R}");
        Assert.InRange(worst, 0, bound);
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void Zeros_infinities_and_limits_are_exact(string name, double bound)
    {
        Assert.True(bound > 0);
        foreach (float x in new[] { 0f, -0f, float.PositiveInfinity, float.NegativeInfinity, float.MaxValue, -float.MaxValue })
        {
            float expected = (float)Exact(name, x), actual = Vector(name, Vector512.Create(x))[0];
            Assert.Equal(BitConverter.SingleToInt32Bits(float.IsNaN(expected) ? float.NaN : expected), BitConverter.SingleToInt32Bits(float.IsNaN(actual) ? float.NaN : actual));
        }
    }

    private static Vector512<float> Vector(string name, Vector512<float> x) => name switch
    {
        nameof(VectorMath.Exp) => VectorMath.Exp(x),
        nameof(VectorMath.Expm1) => VectorMath.Expm1(x),
        nameof(VectorMath.Log) => VectorMath.Log(x),
        nameof(VectorMath.Log1p) => VectorMath.Log1p(x),
        nameof(VectorMath.Tanh) => VectorMath.Tanh(x),
        nameof(VectorMath.Sigmoid) => VectorMath.Sigmoid(x),
        _ => VectorMath.Erf(x),
    };

    private static double Exact(string name, double x) => name switch
    {
        nameof(VectorMath.Exp) => Math.Exp(x),
        nameof(VectorMath.Expm1) => x == 0 ? x : ScalarFunctions.Expm1(x),
        nameof(VectorMath.Log) => Math.Log(x),
        nameof(VectorMath.Log1p) => x == 0 ? x : ScalarFunctions.Log1p(x),
        nameof(VectorMath.Tanh) => Math.Tanh(x),
        nameof(VectorMath.Sigmoid) => x >= 0 ? 1 / (1 + Math.Exp(-x)) : Math.Exp(x) / (1 + Math.Exp(x)),
        _ => ScalarFunctions.Erf(x),
    };

    /// <summary>The distance in units in the last place of the float nearest to the exact value.</summary>
    private static double Ulps(float y, double exact)
    {
        float nearest = (float)exact;
        if (float.IsInfinity(nearest) || float.IsInfinity(y)) { return nearest.Equals(y) ? 0 : double.PositiveInfinity; }
        double unit = Math.Max(Math.Abs((double)MathF.BitIncrement(Math.Abs(nearest)) - Math.Abs(nearest)), float.Epsilon);
        return Math.Abs(y - exact) / unit;
    }
}
