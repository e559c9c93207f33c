using Hebb.Tensors;

namespace Hebb.Graphs;

/// <summary>Debug mode: op by op with the reference evaluation, stopping at the first value that is not finite.</summary>
internal sealed class InterpretedProgram(TracedGraph graph) : Executable(graph)
{
    private const long BytesOfTensor = 256;

    private readonly TracedGraph _graph = graph;

    public override long Bytes => _graph.Tensors.Count * BytesOfTensor;

    protected override bool Execute(Call call)
    {
        Storage[] given = new Storage[call.Arguments.Length + 1];
        for (int i = 0; i < call.Arguments.Length; i++) { given[i] = call.Arguments[i].Evaluated(); }
        given[^1] = Tensor.Scalar(call.Step, DType.Int64).Value!;
        Interpreter interpreter = new(_graph.Roots) { Observe = CheckFinite };
        Dictionary<Tensor, Storage> values = interpreter.Run(leaf => leaf.Op is Input input ? given[input.Index] : ValueOf(((ParameterRead)leaf.Op).Parameter));

        // Results first, and new values apart from old ones: an assignment may be of another parameter's old value.
        for (int i = 0; i < call.Results.Length; i++) { values[_graph.Outputs[i]].Span<byte>().CopyTo(call.Results[i].Value!.Span<byte>()); }
        if (_graph.FiniteResult is { } must && !float.IsFinite(call.Results[must].AsSpan<float>()[0])) { return false; }
        byte[][] news = [.. _graph.Assignments.Select(assignment => values[assignment.Value].Span<byte>().ToArray())];
        for (int i = 0; i < news.Length; i++) { _graph.Assignments[i].Key.Buffer.Write(news[i]); }
        return true;
    }

    public override ProgramListing Describe(Call call, int runs)
    {
        List<Tensor> ops = [.. Topology.Sort(_graph.Roots).Where(tensor => tensor.Value is null && tensor.Op is not (Input or ParameterRead))];
        return new([.. ops.Select(tensor => new ProgramLine(
            $"{tensor.Op.Name} {tensor.Shape}",
            tensor.ScopePath,
            tensor.Size * tensor.DType.Size + tensor.Inputs.Sum(x => x.Size * x.DType.Size),
            tensor.Size,
            double.NaN))],
            ops.Sum(tensor => tensor.Size * tensor.DType.Size));
    }

    private static Storage ValueOf(Parameter parameter)
    {
        Storage copy = new(parameter.Buffer.Bytes);
        parameter.Buffer.Read(copy.Span<byte>());
        return copy;
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
                    $"{(tensor.ScopePath is { } layer ? $"{layer}: " : "")}{tensor.Op.Name} gave {element} at element {i} of "
                    + $"shape {tensor.Shape}; its inputs were finite.");
            }
        }
    }
}
