using Hebb.Ops;

namespace Hebb.Tests.Ops;

/// <summary>Golden values by SciPy 1.10.</summary>
public sealed class ScalarFunctionsTests
{
    [Theory]
    [InlineData(-7.0, -1.0)]
    [InlineData(-3.2, -0.9999939742388483)]
    [InlineData(-1.0, -0.8427007929497148)]
    [InlineData(-1e-09, -1.1283791670955127e-09)]
    [InlineData(0.0, 0.0)]
    [InlineData(0.3, 0.3286267594591274)]
    [InlineData(0.5, 0.5204998778130465)]
    [InlineData(1.7, 0.9837904585907745)]
    [InlineData(2.99, 0.9999764743969194)]
    [InlineData(3.01, 0.9999792610363629)]
    [InlineData(4.5, 0.9999999998033839)]
    [InlineData(5.9, 0.9999999999999999)]
    public void The_error_function_is_exact(double x, double expected) =>
        Assert.Equal(expected, ScalarFunctions.Erf(x), 2e-16 * Math.Max(1e-9, Math.Abs(expected)) * 4);

    [Theory]
    [InlineData(-40.0, -1.0)]
    [InlineData(-0.6, -0.45118836390597356)]
    [InlineData(-0.4, -0.32967995396436073)]
    [InlineData(-1e-12, -9.999999999995e-13)]
    [InlineData(1e-17, 1e-17)]
    [InlineData(1e-08, 1.0000000050000001e-08)]
    [InlineData(0.3, 0.3498588075760031)]
    [InlineData(0.5, 0.6487212707001282)]
    [InlineData(2.0, 6.38905609893065)]
    public void Expm1_is_exact(double x, double expected) => Assert.Equal(expected, ScalarFunctions.Expm1(x), Math.Abs(expected) * 1e-15);

    [Theory]
    [InlineData(-0.999, -6.907755278982136)]
    [InlineData(-0.5, -0.6931471805599453)]
    [InlineData(-1e-12, -1.0000000000005e-12)]
    [InlineData(1e-17, 1e-17)]
    [InlineData(1e-08, 9.999999950000001e-09)]
    [InlineData(0.3, 0.26236426446749106)]
    [InlineData(5.0, 1.791759469228055)]
    [InlineData(1e+300, 690.7755278982137)]
    public void Log1p_is_exact(double x, double expected) => Assert.Equal(expected, ScalarFunctions.Log1p(x), Math.Abs(expected) * 1e-15);

    [Fact]
    public void Ends_of_the_range_are_right()
    {
        Assert.Equal(double.NegativeInfinity, ScalarFunctions.Log1p(-1));
        Assert.Equal(double.PositiveInfinity, ScalarFunctions.Log1p(double.PositiveInfinity));
        Assert.Equal(-1, ScalarFunctions.Expm1(double.NegativeInfinity));
        Assert.True(double.IsNaN(ScalarFunctions.Erf(double.NaN)));
    }
}
