using Hebb.Tensors;

namespace Hebb.Graphs;

/// <summary>
/// The seam between graphs and what computes them. A device compiles a traced graph into an executable and owns the memory of parameters. Arguments and results
/// of a run are tensors of the host; whether they must be moved is the device's business.
/// </summary>
internal abstract class Device : IDevice
{
    /// <summary>Fewer elements than this are computed faster op by op than they can be compiled.</summary>
    private const long FewestElementsToCompile = 4096;

    /// <summary>More work than this (<see cref="Op.Work"/>) is compiled however few the elements: a window may have millions of taps.</summary>
    private const long MostWorkToInterpret = 1L << 26;

    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <summary>The device in use on this thread.</summary>
    public static Device Current => (Device)Devices.Current;

    /// <inheritdoc/>
    public abstract DeviceBuffer Allocate(Shape shape, DType type);

    /// <summary>Makes a graph ready to run. Its parameters are the device's own or stay with the host.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="sibling">An executable of this device for the same code and other shapes, whose working memory the new one may share.</param>
    public abstract Executable Compile(TracedGraph graph, Executable? sibling = null);

    /// <inheritdoc/>
    public abstract void Share(int parts, Action<int> part);

    /// <summary>Small graphs are computed op by op, larger ones compiled and run once.</summary>
    /// <inheritdoc/>
    public void Evaluate(IReadOnlyList<Tensor> tensors)
    {
        List<Tensor> order = Topology.Sort(tensors);
        long elements = 0, work = 0;
        foreach (Tensor tensor in order)
        {
            if (tensor.Value is not null) { continue; }
            if (tensor.Op is Input or ParameterRead) { tensor.Op.Evaluate([], default); } // explains why it has no value here
            elements += tensor.Size;
            work += Math.Min(tensor.Op.Work(tensor), MostWorkToInterpret);
        }

        if (elements < FewestElementsToCompile && work < MostWorkToInterpret)
        {
            Dictionary<Tensor, Storage> values = new Interpreter(tensors)
                .Run(leaf => throw new InvalidOperationException($"{leaf.Op.Name} has no value outside of a Function."));
            foreach (Tensor tensor in tensors) { tensor.Settle(values[tensor]); }
            return;
        }

        Executable program = Compile(Simplify.Of(TracedGraph.Of(tensors)));
        Tensor[] results = program.NewResults();
        program.Run(new([], results));
        for (int i = 0; i < results.Length; i++) { tensors[i].Settle(results[i].Value!); }
    }
}
