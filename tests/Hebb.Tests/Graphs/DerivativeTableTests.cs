using Hebb.Graphs;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Tests.Graphs;

/// <summary>The tables of derivatives that calculus courses print, reproduced by automatic differentiation.</summary>
public sealed class DerivativeTableTests
{
    private static readonly Dictionary<string, (Func<Tensor, Tensor> F, Func<double, double> Derivative)> s_table = new()
    {
        ["c"] = (x => Tensor.Full(x.Shape, 7, x.DType), _ => 0),
        ["x"] = (x => x, _ => 1),
        ["x^2"] = (x => x.Pow(2), x => 2 * x),
        ["x^5"] = (x => x.Pow(5), x => 5 * Math.Pow(x, 4)),
        ["x^-3"] = (x => x.Pow(-3), x => -3 * Math.Pow(x, -4)),
        ["sqrt x"] = (x => x.Sqrt(), x => 1 / (2 * Math.Sqrt(x))),
        ["1/x"] = (x => 1 / x, x => -1 / (x * x)),
        ["e^x"] = (x => x.Exp(), Math.Exp),
        ["2^x"] = (x => Tensor.Full(x.Shape, 2, x.DType).Pow(x), x => Math.Pow(2, x) * Math.Log(2)),
        ["x^x"] = (x => x.Pow(x), x => Math.Pow(x, x) * (Math.Log(x) + 1)),
        ["ln x"] = (x => x.Log(), x => 1 / x),
        ["log10 x"] = (x => x.Log(10), x => 1 / (x * Math.Log(10))),
        ["sin x"] = (x => x.Sin(), Math.Cos),
        ["cos x"] = (x => x.Cos(), x => -Math.Sin(x)),
        ["tan x"] = (x => x.Tan(), x => Math.Pow(Math.Cos(x), -2)),
        ["cot x"] = (x => x.Cot(), x => -Math.Pow(Math.Sin(x), -2)),
        ["sec x"] = (x => x.Sec(), x => Math.Tan(x) / Math.Cos(x)),
        ["csc x"] = (x => x.Csc(), x => -1 / (Math.Tan(x) * Math.Sin(x))),
        ["arcsin x/2"] = (x => (x / 2).Asin(), x => 0.5 / Math.Sqrt(1 - x * x / 4)),
        ["arccos x/2"] = (x => (x / 2).Acos(), x => -0.5 / Math.Sqrt(1 - x * x / 4)),
        ["arctan x"] = (x => x.Atan(), x => 1 / (1 + x * x)),
        ["sinh x"] = (x => x.Sinh(), Math.Cosh),
        ["cosh x"] = (x => x.Cosh(), Math.Sinh),
        ["tanh x"] = (x => x.Tanh(), x => Math.Pow(Math.Cosh(x), -2)),
        ["coth x"] = (x => x.Coth(), x => -Math.Pow(Math.Sinh(x), -2)),
        ["sech x"] = (x => x.Sech(), x => -Math.Tanh(x) / Math.Cosh(x)),
        ["csch x"] = (x => x.Csch(), x => -1 / (Math.Tanh(x) * Math.Sinh(x))),
        ["arsinh x"] = (x => x.Asinh(), x => 1 / Math.Sqrt(x * x + 1)),
        ["arcosh (x+1)"] = (x => (x + 1).Acosh(), x => 1 / Math.Sqrt((x + 1) * (x + 1) - 1)),
        ["artanh x/2"] = (x => (x / 2).Atanh(), x => 0.5 / (1 - x * x / 4)),
        ["product rule: x² sin x"] = (x => x.Square() * x.Sin(), x => 2 * x * Math.Sin(x) + x * x * Math.Cos(x)),
        ["quotient rule: ln x / x"] = (x => x.Log() / x, x => (1 - Math.Log(x)) / (x * x)),
        ["chain rule: sin(e^(x²))"] = (x => x.Square().Exp().Sin(), x => Math.Cos(Math.Exp(x * x)) * Math.Exp(x * x) * 2 * x),
        ["sum rule: 3x² − 4 ln x"] = (x => 3 * x.Square() - 4 * x.Log(), x => 6 * x - 4 / x),
    };

    public static TheoryData<string> Functions => [.. s_table.Keys];

    [Theory, MemberData(nameof(Functions))]
    public void Autodiff_reproduces(string function)
    {
        double[] points = [0.2, 0.5, 0.9, 1.3, 1.45];
        Tensor x = Tensor.Create(points);
        Tensor gradient = Gradient.Of(s_table[function].F(x), x)[0];
        Near.Equal([.. points.Select(s_table[function].Derivative)], gradient, 1e-12, function);
    }

    [Fact]
    public void The_derivative_of_softplus_at_0_is_one_half() =>
        Near.Equal([0.5], Gradient.Of(Run(0, out Tensor x).Softplus(), x)[0], 0);

    [Fact]
    public void The_derivative_of_a_power_of_0_is_0() => Near.Equal([0, 0], Gradients(x => x.Pow(Tensor.Scalar(0)), 0, 2), 0);

    [Fact]
    public void The_largest_of_ties_share_their_gradient() => Near.Equal([0.5, 0.5, 0], Gradients(x => x.Max(0), 3, 3, 1), 0);

    [Fact]
    public void A_product_with_one_zero_has_a_gradient_there() => Near.Equal([0, 8, 0], Gradients(x => x.Product(0), 2, 0, 4), 0);

    private static Tensor Run(float value, out Tensor x) => x = Tensor.Create(value);

    private static Tensor Gradients(Func<Tensor, Tensor> f, params float[] at)
    {
        Tensor x = Tensor.Create(at);
        return Gradient.Of(f(x), x)[0];
    }
}
