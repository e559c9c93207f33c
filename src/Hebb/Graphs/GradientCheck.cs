using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Graphs;

/// <summary>
/// Judges gradients: compares what <see cref="Gradient"/> derives with what differences measure, (f(x + h) − f(x − h)) / 2h. The code is
/// traced as it is and computed again in Float64, so that differences are exact enough to tell right from wrong.
/// </summary>
/// <remarks>Stay away from kinks: at 0 the two sides of |x| disagree, and so will the check.</remarks>
/// <example>
/// <code>
/// double error = GradientCheck.MaxError(x => x[0].Tanh().MatMul(x[1]), [a, b]);   // below 1e-6 if all is well
/// </code>
/// </example>
public static class GradientCheck
{
    private const ulong ProjectionKey = 0x50726F6A656374;

    /// <summary>The largest error of the gradient with respect to the tensors and to all trainable parameters that the code reads.</summary>
    /// <param name="f">The function to check. A result of several elements is multiplied by fixed random numbers and added up first.</param>
    /// <param name="at">Where to check: the arguments. Integers and booleans are passed on but not varied.</param>
    /// <param name="step">The step h of the differences, for values of size 1; larger values take larger steps.</param>
    /// <returns>The worst |derived − measured| / max(1, |measured|) over all elements; NaN if any is NaN.</returns>
    /// <exception cref="ShapeException">The result is not a floating-point tensor.</exception>
    public static double MaxError(Func<IReadOnlyList<Tensor>, Tensor> f, IReadOnlyList<Tensor> at, double step = 1e-5)
    {
        TracedGraph graph = TracedGraph.Of(x => [f(x)], [.. at.Select(tensor => (tensor.Shape, tensor.DType))]);
        Trace trace = new() { Step = graph.Step };
        return trace.Record(() => Compare(graph, at, step));
    }

    /// <summary>The largest error of the gradient with respect to all trainable parameters that the code reads.</summary>
    /// <inheritdoc cref="MaxError(Func{IReadOnlyList{Tensor}, Tensor}, IReadOnlyList{Tensor}, double)"/>
    public static double MaxError(Func<Tensor> f, double step = 1e-5) => MaxError(_ => f(), [], step);

    private static double Compare(TracedGraph graph, IReadOnlyList<Tensor> at, double step)
    {
        // The step of random ops is an input as well, numbered after the arguments.
        Widening wide = new([graph.Outputs[0], .. graph.Inputs], at.Count + 1);
        Dictionary<Tensor, Storage> values = new() { [graph.Step] = new(sizeof(long)) };
        List<Tensor> variables = [];
        for (int i = 0; i < at.Count; i++) { AddLeaf(wide[graph.Inputs[i]], at[i], vary: true); }
        foreach ((Parameter parameter, Tensor leaf) in wide.Parameters) { AddLeaf(leaf, Trace.Outside(() => parameter.Value), parameter.Trainable); }

        Tensor cost = Projected(wide[graph.Outputs[0]]);
        Tensor[] gradients = Gradient.Of(cost, variables);
        Dictionary<Tensor, Storage> derived = new Interpreter(gradients.Append(cost)).Run(Leaf);
        // Only what depends on the varied element is computed again, and in place: a check is mostly this loop.
        Interpreter forward = new([cost]);
        Dictionary<Tensor, Storage> computed = forward.Run(Leaf);
        double worst = 0;
        for (int v = 0; v < variables.Count; v++)
        {
            IReadOnlyList<Tensor> dependents = forward.DependentsOf(variables[v]);
            Storage point = values[variables[v]];
            for (int i = 0; i < variables[v].Size; i++)
            {
                double value = point.Span<double>()[i], h = step * Math.Max(1, Math.Abs(value));
                double measured = (CostAt(value + h) - CostAt(value - h)) / (2 * h);
                point.Span<double>()[i] = value;
                worst = Math.Max(worst, Math.Abs(derived[gradients[v]].Span<double>()[i] - measured) / Math.Max(1, Math.Abs(measured)));

                double CostAt(double moved)
                {
                    point.Span<double>()[i] = moved;
                    forward.Update(dependents, computed);
                    return computed[cost].Span<double>()[0];
                }
            }

            forward.Update(dependents, computed);
        }

        return worst;

        void AddLeaf(Tensor leaf, Tensor value, bool vary)
        {
            Storage storage = new(leaf.Size * leaf.DType.Size);
            if (leaf.DType == DType.Float64) { value.ToDoubles().CopyTo(storage.Span<double>()); }
            else { value.Evaluated().Span<byte>().CopyTo(storage.Span<byte>()); }
            values[leaf] = storage;
            if (vary && leaf.DType.IsFloat) { variables.Add(leaf); }
        }

        Storage Leaf(Tensor leaf) => values.TryGetValue(leaf, out Storage? storage) ? storage : values[graph.Step];
    }

    /// <summary>One number that depends on every element, each with a weight of its own, so that no two errors cancel.</summary>
    private static Tensor Projected(Tensor y)
    {
        if (!y.DType.IsFloat) { throw new ShapeException($"Only floating-point results have gradients to check, but the function returned {y.DType}."); }
        double[] weights = new double[y.Size];
        for (int i = 0; i < weights.Length; i++) { weights[i] = 0.5 + Philox.Uniform(ProjectionKey, 0, i); }
        return (y * Tensor.Create<double>(weights, y.Shape)).Sum();
    }
}
