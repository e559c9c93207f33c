using Hebb.Graphs;
using Hebb.Losses;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Tests.WorkedExamples;

/// <summary>
/// Two inputs (cgpa, iq), two hidden units, one output: nine parameters, whose partial derivatives by automatic differentiation equal those
/// that lecture notes derive by hand.
/// </summary>
public sealed class NineGradientsTests
{
    private static readonly double[] s_x = [0.8, 0.65];
    private static readonly double[,] s_w1 = { { 0.3, -0.4 }, { 0.25, 0.1 } };
    private static readonly double[] s_b1 = [0.05, -0.1], s_w2 = [0.7, -0.6], s_b2 = [0.2];

    [Fact]
    public void Regression_with_linear_units_and_squared_error()
    {
        const double Target = 0.9;
        double[] o = [.. Hidden(z => z)];
        double prediction = o[0] * s_w2[0] + o[1] * s_w2[1] + s_b2[0], slope = -2 * (Target - prediction);
        double[] expected =
        [
            slope * s_w2[0] * s_x[0], slope * s_w2[1] * s_x[0], slope * s_w2[0] * s_x[1], slope * s_w2[1] * s_x[1],
            slope * s_w2[0], slope * s_w2[1],
            slope * o[0], slope * o[1], slope,
        ];
        Near.Equal(expected, Derived(z => z, z => z, Loss.MeanSquaredError, Target), 1e-14);
    }

    [Fact]
    public void Placement_with_sigmoid_units_and_cross_entropy()
    {
        const double Target = 1;
        double[] o = [.. Hidden(Sigmoid)];
        double prediction = Sigmoid(o[0] * s_w2[0] + o[1] * s_w2[1] + s_b2[0]), slope = -(Target - prediction);
        double Through(int unit) => slope * s_w2[unit] * o[unit] * (1 - o[unit]);
        double[] expected =
        [
            Through(0) * s_x[0], Through(1) * s_x[0], Through(0) * s_x[1], Through(1) * s_x[1],
            Through(0), Through(1),
            slope * o[0], slope * o[1], slope,
        ];
        Near.Equal(expected, Derived(z => z.Sigmoid(), z => z.Sigmoid(), Loss.BinaryCrossentropy, Target), 1e-14);
    }

    private static double[] Derived(Func<Tensor, Tensor> hidden, Func<Tensor, Tensor> output, Loss loss, double target)
    {
        Function f = new(p =>
        {
            Tensor h = hidden(Tensor.Create(s_x, [1, 2]).MatMul(p[0]) + p[1]);
            Tensor y = output(h.MatMul(p[2]) + p[3]);
            return Gradient.Of(loss.Compute(Tensor.Create([target], [1, 1]), y), p);
        });
        return [.. f.Call(Tensor.Create(s_w1), Tensor.Create(s_b1), Tensor.Create(s_w2, [2, 1]), Tensor.Create(s_b2))
            .SelectMany(gradient => gradient.ToDoubles())];
    }

    private static IEnumerable<double> Hidden(Func<double, double> activation) =>
        Enumerable.Range(0, 2).Select(unit => activation(s_x[0] * s_w1[0, unit] + s_x[1] * s_w1[1, unit] + s_b1[unit]));

    private static double Sigmoid(double z) => 1 / (1 + Math.Exp(-z));
}
