using Hebb.Tensors;

namespace Hebb.Graphs;

/// <summary>Debug mode: op by op with the reference evaluation, stopping at the first value that is not finite.</summary>
internal sealed class InterpretedProgram(TracedGraph graph) : Executable(graph)
{
    protected override void Execute(ReadOnlySpan<Tensor> arguments, ReadOnlySpan<Tensor> results, long step)
    {
        Storage[] given = new Storage[arguments.Length + 1];
        for (int i = 0; i < arguments.Length; i++) { given[i] = arguments[i].Evaluated(); }
        given[^1] = new(sizeof(long));
        given[^1].Span<long>()[0] = step;
        Interpreter interpreter = new(Graph.Roots) { Observe = CheckFinite };
        Dictionary<Tensor, Storage> values = interpreter.Run(leaf => leaf.Op is Input input ? given[input.Index] : ((ParameterRead)leaf.Op).Parameter.Storage);

        // Results first, and new values apart from old ones: an assignment may be of another parameter's old value.
        for (int i = 0; i < results.Length; i++) { values[Graph.Outputs[i]].Span<byte>().CopyTo(results[i].Value!.Span<byte>()); }
        byte[][] news = [.. Graph.Assignments.Select(assignment => values[assignment.Value].Span<byte>().ToArray())];
        for (int i = 0; i < news.Length; i++) { news[i].CopyTo(Graph.Assignments[i].Key.Storage.Span<byte>()); }
    }

    public override ProgramListing Describe(ReadOnlySpan<Tensor> arguments, int runs, long step)
    {
        List<Tensor> ops = [.. Topology.Sort(Graph.Roots).Where(tensor => tensor.Value is null && tensor.Op is not (Input or ParameterRead))];
        return new([.. ops.Select(tensor => new ProgramLine(
            $"{tensor.Op.Name} {tensor.Shape}", tensor.ScopePath, tensor.Size * tensor.DType.Size + tensor.Inputs.Sum(x => x.Size * x.DType.Size), tensor.Size, double.NaN))],
            ops.Sum(tensor => tensor.Size * tensor.DType.Size));
    }

    private static void CheckFinite(Tensor tensor, Storage value)
    {
        if (!tensor.DType.IsFloat) { return; }
        for (int i = 0; i < tensor.Size; i++)
        {
            double element = tensor.DType == DType.Float32 ? value.Span<float>()[i] : value.Span<double>()[i];
            if (!double.IsFinite(element))
            {
                throw new NonFiniteException(
                    $"{(tensor.ScopePath is { } layer ? $"{layer}: " : "")}{tensor.Op.Name} gave {element} at element {i} of shape {tensor.Shape}; its inputs were finite.");
            }
        }
    }
}
