using Hebb.Graphs;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Tests.WorkedExamples;

/// <summary>The step of backpropagation that lecture notes work by hand: two inputs, two hidden and two output units, all sigmoids, E = ½Σ(t − o)².</summary>
public sealed class BackpropagationTests
{
    private const double Digits = 5e-10, Rate = 0.5;

    private static readonly Tensor s_inputs = Tensor.Create(new[,] { { 0.05, 0.10 } }), s_targets = Tensor.Create(new[,] { { 0.01, 0.99 } });
    private static readonly double[] s_weights = [.15, .20, .25, .30, .40, .45, .50, .55];

    [Fact]
    public void Network_A_digit_by_digit()
    {
        // h1 gets w1, w2; h2 gets w3, w4; o1 gets w5, w6; o2 gets w7, w8: the weights of a unit lie in a column.
        (double[] h, double[] o, double e, double[] gradient) = Step([[0, 2], [1, 3]], [[4, 6], [5, 7]]);
        Near.Equal([0.593269992, 0.596884378], h, Digits);
        Near.Equal([0.751365070, 0.772928465], o, Digits);
        Assert.Equal(0.298371109, e, Digits);
        Assert.Equal(0.082167041, gradient[4], Digits);
        Near.Equal([0.149780716, 0.199561432, 0.249751144, 0.299502287, 0.358916480, 0.408666186, 0.511301270, 0.561370121], After(gradient), Digits);
    }

    [Fact]
    public void Network_B_whose_weights_cross_over_digit_by_digit()
    {
        // h1 gets w1, w3; h2 gets w2, w4; o1 gets w5, w7; o2 gets w6, w8.
        (double[] h, double[] o, double e, double[] gradient) = Step([[0, 1], [2, 3]], [[4, 5], [6, 7]]);
        Near.Equal([0.594475931, 0.596282699], h, Digits);
        Near.Equal([0.756931915, 0.767717880], o, Digits);
        Assert.Equal(0.303658314, e, Digits);
        Assert.Equal(0.081695860, gradient[4], Digits);
        double[] w = After(gradient);
        Near.Equal([0.359152070, 0.459027922, 0.461782196, 0.561818005], [w[4], w[6], w[5], w[7]], Digits);
        Near.Equal([0.149776208, 0.199717678, 0.249552416, 0.299435355], w[..4], Digits);
    }

    /// <summary>The forward pass, the error and its gradient with respect to w1 … w8, given which weight stands where in the two kernels.</summary>
    private static (double[] Hidden, double[] Output, double Error, double[] Gradient) Step(int[][] first, int[][] second)
    {
        Tensor w = Tensor.Create(s_weights);
        Function f = new(x =>
        {
            Tensor hidden = (x[0].MatMul(Kernel(x[1], first)) + 0.35).Sigmoid();
            Tensor output = (hidden.MatMul(Kernel(x[1], second)) + 0.60).Sigmoid();
            Tensor error = (s_targets - output).Square().Sum() * 0.5;
            return [hidden, output, error, Gradient.Of(error, x[1])[0]];
        });
        Tensor[] results = f.Call(s_inputs, w);
        return (results[0].ToDoubles(), results[1].ToDoubles(), results[2].Item(), results[3].ToDoubles());
    }

    private static Tensor Kernel(Tensor w, int[][] places) => w.Gather(Tensor.Create<int>([.. places.SelectMany(row => row)], [2, 2]));

    private static double[] After(double[] gradient) => [.. s_weights.Zip(gradient, (w, g) => w - Rate * g)];
}
