using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Tests.Ops;

public sealed class ElementwiseTests
{
    /// <summary>Functions at points, computed by PyTorch 1.13 in float64.</summary>
    public static TheoryData<string, Func<Tensor, Tensor>, double[], double[]> Golden => new()
    {
        { "Abs", x => x.Abs(), [-1.7, -0.5, 0.0, 0.3, 2.5], [1.7, 0.5, 0.0, 0.3, 2.5] },
        { "Sign", x => x.Sign(), [-1.7, -0.5, 0.0, 0.3, 2.5], [-1.0, -1.0, 0.0, 1.0, 1.0] },
        { "Square", x => x.Square(), [-1.7, -0.5, 0.0, 0.3, 2.5], [2.8899999999999997, 0.25, 0.0, 0.09, 6.25] },
        { "Exp", x => x.Exp(), [-1.7, -0.5, 0.0, 0.3, 2.5], [0.18268352405273466, 0.6065306597126334, 1.0, 1.3498588075760032, 12.182493960703473] },
        { "Expm1", x => x.Expm1(), [-1.7, -0.5, 0.0, 0.3, 2.5], [-0.8173164759472653, -0.3934693402873666, 0.0, 0.3498588075760031, 11.182493960703473] },
        { "Sin", x => x.Sin(), [-1.7, -0.5, 0.0, 0.3, 2.5], [-0.9916648104524686, -0.479425538604203, 0.0, 0.29552020666133955, 0.5984721441039564] },
        { "Cos", x => x.Cos(), [-1.7, -0.5, 0.0, 0.3, 2.5], [-0.12884449429552464, 0.8775825618903728, 1.0, 0.955336489125606, -0.8011436155469337] },
        { "Tan", x => x.Tan(), [-1.7, -0.5, 0.0, 0.3, 2.5], [7.696602139459161, -0.5463024898437905, 0.0, 0.30933624960962325, -0.7470222972386603] },
        { "Atan", x => x.Atan(), [-1.7, -0.5, 0.0, 0.3, 2.5], [-1.039072259536091, -0.4636476090008061, 0.0, 0.2914567944778671, 1.1902899496825317] },
        { "Sinh", x => x.Sinh(), [-1.7, -0.5, 0.0, 0.3, 2.5], [-2.6456319338372323, -0.5210953054937474, 0.0, 0.3045202934471426, 6.0502044810397875] },
        { "Cosh", x => x.Cosh(), [-1.7, -0.5, 0.0, 0.3, 2.5], [2.828315457889967, 1.1276259652063807, 1.0, 1.0453385141288605, 6.132289479663686] },
        { "Tanh", x => x.Tanh(), [-1.7, -0.5, 0.0, 0.3, 2.5], [-0.935409070603099, -0.46211715726000974, 0.0, 0.2913126124515909, 0.9866142981514303] },
        { "Asinh", x => x.Asinh(), [-1.7, -0.5, 0.0, 0.3, 2.5], [-1.3008204268406467, -0.48121182505960347, 0.0, 0.29567304756342244, 1.6472311463710958] },
        { "Sigmoid", x => x.Sigmoid(), [-1.7, -0.5, 0.0, 0.3, 2.5], [0.1544652650835347, 0.3775406687981454, 0.5, 0.574442516811659, 0.9241418199787566] },
        { "Relu", x => x.Relu(), [-1.7, -0.5, 0.0, 0.3, 2.5], [0.0, 0.0, 0.0, 0.3, 2.5] },
        { "Erf", x => x.Erf(), [-1.7, -0.5, 0.0, 0.3, 2.5], [-0.9837904585907745, -0.5204998778130465, 0.0, 0.3286267594591274, 0.999593047982555] },
        { "Floor", x => x.Floor(), [-1.7, -0.5, 0.0, 0.3, 2.5], [-2.0, -1.0, 0.0, 0.0, 2.0] },
        { "Ceiling", x => x.Ceiling(), [-1.7, -0.5, 0.0, 0.3, 2.5], [-1.0, 0.0, 0.0, 1.0, 3.0] },
        { "Round", x => x.Round(), [-1.7, -0.5, 0.0, 0.3, 2.5], [-2.0, 0.0, 0.0, 0.0, 2.0] },
        {
            "Softplus", x => x.Softplus(), [-1.7, -0.5, 0.0, 0.3, 2.5],
            [0.16778602938626594, 0.4740769841801067, 0.6931471805599453, 0.8543552444685272, 2.5788897342925496]
        },
        { "Sqrt", x => x.Sqrt(), [0.1, 0.5, 1.0, 2.0, 7.5], [0.31622776601683794, 0.7071067811865476, 1.0, 1.4142135623730951, 2.7386127875258306] },
        { "Log", x => x.Log(), [0.1, 0.5, 1.0, 2.0, 7.5], [-2.3025850929940455, -0.6931471805599453, 0.0, 0.6931471805599453, 2.0149030205422647] },
        {
            "Log1p", x => x.Log1p(), [0.1, 0.5, 1.0, 2.0, 7.5],
            [0.09531017980432487, 0.4054651081081644, 0.6931471805599453, 1.0986122886681098, 2.1400661634962708]
        },
        { "Asin", x => x.Asin(), [-0.9, -0.3, 0.0, 0.5, 0.99], [-1.1197695149986342, -0.30469265401539747, 0.0, 0.5235987755982989, 1.4292568534704693] },
        {
            "Acos", x => x.Acos(), [-0.9, -0.3, 0.0, 0.5, 0.99],
            [2.6905658417935308, 1.8754889808102941, 1.5707963267948966, 1.0471975511965976, 0.1415394733244273]
        },
        { "Atanh", x => x.Atanh(), [-0.9, -0.3, 0.0, 0.5, 0.99], [-1.4722194895832204, -0.30951960420311175, 0.0, 0.5493061443340548, 2.6466524123622457] },
        { "Acosh", x => x.Acosh(), [1.0, 1.5, 2.0, 3.0, 9.0], [0.0, 0.9624236501192069, 1.3169578969248166, 1.762747174039086, 2.8872709503576206] },
    };

    [Theory, MemberData(nameof(Golden))]
    public void Values_are_golden(string name, Func<Tensor, Tensor> f, double[] x, double[] expected)
    {
        Near.Equal(expected, f(Tensor.Create(x)), 1e-14, name);
        Near.Equal(expected, f(Tensor.Create(x).Cast(DType.Float32)), 1e-6, name);
    }

    [Fact]
    public void Tiny_numbers_are_flushed_and_others_stay()
    {
        float[] x = [-7e-31f, 9e-31f, -9e-31f, 1e-45f, 0, 2];
        float[] expected = [0, 9e-31f, -9e-31f, 0, 0, 2];
        Assert.Equal(expected, Tensor.Create(x).FlushTiny().ToArray<float>());
        Assert.Equal(expected, new Hebb.Graphs.Function(() => Tensor.Create(x).FlushTiny()).Call()[0].ToArray<float>());
        Assert.Equal([0, 2e-300, 1e-31], Tensor.Create(1e-300, 2e-300, 1e-31).FlushTiny().ToArray<double>());
    }

    [Fact]
    public void Arithmetic_works_on_every_number_type()
    {
        foreach (DType type in new[] { DType.Float32, DType.Float64, DType.Int32, DType.Int64 })
        {
            Tensor a = Tensor.Create(7, -7, 4).Cast(type), b = Tensor.Create(3, 3, -3).Cast(type);
            Near.Equal([10, -4, 1], a + b, 0);
            Near.Equal([4, -10, 7], a - b, 0);
            Near.Equal([21, -21, -12], a * b, 0);
            Near.Equal([1, 2, -2], a % b, 0); // the sign of the divisor, as in Python
            Near.Equal([3, -7, -3], a.Minimum(b), 0);
            Near.Equal([7, 3, 4], a.Maximum(b), 0);
            Near.Equal([-7, 7, -4], -a, 0);
            Near.Equal([7, 7, 4], a.Abs(), 0);
            Near.Equal([1, -1, 1], a.Sign(), 0);
            Near.Equal([7, 0, 4], a.Relu(), 0);
        }
    }

    [Fact]
    public void Comparisons_and_logic_give_truth_values()
    {
        Tensor a = Tensor.Create(1f, 2f, 3f), b = Tensor.Create(2f, 2f, 2f);
        Assert.Equal([true, false, false], (a < b).ToArray<bool>());
        Assert.Equal([true, true, false], (a <= b).ToArray<bool>());
        Assert.Equal([false, false, true], (a > b).ToArray<bool>());
        Assert.Equal([false, true, true], (a >= 2).ToArray<bool>());
        Assert.Equal([false, true, false], a.EqualTo(b).ToArray<bool>());
        Assert.Equal([true, false, true], a.NotEqualTo(b).ToArray<bool>());
        Assert.Equal([false, true, false], (a >= 2 & a <= 2).ToArray<bool>());
        Assert.Equal([true, false, true], (a < 2 | a > 2).ToArray<bool>());
        Assert.Equal([false, true, true], (!(a < 2)).ToArray<bool>());
        Assert.Equal([true, false, false], Tensor.Create(1f, float.NaN, float.NegativeInfinity).IsFinite().ToArray<bool>());
    }

    [Fact]
    public void NaN_is_not_hidden()
    {
        Tensor nan = Tensor.Create(float.NaN);
        foreach (Tensor y in new[] { nan.Relu(), nan.FlushTiny(), nan.Sign(), nan.Maximum(0), nan.Minimum(0), nan.Clip(0, 1), nan.Sigmoid(), nan.Softplus() })
        {
            Assert.True(double.IsNaN(y.Item()));
        }
    }

    [Fact]
    public void Ends_of_the_range_are_right()
    {
        Near.Equal([0, 1], Tensor.Create(-1000f, 1000f).Sigmoid(), 0);
        Near.Equal([0, 1000], Tensor.Create(-1000f, 1000f).Softplus(), 0);
        Near.Equal([1.00000000005e-10], Tensor.Create(1e-10).Expm1(), 1e-25);
        Near.Equal([9.9999999995e-11], Tensor.Create(1e-10).Log1p(), 1e-25);
    }

    [Fact]
    public void Where_chooses_and_powers_have_two_tensors()
    {
        Tensor a = Tensor.Create(1f, 2f, 3f);
        Near.Equal([10, 2, 3], Tensor.Where(a < 2, Tensor.Scalar(10), a), 0);
        Near.Equal([2, 4, 8], Tensor.Scalar(2).Pow(a), 1e-6);
        Near.Equal([1, 1, 1], a.Pow(0), 0);
        Near.Equal([0, 1, Math.Log2(3)], a.Log(2), 1e-6);
    }

    [Fact]
    public void Types_that_do_not_fit_are_refused()
    {
        Assert.Contains("Cast one of them", Assert.Throws<ShapeException>(() => Tensor.Create(1f) + Tensor.Create(1)).Message);
        Assert.Contains("Sqrt is not defined for Int32", Assert.Throws<ShapeException>(() => Tensor.Create(1).Sqrt()).Message);
        Assert.Contains("compare first", Assert.Throws<ShapeException>(() => Tensor.Where(Tensor.Create(1f), Tensor.Create(1f), Tensor.Create(1f))).Message);
        Assert.Throws<ShapeException>(() => !Tensor.Create(1f));
        Assert.Throws<ShapeException>(() => Tensor.Create(true) + Tensor.Create(true));
        Assert.Contains("1.5", Assert.Throws<ArgumentException>(() => Tensor.Create(1) * 1.5).Message);
    }
}
