using System.Reflection;
using Hebb.Activations;
using Hebb.Graphs;
using Hebb.Losses;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Tests.Ops;

/// <summary>
/// Functions at the edges of float: infinities have their limits, NaN stays NaN, the largest and the smallest numbers neither overflow nor vanish on the way.
/// </summary>
/// <remarks>
/// Computed by PyTorch 1.13 in float32. Where it says NaN though there is a limit (x·σ(x) and its kin at −∞, softsign at ±∞), infinity though the result is a
/// float (hard_silu of the largest) or 0 for a small number (elu and its kin of the denormal), the limit and the result stand here; and NaN for soft_shrink
/// of NaN.
/// </remarks>
public sealed class EdgeTests
{
    private const float Inf = float.PositiveInfinity, Max = float.MaxValue, NaN = float.NaN;

    private static readonly float[] s_points = [-Inf, -Max, -1e30f, -1e-40f, -0f, 0f, 1e-40f, 1e30f, Max, Inf, NaN];

    private static readonly Dictionary<string, float[]> s_functions = new()
    {
        ["Abs"] = [Inf, Max, 1e30f, 1e-40f, 0f, 0f, 1e-40f, 1e30f, Max, Inf, NaN],
        ["Sqrt"] = [NaN, NaN, NaN, NaN, -0f, 0f, 9.999973e-21f, 1e+15f, 1.8446743e+19f, Inf, NaN],
        ["Exp"] = [0f, 0f, 0f, 1f, 1f, 1f, 1f, Inf, Inf, Inf, NaN],
        ["Expm1"] = [-1f, -1f, -1f, -1e-40f, -0f, 0f, 1e-40f, Inf, Inf, Inf, NaN],
        ["Log"] = [NaN, NaN, NaN, NaN, -Inf, -Inf, -92.10340881f, 69.0775528f, 88.72283936f, Inf, NaN],
        ["Log1p"] = [NaN, NaN, NaN, -1e-40f, -0f, 0f, 1e-40f, 69.0775528f, Inf, Inf, NaN],
        ["Sin"] = [NaN, 0.52187651f, 0.79116344f, -1e-40f, -0f, 0f, 1e-40f, -0.79116344f, -0.52187651f, NaN, NaN],
        ["Cos"] = [NaN, 0.85302103f, -0.61160481f, 1f, 1f, 1f, 1f, -0.61160481f, 0.85302103f, NaN, NaN],
        ["Tan"] = [NaN, 0.61179793f, -1.29358602f, -1e-40f, -0f, 0f, 1e-40f, 1.29358602f, -0.61179793f, NaN, NaN],
        ["Asin"] = [NaN, NaN, NaN, -1e-40f, -0f, 0f, 1e-40f, NaN, NaN, NaN, NaN],
        ["Acos"] = [NaN, NaN, NaN, 1.57079637f, 1.57079637f, 1.57079637f, 1.57079637f, NaN, NaN, NaN, NaN],
        ["Atan"] = [-1.57079637f, -1.57079637f, -1.57079637f, -1e-40f, -0f, 0f, 1e-40f, 1.57079637f, 1.57079637f, 1.57079637f, NaN],
        ["Sinh"] = [-Inf, -Inf, -Inf, -1e-40f, -0f, 0f, 1e-40f, Inf, Inf, Inf, NaN],
        ["Cosh"] = [Inf, Inf, Inf, 1f, 1f, 1f, 1f, Inf, Inf, Inf, NaN],
        ["Tanh"] = [-1f, -1f, -1f, -1e-40f, -0f, 0f, 1e-40f, 1f, 1f, 1f, NaN],
        ["Asinh"] = [-Inf, -89.41598511f, -69.77069855f, -1e-40f, -0f, 0f, 1e-40f, 69.77069855f, 89.41598511f, Inf, NaN],
        ["Acosh"] = [NaN, NaN, NaN, NaN, NaN, NaN, NaN, 69.77069855f, 89.41598511f, Inf, NaN],
        ["Atanh"] = [NaN, NaN, NaN, -1e-40f, -0f, 0f, 1e-40f, NaN, NaN, NaN, NaN],
        ["Sigmoid"] = [0f, 0f, 0f, 0.5f, 0.5f, 0.5f, 0.5f, 1f, 1f, 1f, NaN],
        ["Relu"] = [0f, 0f, 0f, 0f, -0f, 0f, 1e-40f, 1e30f, Max, Inf, NaN],
        ["Softplus"] = [0f, 0f, 0f, 0.69314718f, 0.69314718f, 0.69314718f, 0.69314718f, 1e30f, Max, Inf, NaN],
        ["Erf"] = [-1f, -1f, -1f, -1.12837e-40f, -0f, 0f, 1.12837e-40f, 1f, 1f, 1f, NaN],
        ["Floor"] = [-Inf, -Max, -1e30f, -1f, -0f, 0f, 0f, 1e30f, Max, Inf, NaN],
        ["Ceiling"] = [-Inf, -Max, -1e30f, -0f, -0f, 0f, 1f, 1e30f, Max, Inf, NaN],
        ["Round"] = [-Inf, -Max, -1e30f, -0f, -0f, 0f, 0f, 1e30f, Max, Inf, NaN],
        ["Square"] = [Inf, Inf, Inf, 0f, 0f, 0f, 0f, Inf, Inf, Inf, NaN],
    };

    private static readonly Dictionary<string, float[]> s_activations = new()
    {
        ["relu"] = [0f, 0f, 0f, 0f, -0f, 0f, 1e-40f, 1e30f, Max, Inf, NaN],
        ["relu6"] = [0f, 0f, 0f, 0f, -0f, 0f, 1e-40f, 6f, 6f, 6f, NaN],
        ["leaky_relu"] = [-Inf, -6.805647e+37f, -2e+29f, -2e-41f, -0f, 0f, 1e-40f, 1e30f, Max, Inf, NaN],
        ["elu"] = [-1f, -1f, -1f, -1e-40f, 0f, 0f, 1e-40f, 1e30f, Max, Inf, NaN],
        ["selu"] = [-1.75809932f, -1.75809932f, -1.75809932f, -1.75810e-40f, 0f, 0f, 1.0507e-40f, 1.050701e30f, Inf, Inf, NaN],
        ["celu"] = [-1f, -1f, -1f, -1e-40f, 0f, 0f, 1e-40f, 1e30f, Max, Inf, NaN],
        ["gelu"] = [0f, 0f, 0f, -5e-41f, 0f, 0f, 5e-41f, 1e30f, Max, Inf, NaN],
        ["silu"] = [0f, -0f, -0f, -5e-41f, -0f, 0f, 5e-41f, 1e30f, Max, Inf, NaN],
        ["softplus"] = [0f, 0f, 0f, 0.69314718f, 0.69314718f, 0.69314718f, 0.69314718f, 1e30f, Max, Inf, NaN],
        ["softsign"] = [-1f, -1f, -1f, -1e-40f, -0f, 0f, 1e-40f, 1f, 1f, 1f, NaN],
        ["sigmoid"] = [0f, 0f, 0f, 0.5f, 0.5f, 0.5f, 0.5f, 1f, 1f, 1f, NaN],
        ["log_sigmoid"] = [-Inf, -Max, -1e30f, -0.69314718f, -0.69314718f, -0.69314718f, -0.69314718f, 0f, 0f, 0f, NaN],
        ["hard_sigmoid"] = [0f, 0f, 0f, 0.5f, 0.5f, 0.5f, 0.5f, 1f, 1f, 1f, NaN],
        ["hard_silu"] = [0f, -0f, -0f, -5e-41f, -0f, 0f, 5e-41f, 1e30f, Max, Inf, NaN],
        ["tanh"] = [-1f, -1f, -1f, -1e-40f, -0f, 0f, 1e-40f, 1f, 1f, 1f, NaN],
        ["hard_tanh"] = [-1f, -1f, -1f, -1e-40f, -0f, 0f, 1e-40f, 1f, 1f, 1f, NaN],
        ["exponential"] = [0f, 0f, 0f, 1f, 1f, 1f, 1f, Inf, Inf, Inf, NaN],
        ["mish"] = [0f, -0f, -0f, -6e-41f, -0f, 0f, 6e-41f, 1e30f, Max, Inf, NaN],
        ["tanh_shrink"] = [-Inf, -Max, -1e30f, 0f, 0f, 0f, 0f, 1e30f, Max, Inf, NaN],
        ["hard_shrink"] = [-Inf, -Max, -1e30f, 0f, 0f, 0f, 0f, 1e30f, Max, Inf, NaN],
        ["soft_shrink"] = [-Inf, -Max, -1e30f, 0f, 0f, 0f, 0f, 1e30f, Max, Inf, NaN],
        ["threshold"] = [0f, 0f, 0f, 0f, 0f, 0f, 1e-40f, 1e30f, Max, Inf, NaN],
        ["linear"] = [-Inf, -Max, -1e30f, -1e-40f, -0f, 0f, 1e-40f, 1e30f, Max, Inf, NaN],
    };

    public static TheoryData<string> Functions => [.. s_functions.Keys];

    public static TheoryData<string> Activations => [.. s_activations.Keys];

    [Theory, MemberData(nameof(Functions))]
    public void Functions_have_their_limits(string name)
    {
        MethodInfo method = typeof(TensorOps).GetMethod(name, [typeof(Tensor)])!;
        Check(s_functions[name], x => (Tensor)method.Invoke(null, [x])!, name);
    }

    [Theory, MemberData(nameof(Activations))]
    public void Activations_have_their_limits(string name) => Check(s_activations[name], Activation.Get(name).Apply, name);

    [Fact]
    public void No_activation_loses_a_NaN()
    {
        foreach (Activation activation in Activation.All.Where(activation => activation.Name != "step"))
        {
            float[] values = [.. activation.Apply(Tensor.Create(NaN, 1f, 2f, NaN)).ToArray<float>()];
            Assert.Contains(values, float.IsNaN);
        }
    }

    /// <summary>By the formula, in double.</summary>
    [Theory]
    [InlineData(3.4e38, 3.4e38)]
    [InlineData(-3.4e38, 3.4e38)]
    [InlineData(1e30, 1e30)]
    [InlineData(-89, 88.306852819440055)]
    [InlineData(89, 88.306852819440055)]
    [InlineData(0.5, 0.12011450695827752)]
    [InlineData(double.NegativeInfinity, double.PositiveInfinity)]
    [InlineData(double.NaN, double.NaN)]
    public void LogCosh_of_large_errors_is_their_size(double error, double expected) =>
        Near.Equal([expected], Loss.LogCosh.PerRow(Tensor.Zeros([1, 1]), Tensor.Create<float>([(float)error], [1, 1])), 1e-6);

    [Theory]
    [InlineData(0, 0, 0.5)]
    [InlineData(double.NegativeInfinity, 0, 0)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity, 1)]
    [InlineData(double.NaN, double.NaN, double.NaN)]
    public void Softplus_keeps_its_derivative(double x, double value, double derivative)
    {
        Tensor at = Tensor.Scalar(x), y = at.Softplus();
        Tensor slope = Gradient.Of(y, at)[0];
        if (x == 0) { value = Math.Log(2); }
        Near.Equal([value, derivative], [y.Item(), slope.Item()], 1e-6);
    }

    private static void Check(float[] expected, Func<Tensor, Tensor> function, string name)
    {
        Tensor x = Tensor.Create(s_points);
        foreach (float[] actual in (float[][])[function(x).ToArray<float>(), new Function(function).Call(x)[0].ToArray<float>()])
        {
            for (int i = 0; i < expected.Length; i++)
            {
                bool near = expected[i].Equals(actual[i]) || Math.Abs((double)expected[i] - actual[i]) <= Math.Max(2e-6 * Math.Abs((double)expected[i]), 1e-42);
                Assert.True(near, $"{name} of {s_points[i]} is {expected[i]}, but came out as {actual[i]}.");
            }
        }
    }
}
