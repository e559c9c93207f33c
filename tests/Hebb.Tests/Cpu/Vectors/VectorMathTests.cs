using System.Runtime.Intrinsics;
using Hebb.Cpu.Vectors;

namespace Hebb.Tests.Cpu.Vectors;

public class VectorMathTests
{
    /// <summary>Distance of bit patterns in the sweep: prime, so that all exponents and varied mantissas are met.</summary>
    private const int Stride = 397;

    [Fact]
    public void Exp_is_within_1_ulp() => CheckSweep(VectorMath.Exp, Math.Exp, 1.0);

    [Fact]
    public void Expm1_is_within_1_5_ulp() => CheckSweep(VectorMath.Expm1, PreciseExpm1, 1.5);

    [Fact]
    public void Log_is_within_1_ulp() => CheckSweep(VectorMath.Log, Math.Log, 1.0);

    [Fact]
    public void Log1p_is_within_1_5_ulp() => CheckSweep(VectorMath.Log1p, PreciseLog1p, 1.5);

    [Fact]
    public void Tanh_is_within_2_5_ulp() => CheckSweep(VectorMath.Tanh, Math.Tanh, 2.5);

    [Fact]
    public void Sigmoid_is_within_2_5_ulp() => CheckSweep(VectorMath.Sigmoid, x => 1 / (1 + Math.Exp(-x)), 2.5);

    [Fact]
    public void Erf_is_within_1_5_ulp() => CheckSweep(VectorMath.Erf, PreciseErf, 1.5);

    [Fact]
    public void Sin_is_within_0_501_ulp() => CheckSweep(VectorMath.Sin, Math.Sin, 0.501);

    [Fact]
    public void Cos_is_within_0_501_ulp() => CheckSweep(VectorMath.Cos, Math.Cos, 0.501);

    /// <summary>Floats next to multiples of π/2, where nearly all digits cancel, and large ones; values by mpmath.</summary>
    [Theory]
    [MemberData(nameof(NearMultiples))]
    public void Sin_and_cos_are_right_next_to_multiples_of_half_pi(float x, double sin, double cos)
    {
        Assert.Equal((float)sin, VectorMath.Sin(Vector512.Create(x))[9]);
        Assert.Equal((float)cos, VectorMath.Cos(Vector512.Create(x))[9]);
    }

    [Theory]
    [InlineData(0f, 0.0)]
    [InlineData(0.5f, 0.52049987781304653768)] // DLMF table 7.23 (erf), more digits by mpmath.
    [InlineData(1f, 0.84270079294971486934)]
    [InlineData(2f, 0.99532226501895273416)]
    [InlineData(3.5f, 0.99999925690162765859)]
    public void Reference_erf_agrees_with_published_values(float x, double expected) => Assert.Equal(expected, PreciseErf(x), 1e-15);

    [Fact]
    public void Limits_are_those_of_the_exact_functions()
    {
        const float inf = float.PositiveInfinity;
        const float negativeZero = -0.0f;
        CheckPoints(VectorMath.Exp, (0f, 1f), (negativeZero, 1f), (inf, inf), (-inf, 0f), (88.73f, inf), (-104f, 0f), (1e30f, inf));
        CheckPoints(VectorMath.Expm1, (0f, 0f), (negativeZero, negativeZero), (inf, inf), (-inf, -1f), (1e-45f, 1e-45f), (-3e38f, -1f));
        CheckPoints(VectorMath.Log, (0f, -inf), (negativeZero, -inf), (1f, 0f), (inf, inf), (-1f, float.NaN), (-inf, float.NaN), (-1e-45f, float.NaN));
        CheckPoints(VectorMath.Log1p, (0f, 0f), (negativeZero, negativeZero), (-1f, -inf), (inf, inf), (-2f, float.NaN), (-inf, float.NaN), (1e-45f, 1e-45f));
        CheckPoints(VectorMath.Tanh, (0f, 0f), (negativeZero, negativeZero), (inf, 1f), (-inf, -1f), (-1e-45f, -1e-45f));
        CheckPoints(VectorMath.Sigmoid, (0f, 0.5f), (negativeZero, 0.5f), (inf, 1f), (-inf, 0f));
        CheckPoints(VectorMath.Sin, (0f, 0f), (negativeZero, negativeZero), (1e-45f, 1e-45f), (inf, float.NaN), (-inf, float.NaN));
        CheckPoints(VectorMath.Cos, (0f, 1f), (negativeZero, 1f), (1e-45f, 1f), (inf, float.NaN), (-inf, float.NaN));
        CheckPoints(VectorMath.Erf, (0f, 0f), (negativeZero, negativeZero), (inf, 1f), (-inf, -1f));
    }

    [Fact]
    public void Not_a_number_stays_not_a_number()
    {
        foreach (var f in new Func<Vector512<float>, Vector512<float>>[]
        {
            VectorMath.Exp, VectorMath.Expm1, VectorMath.Log, VectorMath.Log1p, VectorMath.Tanh, VectorMath.Sigmoid, VectorMath.Erf,
            VectorMath.Sin, VectorMath.Cos,
        })
        {
            foreach (int bits in new[] { 0x7FC00000, unchecked((int)0xFFC00000), 0x7F800001, 0x7FFFFFFF, unchecked((int)0xFFFFFFFF) })
            {
                Assert.True(float.IsNaN(f(Vector512.Create(BitConverter.Int32BitsToSingle(bits)))[5]));
            }
        }
    }

    public static TheoryData<float, double, double> NearMultiples => new()
    {
        { 252.89820861816406f, 0.99999999999999999, -4.1857068037572076e-9 },
        { 505.7964172363281f, -8.3714136075144152e-9, -0.99999999999999996 },
        { 4.71238899230957f, -0.99999999999999993, 1.1924880454806035e-8 },
        { 52516.43359375f, 0.99999999999999987, -1.6221329239221883e-8 },
        { 9999999.0f, 0.99066464773612629, -0.13632151600483615 },
        { 10000000.0f, 0.42054779319078249, -0.90727038618173956 },
        { 10000001.0f, -0.53621876295865164, -0.84407904739490683 },
        { 1073741824.0f, -0.61732641504604217, 0.78670712294118812 },
        { 3.0000000054977558e38f, 0.87490488776443438, -0.48429478354190692 },
        { -1234567.0f, -0.36445217478755628, -0.9312221068534727 },
        { 0.7853981852531433f, 0.7071067966408575, 0.70710676573223721 },
    };

    private static void CheckPoints(Func<Vector512<float>, Vector512<float>> f, params (float X, float Y)[] points)
    {
        foreach (var (x, y) in points)
        {
            float actual = f(Vector512.Create(x))[3];
            Assert.True(actual.Equals(y) && float.IsNegative(actual) == float.IsNegative(y) || float.IsNaN(y) && float.IsNaN(actual),
                $"{f.Method.Name}({x}) is {actual}, expected {y}");
        }
    }

    private static void CheckSweep(Func<Vector512<float>, Vector512<float>> f, Func<double, double> exact, double bound)
    {
        double worst = 0;
        float worstAt = 0;
        Span<float> x = stackalloc float[16];
        for (long bits = 0; bits < 1L << 32; bits += 16 * Stride)
        {
            for (int i = 0; i < 16; i++) { x[i] = BitConverter.UInt32BitsToSingle((uint)(bits + i * Stride)); }
            var y = f(Vector512.Create<float>(x));
            for (int i = 0; i < 16; i++)
            {
                double error = Ulps(y[i], exact(x[i]));
                if (error > worst) { (worst, worstAt) = (error, x[i]); }
            }
        }
        Assert.True(worst <= bound, $"{f.Method.Name}({worstAt:R}) is off by {worst:0.000} ULP, allowed {bound}");
    }

    private static double Ulps(float actual, double exact)
    {
        if (double.IsNaN(exact)) { return float.IsNaN(actual) ? 0 : double.PositiveInfinity; }
        if (actual == (float)exact) { return actual.Equals((float)exact) && float.IsInfinity(actual) ? 0 : Distance(actual, exact); }
        return float.IsFinite(actual) && float.IsFinite((float)exact) ? Distance(actual, exact) : double.PositiveInfinity;
    }

    private static double Distance(float actual, double exact)
    {
        int exponent = exact == 0 ? -149 : Math.Max(-149, Math.ILogB(exact) - 23);
        return Math.Abs(actual - exact) / Math.ScaleB(1, exponent);
    }

    private static double PreciseExpm1(double x) => Math.Abs(x) < 1 ? 2 * Math.Exp(x / 2) * Math.Sinh(x / 2) : Math.Exp(x) - 1;

    private static double PreciseLog1p(double x)
    {
        double sum = 1 + x;
        if (sum == 1) { return x; }
        return double.IsPositiveInfinity(x) ? x : Math.Log(sum) + (x - (sum - 1)) / sum;
    }

    /// <summary>Maclaurin series up to 3, continued fraction of erfc (evaluated from its 60th term) beyond.</summary>
    private static double PreciseErf(double x)
    {
        double a = Math.Abs(x);
        if (double.IsNaN(x) || a > 6) { return double.IsNaN(x) ? x : Math.Sign(x); }
        if (a < 3)
        {
            double term = x, sum = x;
            for (int n = 1; Math.Abs(term) > 1e-18 * Math.Abs(sum); n++)
            {
                term *= 2 * x * x / (2 * n + 1);
                sum += term;
            }
            return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
        }
        double fraction = a;
        for (int k = 60; k > 0; k--) { fraction = a + k / 2.0 / fraction; }
        return Math.Sign(x) * (1 - Math.Exp(-a * a) / fraction / Math.Sqrt(Math.PI));
    }
}
