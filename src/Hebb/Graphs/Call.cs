using Hebb.Tensors;

namespace Hebb.Graphs;

/// <summary>A run of an <see cref="Executable"/>: everything that may differ from the run before.</summary>
/// <param name="arguments">The arguments, in host memory.</param>
/// <param name="results">Tensors in host memory that take the results.</param>
/// <param name="step">The number of the step, which random numbers depend on.</param>
/// <param name="threads">How many threads of the host share the work; null for as many as the process uses.</param>
internal readonly ref struct Call(ReadOnlySpan<Tensor> arguments, ReadOnlySpan<Tensor> results, long step = 0, int? threads = null)
{
    /// <summary>The arguments, in host memory.</summary>
    public ReadOnlySpan<Tensor> Arguments { get; } = arguments;

    /// <summary>Tensors in host memory that take the results.</summary>
    public ReadOnlySpan<Tensor> Results { get; } = results;

    /// <summary>The number of the step.</summary>
    public long Step { get; } = step;

    /// <summary>How many threads of the host share the work; null for as many as the process uses.</summary>
    public int? Threads { get; } = threads;
}
