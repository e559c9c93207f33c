using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Graphs;

/// <summary>
/// Derivatives by reverse-mode automatic differentiation: each op states how the gradient of its result becomes gradients of its
/// inputs, in ops again; walking from the result back to the variables gives more graph, which can be differentiated in turn.
/// </summary>
public static class Gradient
{
    /// <summary>The gradient of the sum of <paramref name="y"/>'s elements with respect to each of the tensors <paramref name="with"/>.</summary>
    /// <returns>For each tensor a tensor of the same shape: zeros where <paramref name="y"/> does not depend on it.</returns>
    /// <exception cref="InvalidOperationException">A tensor between was read, so how it was computed is forgotten.</exception>
    public static Tensor[] Of(Tensor y, params IReadOnlyList<Tensor> with)
    {
        if (!y.DType.IsFloat)
        {
            throw new ShapeException($"Only floating-point tensors have gradients, but got {y.DType}.");
        }

        List<Tensor> order = Topology.Sort([y], tensor => tensor.Op is StopGradient);
        HashSet<Tensor> needed = [.. with];
        if (!needed.Contains(y)) { RefuseForgotten(y); }
        foreach (Tensor tensor in order)
        {
            if (needed.Contains(tensor)) { continue; }
            if (tensor.Op is StopGradient) { continue; }
            foreach (Tensor input in tensor.Inputs)
            {
                if (!needed.Contains(input)) { RefuseForgotten(input); }
            }

            if (tensor.Value is null && tensor.Inputs.Any(needed.Contains)) { needed.Add(tensor); }
        }

        Dictionary<Tensor, Tensor> gradients = new() { [y] = Tensor.Ones(y.Shape, y.DType) };
        for (int i = order.Count - 1; i >= 0; i--)
        {
            Tensor tensor = order[i];
            if (tensor.Value is not null || !needed.Contains(tensor) || !gradients.TryGetValue(tensor, out Tensor? dy)) { continue; }
            using Scope.Entered scope = Scope.Set(tensor.ScopePath);
            Propagate(tensor, dy, needed, gradients);
        }

        return [.. with.Select(tensor => gradients.TryGetValue(tensor, out Tensor? gradient) ? gradient : Tensor.Zeros(tensor.Shape, tensor.DType))];
    }

    /// <summary>
    /// The gradient of the sum of <paramref name="y"/>'s elements with respect to parameters; inside a <see cref="Function"/> only. Of a parameter that was
    /// assigned meanwhile, every read counts, whichever value it saw; how an assigned value was computed does not.
    /// </summary>
    /// <exception cref="InvalidOperationException">Called outside a function, where reading a parameter gives a snapshot.</exception>
    public static Tensor[] Of(Tensor y, IReadOnlyList<Parameter> with)
    {
        Trace trace = Trace.Current
            ?? throw new InvalidOperationException(
                "Gradients with respect to parameters are taken inside a Function. Outside, take them with respect to tensors.");
        Tensor[] versions = [.. with.SelectMany(trace.Versions)];
        Tensor[] gradients = Of(y, versions);
        int next = 0;
        return [.. with.Select(parameter =>
        {
            int first = next;
            next += trace.Versions(parameter).Count;
            return gradients[first..next].Aggregate((a, b) => a + b);
        })];
    }

    private static void Propagate(Tensor tensor, Tensor dy, HashSet<Tensor> needed, Dictionary<Tensor, Tensor> gradients)
    {
        Tensor?[] flows = tensor.Op.Gradient(tensor, dy);
        for (int i = 0; i < flows.Length; i++)
        {
            Tensor input = tensor.Inputs[i];
            if (flows[i] is not { } flow || !needed.Contains(input)) { continue; }
            flow = flow.BroadcastTo(input.Shape);
            gradients[input] = gradients.TryGetValue(input, out Tensor? sum) ? sum + flow : flow;
        }
    }

    /// <summary>
    /// Outside functions a tensor that was read no longer knows its inputs; a gradient that should have passed through it would
    /// silently be 0. Inside a function, everything made outside is a constant, and that is what its author means.
    /// </summary>
    private static void RefuseForgotten(Tensor tensor)
    {
        if (tensor.Forgotten && Trace.Current is null)
        {
            throw new InvalidOperationException(
                $"A tensor of shape {tensor.Shape} was read before the gradient was taken, and reading forgets how a tensor was computed. "
                + "Take the gradient first, work inside a Function, or, if it is mere data, use its StopGradient().");
        }
    }
}
