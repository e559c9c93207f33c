using Hebb.Tensors;

namespace Hebb.Graphs;

/// <summary>A traced graph, made ready to run for arguments of certain shapes.</summary>
/// <remarks>It keeps of the graph only what a run needs: a function may have thousands of programs.</remarks>
internal abstract class Executable
{
    private readonly Lock _running = new();
    private readonly (Shape Shape, DType DType)[] _inputs;
    private readonly (Shape Shape, DType DType)[] _outputs;
    private readonly Action[] _beforeRun;
    private readonly bool _assigns;
    private readonly int? _finiteResult;

    /// <summary>Makes ready for runs.</summary>
    protected Executable(TracedGraph graph)
    {
        _inputs = [.. graph.Inputs.Select(input => (input.Shape, input.DType))];
        _outputs = [.. graph.Outputs.Select(output => (output.Shape, output.DType))];
        (_beforeRun, _assigns, _finiteResult) = (graph.BeforeRun, graph.Assignments.Length > 0, graph.FiniteResult);
        ArgumentsHash = HashOf(graph.Inputs);
    }

    /// <summary>About how many bytes it holds, without <see cref="Constants"/> and memory that all programs of a function share.</summary>
    public abstract long Bytes { get; }

    /// <summary>Large constants of the code: made while it was traced, and then this program's own, or used by other programs as well.</summary>
    public virtual IReadOnlyList<Storage> Constants => [];

    /// <summary>What <see cref="HashOf"/> gives for arguments that it fits.</summary>
    public int ArgumentsHash { get; }

    /// <summary>A number that arguments of the same shapes and types share.</summary>
    public static int HashOf(ReadOnlySpan<Tensor> arguments)
    {
        HashCode hash = default;
        foreach (Tensor argument in arguments)
        {
            hash.Add(argument.Shape);
            hash.Add(argument.DType);
        }

        return hash.ToHashCode();
    }

    /// <summary>Whether it is made for arguments of these shapes.</summary>
    public bool Fits(ReadOnlySpan<Tensor> arguments)
    {
        if (arguments.Length != _inputs.Length) { return false; }
        for (int i = 0; i < arguments.Length; i++)
        {
            if (arguments[i].Shape != _inputs[i].Shape || arguments[i].DType != _inputs[i].DType) { return false; }
        }

        return true;
    }

    /// <summary>New tensors for the results.</summary>
    public Tensor[] NewResults()
    {
        Tensor[] results = new Tensor[_outputs.Length];
        for (int i = 0; i < results.Length; i++) { results[i] = Tensor.Uninitialized(_outputs[i].Shape, _outputs[i].DType); }
        return results;
    }

    /// <summary>Runs once.</summary>
    /// <returns>False if the result that must be finite was not: then no parameter has changed, and all other results of floats are NaN.</returns>
    public bool Run(Call call)
    {
        ReadOnlySpan<Tensor> results = call.Results;
        if (results.Length != _outputs.Length)
        {
            throw new ArgumentException($"The function has {_outputs.Length} results, but {results.Length} tensors were given for them.", nameof(call));
        }

        for (int i = 0; i < results.Length; i++)
        {
            if (results[i].Shape != _outputs[i].Shape || results[i].DType != _outputs[i].DType || results[i].Value is null)
            {
                throw new ArgumentException(
                    $"Result {i} has shape {_outputs[i].Shape} of {_outputs[i].DType}; take the tensors that Call returned.", nameof(call));
            }
        }

        if (!_assigns && _beforeRun.Length == 0)
        {
            Execute(call);
            return true;
        }

        lock (_running)
        {
            foreach (Action action in _beforeRun) { action(); }
            if (Execute(call)) { return true; }
        }

        for (int i = 0; i < results.Length; i++)
        {
            if (i != _finiteResult && results[i].DType == DType.Float32) { results[i].Value!.Span<float>().Fill(float.NaN); }
        }

        return false;
    }

    /// <summary>The program as a listing.</summary>
    /// <param name="call">A run, to be measured; its results are overwritten, assignments take effect.</param>
    /// <param name="runs">How often to run; 0 for a listing without times.</param>
    public abstract ProgramListing Describe(Call call, int runs);

    /// <summary>Computes the results and the assignments.</summary>
    /// <returns>False if it ended before any assignment, because the result that must be finite was not.</returns>
    protected abstract bool Execute(Call call);
}
