using Hebb.Activations;
using Hebb.Graphs;
using Hebb.Losses;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Explaining;

/// <summary>Examples of activations and losses, with their derivatives.</summary>
internal static class FunctionExamples
{
    private static readonly ExplanationSections s_text = new(6);

    /// <summary>The examples.</summary>
    public static IReadOnlyList<WorkedExample> All { get; } =
    [
        new("softmax", "Softmax of (−1, 0, 3, 5)", () => [Softmax([-1, 0, 3, 5])]),
        new("cross-entropy", "Cross-entropy of three probabilities whose first class is true, sparse and one-hot", () => [CrossEntropy()]),
        new("leaky-relu", "Leaky ReLU with slope 0.01", () => [Curve("leaky_relu(0.01)", Activation.LeakyRelu(0.01), [-3, 0, 2])]),
        new("sigmoid", "The sigmoid, whose derivative is at most 0.25", () => [Curve("σ", Activation.Sigmoid, [-4, -2, -1, 0, 1, 2, 4])]),
        new("tanh", "The hyperbolic tangent, whose derivative is at most 1", () => [Curve("tanh", Activation.Tanh, [-4, -2, -1, 0, 1, 2, 4])]),
        new("swish", "Swish, x·σ(x)", () => [Swish([-4, -2, -1, 0, 1, 2, 4])]),
        new("perceptron-loss", "The derivative of the perceptron's loss max(0, −y·f(x)) by the weights", () => [PerceptronLoss()]),
    ];

    private static ExplainedSection Softmax(double[] z)
    {
        double[] p = Activation.Softmax.Apply(Row(z)).ToDoubles();
        double sum = z.Sum(Math.Exp);
        return new(
            "pᵢ = e^zᵢ / Σ e^z",
            [$"Σ e^z = {string.Join(" + ", z.Select(value => s_text.Number(Math.Exp(value))))} = {s_text.Number(sum)}", $"Σ p = {s_text.Number(p.Sum())}"],
            [["z", "e^z", "p"], .. z.Select((value, i) => (IReadOnlyList<string>)[s_text.Number(value), s_text.Number(Math.Exp(value)), s_text.Number(p[i])])]);
    }

    private static ExplainedSection CrossEntropy()
    {
        Tensor p = Row([0.2, 0.3, 0.5]);
        double oneHot = Loss.CategoricalCrossentropy.Compute(Row([1, 0, 0]), p).Item(),
            sparse = Loss.SparseCategoricalCrossentropy.Compute(Tensor.Create([0], [1, 1]), p).Item();
        return new(
            "−Σ yᵢ·ln pᵢ with p = (0.2, 0.3, 0.5)",
            [$"one-hot y = (1, 0, 0): {s_text.Number(oneHot)}", $"sparse y = class 1: {s_text.Number(sparse)}", $"−ln 0.2 = {s_text.Number(-Math.Log(0.2))}"],
            []);
    }

    private static ExplainedSection Curve(string name, Activation activation, double[] x)
    {
        (double[] y, double[] slope) = Slopes(activation, x);
        double largest = Slopes(activation, [.. Enumerable.Range(-1000, 2001).Select(i => i * 0.01)]).Slope.Max();
        return new(
            name,
            [$"largest derivative between −10 and 10: {s_text.Number(largest)}"],
            [
                ["x", name, "derivative"],
                .. x.Select((value, i) => (IReadOnlyList<string>)[s_text.Number(value), s_text.Number(y[i]), s_text.Number(slope[i])]),
            ]);
    }

    private static ExplainedSection Swish(double[] x)
    {
        (double[] y, double[] slope) = Slopes(Activation.Silu, x);
        double[] sigmoid = Activation.Sigmoid.Apply(Row(x)).ToDoubles();
        return new(
            "swish",
            ["derivative σ(x)(1 + x(1 − σ(x)))"],
            [["x", "σ(x)", "x·σ(x)", "swish", "derivative"], .. x.Select((value, i) => (IReadOnlyList<string>)
                [s_text.Number(value), s_text.Number(sigmoid[i]), s_text.Number(value * sigmoid[i]), s_text.Number(y[i]), s_text.Number(slope[i])])]);
    }

    private static ExplainedSection PerceptronLoss()
    {
        double[] x = [2, -1];
        List<IReadOnlyList<string>> rows = [["y", "f(x)", "y·f(x)", "loss", "∂L/∂w1", "∂L/∂w2", "∂L/∂b"]];
        foreach (double y in (double[])[1, -1])
        {
            Tensor w = Tensor.Create([0.5, 0.25], [2, 1]), b = Tensor.Scalar(0.1, DType.Float64), f = Row(x).MatMul(w) + b;
            Tensor loss = new PerceptronLoss().Compute(Row([y]), f);
            Tensor[] gradients = Gradient.Of(loss, [w, b]);
            rows.Add([.. new[] { y, f.Item(), y * f.Item(), loss.Item() }.Concat(gradients[0].ToDoubles()).Append(gradients[1].Item()).Select(s_text.Number)]);
        }

        return new("max(0, −y·f(x)), f(x) = w·x + b", ["x = (2, −1), w = (0.5, 0.25), b = 0.1", "0 if y·f(x) ≥ 0, else −y·x (and −y for b)"], rows);
    }

    private static (double[] Value, double[] Slope) Slopes(Activation activation, double[] x)
    {
        Tensor input = Row(x), output = activation.Apply(input), slope = Gradient.Of(output.Sum(), [input])[0];
        double[] slopes = slope.ToDoubles();
        return (output.ToDoubles(), slopes);
    }

    private static Tensor Row(double[] values) => Tensor.Create(values, [1, values.Length]);
}
