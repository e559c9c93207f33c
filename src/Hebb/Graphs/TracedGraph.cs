using Hebb.Tensors;

namespace Hebb.Graphs;

/// <summary>What tracing a function's code gives: what goes in, what comes out, and which parameters change.</summary>
/// <param name="Inputs">The arguments.</param>
/// <param name="Outputs">The results.</param>
/// <param name="Assignments">The new values of parameters, in order of first assignment.</param>
/// <param name="BeforeRun">What the host does before each run.</param>
/// <param name="Step">The Int64 scalar that random numbers depend on: an input numbered after the arguments.</param>
internal sealed record TracedGraph(Tensor[] Inputs, Tensor[] Outputs, KeyValuePair<Parameter, Tensor>[] Assignments, Action[] BeforeRun, Tensor Step)
{
    /// <summary>Everything that must be computed.</summary>
    public IEnumerable<Tensor> Roots => Outputs.Concat(Assignments.Select(assignment => assignment.Value));

    /// <summary>Runs the code once on symbols for its arguments.</summary>
    public static TracedGraph Of(Func<IReadOnlyList<Tensor>, IReadOnlyList<Tensor>> body, IReadOnlyList<(Shape Shape, DType DType)> arguments)
    {
        Tensor[] inputs = [.. arguments.Select((argument, i) => new Tensor(new Input(i, argument.Shape, argument.DType), []))];
        Tensor step = new(new Input(inputs.Length, [], DType.Int64), []);
        Trace trace = new() { Step = step };
        Tensor[] outputs = trace.Record(() => body(inputs).ToArray());
        return new(inputs, outputs, [.. trace.Assignments], [.. trace.BeforeRun.Distinct()], step);
    }
}
