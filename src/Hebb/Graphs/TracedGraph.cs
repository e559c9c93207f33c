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
    /// <summary>The number of the result, one float, that must be finite for assignments to take effect; null if they always do.</summary>
    public int? FiniteResult { get; init; }

    /// <summary>Everything that must be computed.</summary>
    public IEnumerable<Tensor> Roots => Outputs.Concat(Assignments.Select(assignment => assignment.Value));

    /// <summary>All tensors that must be computed, inputs first.</summary>
    public IReadOnlyList<Tensor> Tensors { get => field ??= Topology.Sort(Roots); init; }

    /// <summary>The parameters that are read or assigned.</summary>
    public IReadOnlyList<Parameter> Parameters => [.. Tensors.Select(tensor => tensor.Op).OfType<ParameterRead>().Select(read => read.Parameter)
        .Concat(Assignments.Select(assignment => assignment.Key)).Distinct()];

    /// <summary>
    /// Those parameters that are numbers which the host sets before each run: a device fetches them once a run, all together, with the number of the step.
    /// </summary>
    public IReadOnlyList<Parameter> HostScalars => [.. Parameters.Where(parameter => parameter.Device is null)];

    /// <summary>Where the graph is computed: where its parameters are; a graph without any on the device in use.</summary>
    /// <exception cref="InvalidOperationException">Its parameters are on several devices.</exception>
    public Device Device
    {
        get
        {
            Parameter[] placed = [.. Parameters.Where(parameter => parameter.Device is not null)];
            if (placed.Length == 0) { return Device.Current; }
            return Array.Find(placed, parameter => parameter.Device != placed[0].Device) is not { } other
                ? (Device)placed[0].Device!
                : throw new InvalidOperationException(
                    $"{placed[0].Name} is on {placed[0].Device!.Name}, but {other.Name} is on {other.Device!.Name}: a function works on one device.");
        }
    }

    /// <summary>A graph without arguments that computes these tensors.</summary>
    public static TracedGraph Of(IReadOnlyList<Tensor> results) => new([], [.. results], [], [], new(new Input(0, [], DType.Int64), []));

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
