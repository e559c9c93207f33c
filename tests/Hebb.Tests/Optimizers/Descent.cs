using Hebb.Graphs;
using Hebb.Ops;
using Hebb.Optimizers;
using Hebb.Tensors;

namespace Hebb.Tests.Optimizers;

/// <summary>Steps of an optimizer on the cost Σ½k·w², whose gradient is k·w.</summary>
internal static class Descent
{
    public const int Steps = 5;

    public static IReadOnlyList<double> Start { get; } = [1, -2, 0.5];

    public static IReadOnlyList<double> Curvature { get; } = [1, 0.3, -2];

    /// <summary>Compares each step with a formula of (gradient, weight, number of the step), worked in double for each weight by itself.</summary>
    public static void Compare(Optimizer optimizer, Func<Func<double, double, int, double>> formula)
    {
        Func<double, double, int, double>[] formulas = [.. Start.Select(_ => formula())];
        CompareAll(optimizer, (g, w, t) => [.. formulas.Select((f, i) => f(g[i], w[i], t))]);
    }

    /// <summary>Compares each step with a formula of all gradients and weights.</summary>
    public static void CompareAll(Optimizer optimizer, Func<double[], double[], int, double[]> formula, double tolerance = 2e-6)
    {
        double[] expected = [.. Start];
        int t = 0;
        Run(optimizer, w =>
        {
            expected = formula([.. expected.Select((value, i) => Curvature[i] * value)], expected, ++t);
            Near.Equal(expected, w.Value, tolerance, $"step {t}");
        });
    }

    /// <summary>The weights after five steps.</summary>
    public static double[] Run(Optimizer optimizer, Action<Parameter>? afterStep = null, int steps = Steps)
    {
        Parameter w = new("w", Tensor.Create<float>([.. Start.Select(value => (float)value)]));
        Tensor curvature = Tensor.Create<float>([.. Curvature.Select(value => (float)value)]);
        Function step = new(() =>
        {
            Tensor cost = (w.Value.Square() * curvature * 0.5).Sum();
            optimizer.Apply([w], Gradient.Of(cost, [w]));
            return cost;
        });
        for (int t = 0; t < steps; t++)
        {
            step.Call();
            afterStep?.Invoke(w);
        }

        return w.Value.ToDoubles();
    }

    /// <summary>The weights after each step with given gradients.</summary>
    public static double[][] Follow(Optimizer optimizer, Parameter parameter, params Tensor[] gradients)
    {
        Parameter gradient = new("gradient", gradients[0], trainable: false);
        Function step = new(() =>
        {
            optimizer.Apply([parameter], [gradient.Value]);
            return Tensor.Scalar(0);
        });
        return [.. gradients.Select(value =>
        {
            gradient.Assign(value);
            step.Call();
            return parameter.Value.ToDoubles();
        })];
    }
}
