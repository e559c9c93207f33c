using Hebb.Tensors;

namespace Hebb.Graphs;

/// <summary>A traced graph, made ready to run for arguments of certain shapes.</summary>
internal abstract class Executable(TracedGraph graph)
{
    private readonly Lock _running = new();

    /// <summary>What it computes.</summary>
    protected TracedGraph Graph { get; } = graph;

    /// <summary>Whether it is made for arguments of these shapes.</summary>
    public bool Fits(ReadOnlySpan<Tensor> arguments)
    {
        if (arguments.Length != Graph.Inputs.Length) { return false; }
        for (int i = 0; i < arguments.Length; i++)
        {
            if (arguments[i].Shape != Graph.Inputs[i].Shape || arguments[i].DType != Graph.Inputs[i].DType) { return false; }
        }

        return true;
    }

    /// <summary>New tensors for the results.</summary>
    public Tensor[] NewResults()
    {
        Tensor[] results = new Tensor[Graph.Outputs.Length];
        for (int i = 0; i < results.Length; i++) { results[i] = Tensor.Uninitialized(Graph.Outputs[i].Shape, Graph.Outputs[i].DType); }
        return results;
    }

    /// <summary>Runs once.</summary>
    public void Run(Call call)
    {
        ReadOnlySpan<Tensor> results = call.Results;
        if (results.Length != Graph.Outputs.Length)
        {
            throw new ArgumentException($"The function has {Graph.Outputs.Length} results, but {results.Length} tensors were given for them.", nameof(call));
        }

        for (int i = 0; i < results.Length; i++)
        {
            if (results[i].Shape != Graph.Outputs[i].Shape || results[i].DType != Graph.Outputs[i].DType || results[i].Value is null)
            {
                throw new ArgumentException(
                    $"Result {i} has shape {Graph.Outputs[i].Shape} of {Graph.Outputs[i].DType}; take the tensors that Call returned.", nameof(call));
            }
        }

        if (Graph.Assignments.Length == 0 && Graph.BeforeRun.Length == 0)
        {
            Execute(call);
            return;
        }

        lock (_running)
        {
            foreach (Action action in Graph.BeforeRun) { action(); }
            Execute(call);
        }
    }

    /// <summary>The program as a listing.</summary>
    /// <param name="call">A run, to be measured; its results are overwritten, assignments take effect.</param>
    /// <param name="runs">How often to run; 0 for a listing without times.</param>
    public abstract ProgramListing Describe(Call call, int runs);

    /// <summary>Computes the results and the assignments.</summary>
    protected abstract void Execute(Call call);
}
