using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Hebb.Tensors;

namespace Hebb.Graphs;

/// <summary>Computes tensors that are read outside of functions.</summary>
internal static class Eager
{
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "Tensors must not know graphs: this is the one hook upwards.")]
    internal static void Register() => Tensor.Evaluator = Evaluate;

    private static void Evaluate(IReadOnlyList<Tensor> tensors)
    {
        Dictionary<Tensor, Storage> values = new Interpreter(tensors).Run(leaf =>
        {
            leaf.Op.Evaluate([], default); // explains why an input or parameter read has no value here
            throw new InvalidOperationException($"{leaf.Op.Name} has no value outside of a Function.");
        });
        foreach (Tensor tensor in tensors) { tensor.Settle(values[tensor]); }
    }
}
