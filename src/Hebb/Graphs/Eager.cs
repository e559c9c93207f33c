using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Hebb.Tensors;

namespace Hebb.Graphs;

/// <summary>
/// Computes tensors that are read outside of functions: small ones op by op, larger ones through a compiled program that runs once.
/// </summary>
internal static class Eager
{
    /// <summary>Fewer elements than this are computed faster by the interpreter than they can be compiled.</summary>
    private const long FewestElementsToCompile = 4096;

    private static readonly WorkspacePool s_workspaces = new(keeps: false);

    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "Tensors must not know graphs: this is the one hook upwards.")]
    internal static void Register() => Tensor.Evaluator = Evaluate;

    private static void Evaluate(IReadOnlyList<Tensor> tensors)
    {
        List<Tensor> order = Topology.Sort(tensors);
        long elements = 0;
        foreach (Tensor tensor in order)
        {
            if (tensor.Value is not null) { continue; }
            if (tensor.Op is Input or ParameterRead) { tensor.Op.Evaluate([], default); } // explains why it has no value here
            elements += tensor.Size;
        }

        if (elements < FewestElementsToCompile)
        {
            Dictionary<Tensor, Storage> values = new Interpreter(tensors).Run(leaf => throw new InvalidOperationException($"{leaf.Op.Name} has no value outside of a Function."));
            foreach (Tensor tensor in tensors) { tensor.Settle(values[tensor]); }
            return;
        }

        TracedGraph graph = new([], [.. tensors], [], [], new(new Input(0, [], DType.Int64), []));
        CompiledProgram program = new(graph, s_workspaces, threads: null);
        Tensor[] results = program.NewResults();
        program.Run([], results, step: 0);
        for (int i = 0; i < results.Length; i++) { tensors[i].Settle(results[i].Value!); }
    }
}
